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
import https from 'node:https';

/** The way of one client to an API server, on which its writes are noted. */
export class CountingProxy {
  #server = http.createServer((request, response) =>
    this.#pass(request, response),
  );
  #target;
  #agent;
  #writes = [];

  constructor({ server, caData }) {
    this.#target = server;
    this.#agent = new https.Agent({
      keepAlive: true,
      ca: Buffer.from(caData, 'base64'),
    });
  }

  /** Resolves with its address. */
  async start() {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  async stop() {
    this.#server.closeAllConnections();
    this.#agent.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  /**
   * What was sent from `since` on, dry runs aside, in its order: `method`,
   * `path` and `body`, whatever became of it.
   */
  writes(since) {
    return this.#writes.filter(({ at }) => at >= since);
  }

  #pass(request, response) {
    const url = new URL(request.url, this.#target);
    if (request.method !== 'GET' && !url.searchParams.has('dryRun')) {
      this.#note(request, url.pathname);
    }
    const { host: _, ...headers } = request.headers;
    const sent = https.request(url, {
      method: request.method,
      headers,
      agent: this.#agent,
    });
    sent.on('response', answer => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
      response.on('close', () => answer.destroy());
    });
    sent.on('error', () => response.destroy());
    request.pipe(sent);
  }

  #note(request, path) {
    const write = { at: Date.now(), method: request.method, path, body: '' };
    this.#writes.push(write);
    request.on('data', chunk => {
      write.body += chunk;
    });
  }
}
