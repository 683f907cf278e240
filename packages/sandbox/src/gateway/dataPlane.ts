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
import { setTimeout as sleep } from 'node:timers/promises';
import { Versions } from '../behaviour/versions';
import { readBody, sendJson } from '../http/messages';
import { RandomStream } from '../traffic/random';
import { exchange, Exchange } from './exchange';
import { RouteTable } from './routeTable';

export interface DataPlaneOptions {
  routes: RouteTable;
  versions: Versions;
  seed: number;
  now: () => number;
  record: (service: string, at: number, done: Exchange) => void;
}

/** The gateway over real HTTP: routes, waits as the version does, answers. */
export class DataPlane {
  readonly #options: DataPlaneOptions;
  readonly #random: RandomStream;

  constructor(options: DataPlaneOptions) {
    this.#options = options;
    this.#random = new RandomStream(options.seed, 'gateway');
  }

  async handle(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
  ): Promise<void> {
    const { routes, versions, now, record } = this.#options;
    await readBody(request);
    const draws = this.#random.draws();
    const at = now();
    const decision = routes.decide(
      {
        host: (request.headers.host ?? '').replace(/:\d+$/, ''),
        method: request.method ?? 'GET',
        path: url.pathname,
        headers: singleValued(request),
        query: url.searchParams,
      },
      draws.backend,
    );
    const done = exchange(decision, draws, versions, at);
    await sleep(done.latencyMilliseconds);
    const service = decision.entry?.route.name ?? '';
    record(service, at, done);
    sendJson(
      response,
      done.status,
      {
        service: done.version?.service ?? null,
        version: done.version?.backend ?? null,
        rule: decision.entry?.rule ?? null,
        converted: done.converted,
      },
      done.version ? { 'X-Served-By': done.version.backend } : {},
    );
  }
}

function singleValued(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  );
}
