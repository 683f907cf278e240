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
import { Faults } from '../faults/faults';
import { underFaults } from '../faults/inject';
import { BodyTooLargeError, readBody, sendJson } from '../http/messages';
import { ACCESS_REVIEWS, answerAccessReview } from './accessReview';
import { findDocument, type Answer } from './documents';
import { documentFailure, failureFor } from './injectedFailure';
import { ResourceRegistry } from './registry';
import { RequestInfo, requestInfo } from './requestInfo';
import { Resources } from './resources';
import { ApiError, pathNotFound, unsupportedMediaType } from './status';
import { ObjectStore } from './store';
import { rendering } from './tables';
import { WatchStreams } from './watchStreams';
import { ObjectWriter } from './writes';

export interface KubernetesApiOptions {
  registry: ResourceRegistry;
  store: ObjectStore;
  writer: ObjectWriter;
  faults: Faults;
  bookmarkIntervalMilliseconds: number;
}

function sendStatus(response: ServerResponse, error: ApiError): void {
  const retryAfter = error.details?.retryAfterSeconds;
  sendJson(
    response,
    error.code,
    error.toBody(),
    retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) },
  );
}

function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return error instanceof BodyTooLargeError
    ? new ApiError(413, 'RequestEntityTooLarge', message)
    : new ApiError(500, 'InternalError', `Internal error occurred: ${message}`);
}

function refuseProtobuf({ headers }: IncomingMessage): void {
  if (headers['content-type']?.includes('protobuf')) {
    throw unsupportedMediaType(['application/json']);
  }
}

/** The Kubernetes API over HTTP. Any bearer token is taken. */
export class KubernetesApi {
  readonly watches: WatchStreams;
  readonly #registry: ResourceRegistry;
  readonly #resources: Resources;
  readonly #faults: Faults;

  constructor(options: KubernetesApiOptions) {
    const { registry, store, writer, faults } = options;
    this.#registry = registry;
    this.#faults = faults;
    this.#resources = new Resources(store, writer);
    this.watches = new WatchStreams(
      store,
      faults,
      options.bookmarkIntervalMilliseconds,
    );
  }

  async handle(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
  ): Promise<void> {
    try {
      const body = await readBody(request);
      const method = request.method ?? 'GET';
      refuseProtobuf(request);
      const document =
        url.pathname === ACCESS_REVIEWS && method === 'POST'
          ? this.#accessReview(body)
          : findDocument(this.#registry, request, url);
      if (document) {
        await this.#sendDocument(document, method, url.pathname, response);
        return;
      }
      const info = requestInfo(this.#registry, method, url);
      if (!info) throw pathNotFound();
      await this.#serve(info, request, response, body);
    } catch (error) {
      sendStatus(response, toApiError(error));
    }
  }

  #accessReview(body: string): Answer {
    const review = answerAccessReview(this.#registry, this.#faults, body);
    return response => sendJson(response, 201, review);
  }

  async #sendDocument(
    answer: Answer,
    method: string,
    pathname: string,
    response: ServerResponse,
  ): Promise<void> {
    await underFaults(
      this.#faults,
      {
        surface: 'kubernetes',
        verb: method === 'POST' ? 'create' : 'get',
        plural: pathname.slice(pathname.lastIndexOf('/') + 1),
      },
      response,
      failure => sendStatus(response, documentFailure(pathname, failure)),
      () => answer(response),
    );
  }

  async #serve(
    info: RequestInfo,
    request: IncomingMessage,
    response: ServerResponse,
    body: string,
  ): Promise<void> {
    const target = {
      surface: 'kubernetes' as const,
      verb: info.verb,
      kind: info.kind.kind,
      plural: info.kind.plural,
      ...(info.namespace !== undefined && { namespace: info.namespace }),
      ...(info.name !== undefined && { name: info.name }),
    };
    const shown = rendering(request.headers.accept);
    await underFaults(
      this.#faults,
      target,
      response,
      failure => sendStatus(response, failureFor(info, failure)),
      () => {
        if (info.verb === 'watch') {
          this.watches.open(info, response, shown, target);
          return;
        }
        const answer = this.#resources.answer(info, request, body, shown);
        const warnings = answer.warnings?.map(
          text => `299 - ${JSON.stringify(text)}`,
        );
        sendJson(
          response,
          answer.status,
          answer.body,
          warnings?.length ? { Warning: warnings } : {},
        );
      },
    );
  }
}
