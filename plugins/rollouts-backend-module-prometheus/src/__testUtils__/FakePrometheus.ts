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
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';

export interface Asked {
  method: string;
  path: string;
  authorization: string | undefined;
  form: URLSearchParams;
}

export type Reply = (response: ServerResponse, asked: Asked) => void;

/** What a query of nothing is answered with. */
export const EMPTY = {
  status: 'success',
  data: { resultType: 'vector', result: [] },
};

export function json(body: unknown, status = 200): Reply {
  return response => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };
}

export function vector(
  result: { metric: Record<string, string>; value: [number, string] }[],
  notes: { warnings?: string[]; infos?: string[] } = {},
): Reply {
  return json({
    status: 'success',
    data: { resultType: 'vector', result },
    ...notes,
  });
}

/** A server that answers queries as a test says. */
export class FakePrometheus {
  readonly asked: Asked[] = [];
  reply: Reply = json(EMPTY);
  readonly #server: http.Server;
  readonly #scheme: 'http' | 'https';

  constructor(tls?: { key: string; cert: string }) {
    this.#scheme = tls ? 'https' : 'http';
    const listener = (request: IncomingMessage, response: ServerResponse) => {
      this.#handle(request, response).catch(() => response.destroy());
    };
    this.#server = tls
      ? https.createServer(tls, listener)
      : http.createServer(listener);
  }

  /** Shows another certificate from now on. */
  useCertificate(tls: { key: string; cert: string }): void {
    if (this.#server instanceof https.Server)
      this.#server.setSecureContext(tls);
  }

  /** @param port - 0 for any free one. */
  async start(port = 0): Promise<string> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address() as AddressInfo;
    return `${this.#scheme}://127.0.0.1:${address.port}`;
  }

  closeConnections(): void {
    this.#server.closeAllConnections();
  }

  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #handle(request: IncomingMessage, response: ServerResponse) {
    let body = '';
    for await (const chunk of request) body += chunk;
    const asked: Asked = {
      method: request.method ?? '',
      path: request.url ?? '',
      authorization: request.headers.authorization,
      form: new URLSearchParams(body),
    };
    this.asked.push(asked);
    this.reply(response, asked);
  }
}
