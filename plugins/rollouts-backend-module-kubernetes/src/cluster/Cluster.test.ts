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

import { ConfigReader } from '@backstage/config';
import { once } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Clusters } from './Clusters';
import { HTTP_ROUTES } from './resources';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const route = { resource: HTTP_ROUTES, namespace: 'shop', name: 'checkout' };

describe('Cluster', () => {
  let server: http.Server;
  let clusters: Clusters;
  let handle: Handler;
  let sockets: Set<unknown>;
  const call = () =>
    ({ signal: AbortSignal.timeout(10_000), lane: 'forward' } as const);

  beforeEach(async () => {
    sockets = new Set();
    server = http.createServer((request, response) => {
      sockets.add(request.socket);
      handle(request, response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    clusters = Clusters.fromConfig(
      new ConfigReader({
        kubernetes: {
          clusterLocatorMethods: [
            {
              type: 'config',
              clusters: [
                {
                  name: 'one',
                  url: `http://127.0.0.1:${port}/behind/a/path/`,
                  authProvider: 'serviceAccount',
                  serviceAccountToken: 'secret',
                  skipTLSVerify: true,
                },
                { name: 'two', url: 'https://two', authProvider: 'google' },
              ],
            },
          ],
        },
        rollouts: { kubernetes: { deadline: '150ms' } },
      }),
    );
  });

  afterEach(async () => {
    clusters.close();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  const reply = (response: ServerResponse, body: unknown) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(body));
  };

  it('sends its credentials over one connection that stays open', async () => {
    const seen: string[] = [];
    handle = (request, response) => {
      seen.push(`${request.url} ${request.headers.authorization}`);
      reply(response, {});
    };
    await clusters.get('one').get(route, call());
    await clusters.get('one').get(route, call());
    const path =
      '/behind/a/path/apis/gateway.networking.k8s.io/v1/namespaces/shop/httproutes/checkout';
    expect(seen).toEqual([`${path} Bearer secret`, `${path} Bearer secret`]);
    expect(sockets.size).toBe(1);
  });

  it('reads again over a new connection when an idle one was closed', async () => {
    let requests = 0;
    handle = (request, response) => {
      requests += 1;
      if (requests === 1) request.socket.destroy();
      else reply(response, { found: true });
    };
    await expect(clusters.get('one').get(route, call())).resolves.toEqual({
      found: true,
    });
  });

  it('gives up a read at its deadline', async () => {
    handle = () => {};
    await expect(clusters.get('one').get(route, call())).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringMatching(/get httproutes.*timeout/),
    });
  });

  it('does not know what became of a write at its deadline', async () => {
    handle = () => {};
    const writing = clusters
      .get('one')
      .patch(
        route,
        { kind: 'json', operations: [] },
        { validation: 'Strict' },
        call(),
      );
    await expect(writing).rejects.toMatchObject({ code: 'unknown-outcome' });
  });

  it('reads every page of a list', async () => {
    handle = (request, response) => {
      const { searchParams } = new URL(request.url ?? '', 'http://x');
      const next = searchParams.get('continue');
      reply(response, {
        items: [searchParams.get('labelSelector'), next],
        metadata: next ? {} : { continue: 'more' },
      });
    };
    await expect(
      clusters.get('one').list(HTTP_ROUTES, 'shop', 'a=b', call()),
    ).resolves.toEqual(['a=b', null, 'a=b', 'more']);
  });

  it('asks for the identity of the cluster once', async () => {
    let requests = 0;
    handle = (request, response) => {
      requests += 1;
      reply(response, { metadata: { uid: request.url } });
    };
    const one = clusters.get('one');
    const first = await one.identity(call());
    expect(first).toMatch(/\/api\/v1\/namespaces\/kube-system$/);
    expect(await one.identity(call())).toBe(first);
    expect(requests).toBe(1);
  });

  it('asks a module for a token before every call, and not for ever', async () => {
    const seen: (string | undefined)[] = [];
    handle = (request, response) => {
      seen.push(request.headers.authorization);
      reply(response, {});
    };
    const tokens = [Promise.resolve('a'), Promise.resolve('b')];
    const { port } = server.address() as AddressInfo;
    const added = Clusters.fromConfig(
      new ConfigReader({ rollouts: { kubernetes: { deadline: '150ms' } } }),
      [
        {
          name: 'cloud',
          url: `http://127.0.0.1:${port}`,
          skipTLSVerify: true,
          token: () => tokens.shift() ?? new Promise(() => {}),
        },
      ],
    );
    await added.get('cloud').get(route, call());
    await added.get('cloud').get(route, call());
    expect(seen).toEqual(['Bearer a', 'Bearer b']);
    await expect(added.get('cloud').get(route, call())).rejects.toMatchObject({
      code: 'unreachable',
    });
    added.close();
  });

  it('remembers how long the last answer took', async () => {
    handle = (_, response) => reply(response, {});
    const one = clusters.get('one');
    expect(one.lastCall).toBeNull();
    await one.get(route, call());
    expect(one.lastCall?.milliseconds).toBeGreaterThan(0);
  });

  it('says why a cluster cannot be used', () => {
    expect(() => clusters.get('two')).toThrow(/client-side auth provider/);
    expect(() => clusters.get('three')).toThrow(
      /knows no cluster three, only .*one/,
    );
    expect(clusters.refusals()).toHaveLength(1);
  });
});
