/*
 * Copyright 2026 The Stagecraft Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

import { IncomingMessage, ServerResponse } from 'node:http';
import { sendJson, sendText } from '../http/messages';
import {
  aggregatedDiscovery,
  coreVersions,
  groupDocument,
  groupList,
  resourceList,
  VERSION,
  wantsAggregated,
} from './discovery';
import { isRecord } from './object';
import { openapiDocument, openapiIndex, swaggerDocument } from './openapi';
import { ResourceRegistry } from './registry';
import { ApiError, badRequest } from './status';

const AGGREGATED =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
const ACCESS_REVIEW = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
const HEALTH = new Set(['/healthz', '/livez', '/readyz']);

/** The one user of the sandbox may do everything. */
function accessReview(body: string): unknown {
  const review: unknown = JSON.parse(body || '{}');
  if (!isRecord(review) || !isRecord(review.spec)) {
    throw badRequest('SelfSubjectAccessReview: spec is required');
  }
  return { ...review, status: { allowed: true } };
}

function openapi(registry: ResourceRegistry, pathname: string): unknown {
  if (pathname === '/openapi/v2') return swaggerDocument(registry);
  if (pathname === '/openapi/v3') return openapiIndex(registry);
  return openapiDocument(registry, pathname.slice('/openapi/v3/'.length));
}

function discovery(
  registry: ResourceRegistry,
  pathname: string,
): unknown | undefined {
  const [root, group, version, ...more] = pathname.split('/').filter(Boolean);
  if (more.length > 0) return undefined;
  if (root === 'api') {
    if (version) return undefined;
    return group ? resourceList(registry, '', group) : coreVersions();
  }
  if (root !== 'apis') return undefined;
  if (!group) return groupList(registry);
  return version
    ? resourceList(registry, group, version)
    : groupDocument(registry, group);
}

/**
 * Answers what is not a resource: discovery, OpenAPI, version, health.
 *
 * @returns false when there is no such document.
 */
export function answerDocument(
  registry: ResourceRegistry,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  body: string,
): boolean {
  const { pathname } = url;
  const { accept } = request.headers;
  if (HEALTH.has(pathname)) {
    sendText(response, 200, 'text/plain', 'ok');
    return true;
  }
  if (pathname === '/version') {
    sendJson(response, 200, VERSION);
    return true;
  }
  if (pathname === ACCESS_REVIEW && request.method === 'POST') {
    sendJson(response, 201, accessReview(body));
    return true;
  }
  if (pathname === '/openapi/v2' && !/json|\*\/\*/.test(accept ?? '*/*')) {
    throw new ApiError(
      406,
      'NotAcceptable',
      'only the following media types are accepted: application/json',
    );
  }
  if (['/api', '/apis'].includes(pathname) && wantsAggregated(accept)) {
    sendJson(
      response,
      200,
      aggregatedDiscovery(registry, pathname === '/api'),
      {
        'Content-Type': AGGREGATED,
      },
    );
    return true;
  }
  const document = pathname.startsWith('/openapi/')
    ? openapi(registry, pathname)
    : discovery(registry, pathname);
  if (document === undefined) return false;
  sendJson(response, 200, document);
  return true;
}
