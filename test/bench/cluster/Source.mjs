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

import { once } from 'node:events';
import http from 'node:http';
import { text } from 'node:stream/consumers';
import { LIMIT } from './condition.mjs';

/** Ratios by service and version, of what either engine asks for. */
function ratios({ data }) {
  const found = new Map();
  for (const { metric, value } of data.result) {
    const { service, version, stagecraft_part: part = 'ratio' } = metric;
    const key = `${service} ${version}`;
    found.set(key, { ...found.get(key), [part]: Number(value[1]) });
  }
  return [...found].map(([key, { ratio, events, count }]) => [
    key,
    ratio ?? (events ?? 0) / count,
  ]);
}

/**
 * The metrics source of all engines: what Prometheus scrapes, and the way to
 * its query API, on which each look is noted.
 */
export class Source {
  #server = http.createServer((request, response) => {
    this.#answer(request, response).catch(error => {
      response.writeHead(502).end(error.message);
    });
  });
  #traffic;
  #prometheus;
  #looks = [];

  constructor(traffic) {
    this.#traffic = traffic;
  }

  async start() {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.url = `http://127.0.0.1:${this.#server.address().port}`;
  }

  /** Queries go to this address from now on. */
  passTo(prometheus) {
    this.#prometheus = prometheus;
  }

  async stop() {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  /**
   * Looks at one version from `since` on, in their order: `at` is the end of
   * the window, in ms, and `bad` whether it failed the condition.
   */
  looks(service, version, since) {
    const key = `${service} ${version}`;
    return this.#looks.filter(look => look.key === key && look.at >= since);
  }

  async #answer(request, response) {
    if (request.url === '/metrics') {
      response.setHeader('content-type', 'text/plain; version=0.0.4');
      response.end(this.#traffic.text());
      return;
    }
    const asked = await text(request);
    const url = new URL(request.url, this.#prometheus);
    const answer = await fetch(url, {
      method: request.method,
      headers: {
        'content-type':
          request.headers['content-type'] ?? 'application/octet-stream',
      },
      ...(asked && { body: asked }),
    });
    const body = await answer.text();
    response.writeHead(answer.status, {
      'content-type': answer.headers.get('content-type') ?? 'text/plain',
    });
    response.end(body);
    const form = new URLSearchParams(asked || url.search);
    const at = Number(form.get('time')) * 1000;
    if (!answer.ok || !at) return;
    for (const [key, ratio] of ratios(JSON.parse(body))) {
      this.#looks.push({ key, at, bad: ratio > LIMIT });
    }
  }
}
