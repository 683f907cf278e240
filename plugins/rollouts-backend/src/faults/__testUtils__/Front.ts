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
import { buffer } from 'node:stream/consumers';
import type { ReachedCluster } from './kubernetesDrivers';
import { makeCertificate } from './certificate';

/** Stands before an API server, with TLS, and keeps requests back. */
export class Front {
  readonly #upstream: string;
  readonly #certificate = makeCertificate();
  readonly #server: https.Server;
  #kept: (() => Promise<void>)[] = [];
  #keeps = 0;

  static async before(upstream: string): Promise<Front> {
    const front = new Front(upstream);
    front.#server.listen(0, '127.0.0.1');
    await once(front.#server, 'listening');
    return front;
  }

  private constructor(upstream: string) {
    this.#upstream = upstream;
    this.#server = https.createServer(
      this.#certificate,
      async (request, response) => {
        const body = await buffer(request);
        const pass = () => this.#pass(request, body, response);
        if (request.method === 'PATCH' && this.#keeps > 0) {
          this.#keeps -= 1;
          this.#kept.push(pass);
        } else {
          await pass();
        }
      },
    );
  }

  /** How a portal reaches the cluster through it. */
  reached(name: string): ReachedCluster {
    const { port } = this.#server.address() as AddressInfo;
    return {
      name,
      url: `https://127.0.0.1:${port}`,
      caData: this.#certificate.cert.toString('base64'),
    };
  }

  /** From now on it shows another certificate, or its first one again. */
  show(which: 'another' | 'original'): void {
    this.#server.setSecureContext(
      which === 'original' ? this.#certificate : makeCertificate(),
    );
    this.#server.closeAllConnections();
  }

  /** The next patch does not arrive before it is let go. */
  keepNextPatch(): void {
    this.#keeps += 1;
  }

  /** Lets what was kept back arrive; answers how many. */
  async letGo(): Promise<number> {
    const kept = this.#kept;
    this.#kept = [];
    for (const pass of kept) await pass();
    return kept.length;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #pass(
    { method, headers, url = '/' }: IncomingMessage,
    body: Buffer,
    response: ServerResponse,
  ): Promise<void> {
    const passed = http.request(new URL(url, this.#upstream), {
      method,
      headers,
    });
    passed.end(body);
    try {
      const [answer]: IncomingMessage[] = await once(passed, 'response');
      const content = await buffer(answer);
      response.writeHead(answer.statusCode ?? 502, {
        'content-type': answer.headers['content-type'] ?? 'text/plain',
      });
      response.end(content);
    } catch {
      // The upstream broke the connection: so does the front.
      response.destroy();
    }
  }
}
