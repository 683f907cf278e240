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

export interface SeenRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  body: string;
}

/** What the proxy does to one request in place of passing it on. */
export type Fault =
  | {
      type: 'answer';
      status: number;
      headers?: Record<string, string>;
      message?: string;
    }
  | { type: 'pass' }
  /** Never reaches the cluster; the connection breaks. */
  | { type: 'break' }
  /** Reaches the cluster; the answer is lost. */
  | { type: 'swallow' }
  /** Reaches the cluster when released. */
  | { type: 'hold'; hold: Hold };

function latch() {
  let open: () => void = () => {};
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  return { open: () => open(), opened };
}

/** A request kept back on its way to the cluster. */
export class Hold {
  readonly #arrived = latch();
  readonly #released = latch();
  readonly #landed = latch();
  readonly arrived = this.#arrived.opened;
  readonly landed = this.#landed.opened;

  release(): void {
    this.#released.open();
  }

  async pass(deliver: () => Promise<void>): Promise<void> {
    this.#arrived.open();
    await this.#released.opened;
    await deliver();
    this.#landed.open();
  }
}

async function bodyOf(message: IncomingMessage): Promise<string> {
  message.setEncoding('utf8');
  let body = '';
  for await (const chunk of message) body += chunk;
  return body;
}

/**
 * Stands between a driver and a control plane, and loses, delays and refuses
 * what a case asks it to. Works before the sandbox and before a real cluster.
 */
export class FaultProxy {
  readonly seen: SeenRequest[] = [];
  readonly #upstream: URL;
  readonly #ca: string | undefined;
  readonly #server = http.createServer((request, response) => {
    this.#handle(request, response).catch(() => response.destroy());
  });
  #faults: { method: string; fault: Fault }[] = [];

  constructor({ url, ca }: { url: string; ca?: string }) {
    this.#upstream = new URL(url);
    this.#ca = ca;
  }

  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** Forgets what was seen and what was asked for. */
  clear(): void {
    this.seen.length = 0;
    this.#faults = [];
  }

  /** Each fault hits one of the next requests with this method, in order. */
  inject(method: 'GET' | 'PATCH', ...faults: Fault[]): void {
    this.#faults.push(...faults.map(fault => ({ method, fault })));
  }

  /** Keeps back one request, after so many that go through. */
  hold(method: 'GET' | 'PATCH', after = 0): Hold {
    const hold = new Hold();
    const passing = Array<Fault>(after).fill({ type: 'pass' });
    this.inject(method, ...passing, { type: 'hold', hold });
    return hold;
  }

  sent(method: 'GET' | 'PATCH'): SeenRequest[] {
    return this.seen.filter(request => request.method === method);
  }

  #take(method: string): Fault | undefined {
    const place = this.#faults.findIndex(entry => entry.method === method);
    return place < 0 ? undefined : this.#faults.splice(place, 1)[0].fault;
  }

  async #handle(request: IncomingMessage, response: ServerResponse) {
    const body = await bodyOf(request);
    const method = request.method ?? '';
    const url = new URL(request.url ?? '/', 'http://proxy');
    this.seen.push({
      method,
      path: url.pathname,
      query: url.searchParams,
      body,
    });
    const fault = this.#take(method);
    const deliver = async (reply: boolean) => {
      const answer = await this.#forward(request, body);
      const content = await bodyOf(answer);
      if (!reply || response.destroyed) {
        response.destroy();
        return;
      }
      response.writeHead(answer.statusCode ?? 502, {
        'content-type': answer.headers['content-type'] ?? 'application/json',
      });
      response.end(content);
    };
    switch (fault?.type) {
      case 'answer':
        response.writeHead(fault.status, {
          'content-type': 'application/json',
          ...fault.headers,
        });
        response.end(
          JSON.stringify({
            kind: 'Status',
            status: 'Failure',
            code: fault.status,
            message: fault.message ?? 'refused by the test',
          }),
        );
        return;
      case 'break':
        response.destroy();
        return;
      case 'swallow':
        await deliver(false);
        return;
      case 'hold':
        await fault.hold.pass(() => deliver(true));
        return;
      default:
        await deliver(true);
    }
  }

  async #forward(
    request: IncomingMessage,
    body: string,
  ): Promise<IncomingMessage> {
    const client = this.#upstream.protocol === 'https:' ? https : http;
    const { host: _, connection: __, ...headers } = request.headers;
    const forwarded = client.request(
      new URL(request.url ?? '/', this.#upstream),
      {
        method: request.method,
        headers,
        ca: this.#ca,
      },
    );
    const answered = once(forwarded, 'response');
    forwarded.end(body);
    const [answer] = await answered;
    return answer;
  }
}
