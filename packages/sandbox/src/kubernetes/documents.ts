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
import { openapiDocument, openapiIndex, swaggerDocument } from './openapi';
import { ResourceRegistry } from './registry';
import { ApiError } from './status';

const AGGREGATED =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
const HEALTH = new Set(['/healthz', '/livez', '/readyz']);

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

/** What is not a resource, ready to be sent. */
export type Answer = (response: ServerResponse) => void;

function json(body: unknown, headers: Record<string, string> = {}): Answer {
  return response => sendJson(response, 200, body, headers);
}

/**
 * Discovery, OpenAPI, version, health.
 *
 * @returns undefined when there is no such document.
 */
export function findDocument(
  registry: ResourceRegistry,
  request: IncomingMessage,
  { pathname }: URL,
): Answer | undefined {
  const { accept } = request.headers;
  if (HEALTH.has(pathname)) {
    return response => sendText(response, 200, 'text/plain', 'ok');
  }
  if (pathname === '/version') return json(VERSION);
  if (pathname === '/openapi/v2' && !/json|\*\/\*/.test(accept ?? '*/*')) {
    throw new ApiError(
      406,
      'NotAcceptable',
      'only the following media types are accepted: application/json',
    );
  }
  if (['/api', '/apis'].includes(pathname) && wantsAggregated(accept)) {
    return json(aggregatedDiscovery(registry, pathname === '/api'), {
      'Content-Type': AGGREGATED,
    });
  }
  const document = pathname.startsWith('/openapi/')
    ? openapi(registry, pathname)
    : discovery(registry, pathname);
  return document === undefined ? undefined : json(document);
}
