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

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import { DefaultRolloutsService } from '@stagecraft/backstage-plugin-rollouts-node';

export interface Received {
  path: string;
  token: string | undefined;
  key: string | undefined;
  body: unknown;
}

type Answer = (received: Received) => { status?: number; body: unknown };

/** The rollouts API as far as a test says what it answers. */
export class FakeApi {
  readonly received: Received[] = [];
  readonly #answers = new Map<string, Answer>();
  readonly #server: Server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const { authorization, 'idempotency-key': key } = request.headers;
    const call = {
      path: `${request.method} ${request.url}`,
      token: authorization,
      key: key?.toString(),
      body: text ? JSON.parse(text) : undefined,
    };
    this.received.push(call);
    const answer = this.#answers.get(call.path);
    const { status = 200, body } = answer?.(call) ?? {
      status: 404,
      body: {
        error: {
          name: 'NotFoundError',
          message: `There is no ${call.path}`,
          code: 'not-found',
        },
      },
    };
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(JSON.stringify(body));
  });

  on(path: string, answer: Answer): void {
    this.#answers.set(path, answer);
  }

  async start(): Promise<DefaultRolloutsService> {
    await new Promise<void>(resolve => {
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    // A server on a port has an address of that kind.
    const { port } = this.#server.address() as AddressInfo;
    const discovery = mockServices.discovery.mock({
      getBaseUrl: async () => `http://127.0.0.1:${port}`,
    });
    const auth = mockServices.auth({ pluginId: 'scaffolder' });
    return new DefaultRolloutsService({ auth, discovery });
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => {
      this.#server.close(resolve);
    });
  }
}
