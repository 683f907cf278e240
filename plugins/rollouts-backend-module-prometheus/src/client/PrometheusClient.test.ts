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

import { createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';
import {
  EMPTY,
  FakePrometheus,
  json,
  vector,
  type Reply,
} from '../__testUtils__/FakePrometheus';
import { PrometheusClient, type PrometheusServer } from './PrometheusClient';

const AT = new Date(1_700_000_000_500);
const DEADLINE_MS = 150;
const patient = () => AbortSignal.timeout(20_000);

describe('PrometheusClient', () => {
  let fake: FakePrometheus;
  let url: string;
  const clients: PrometheusClient[] = [];

  function client(options: Partial<PrometheusServer> = {}): PrometheusClient {
    const made = new PrometheusClient({
      id: 'main',
      url,
      credentials: { kind: 'none' },
      ca: undefined,
      skipTLSVerify: false,
      deadlineMs: 5000,
      ...options,
    });
    clients.push(made);
    return made;
  }

  const ask = (options?: Partial<PrometheusServer>) =>
    client(options).instant('up', AT, patient());

  beforeEach(async () => {
    fake = new FakePrometheus();
    url = await fake.start();
  });

  afterEach(async () => {
    for (const each of clients.splice(0)) each.close();
    await fake.stop();
  });

  it('asks for one time, or for many', async () => {
    await ask();
    await client().range(
      'up',
      { start: AT, end: new Date(AT.getTime() + 3000), stepMs: 1500 },
      patient(),
    );
    expect(
      fake.asked.map(({ method, path, form }) => [
        method,
        path,
        Object.fromEntries(form),
      ]),
    ).toEqual([
      [
        'POST',
        '/api/v1/query',
        { query: 'up', time: '1700000000.5', timeout: '5000ms' },
      ],
      [
        'POST',
        '/api/v1/query_range',
        {
          query: 'up',
          start: '1700000000.5',
          end: '1700000003.5',
          step: '1.5',
          timeout: '5000ms',
        },
      ],
    ]);
  });

  it.each([
    [{ kind: 'none' as const }, undefined],
    [{ kind: 'bearer' as const, token: 'abc' }, 'Bearer abc'],
    [
      { kind: 'basic' as const, username: 'stage', password: 'crä:ft' },
      `Basic ${Buffer.from('stage:crä:ft').toString('base64')}`,
    ],
  ])('shows its credentials: %j', async (credentials, expected) => {
    await ask({ credentials });
    expect(fake.asked[0]?.authorization).toBe(expected);
  });

  it('reads values, and what is none', async () => {
    fake.reply = vector([
      { metric: { a: 'b' }, value: [1, '0.25'] },
      { metric: {}, value: [1, 'NaN'] },
      { metric: {}, value: [1, '+Inf'] },
    ]);
    expect(await ask()).toEqual([
      { labels: { a: 'b' }, values: [[1, 0.25]] },
      { labels: {}, values: [[1, NaN]] },
      { labels: {}, values: [[1, NaN]] },
    ]);
  });

  const refusal = (error: string) => ({
    status: 'error',
    errorType: 'any',
    error,
  });

  it.each([
    [400, /400: why.*Correct the query/],
    [401, /does not accept the credentials.*Renew the token/],
    [403, /does not let these credentials.*Grant/],
    [404, /no query API.*before \/api\/v1/],
    [422, /can't execute.*422: why.*Correct the query/],
    [429, /asked too often.*interval/],
    [500, /answered 500: why/],
    [503, /overloaded or gave up/],
    [302, /sends elsewhere.*not followed/],
  ])('tells what to do about %i', async (status, expected) => {
    fake.reply = json(refusal('why'), status);
    await expect(ask()).rejects.toThrow(expected);
    await expect(ask()).rejects.toThrow(`Prometheus main at ${url}`);
    expect(fake.asked).toHaveLength(2);
  });

  it.each<[string, Reply, RegExp]>([
    [
      'a sign-in page',
      response => response.end('<html>Sign in</html>'),
      /no result of a query \(no JSON\).*sign-in page/,
    ],
    ['another API', json({ hello: 'there' }), /no result of a query \(status/],
    [
      'a number without labels',
      json({
        status: 'success',
        data: { resultType: 'scalar', result: [1, '1'] },
      }),
      /no result of a query \(data.resultType/,
    ],
    [
      'native histograms',
      json({
        status: 'success',
        data: {
          resultType: 'vector',
          result: [{ metric: {}, histogram: [1, {}] }],
        },
      }),
      /no result of a query \(data.result.0.value/,
    ],
    [
      'warnings',
      vector([], { warnings: ['store 2 did not answer'] }),
      /does not vouch.*store 2 did not answer/,
    ],
    [
      'infos',
      vector([], { infos: ['metric might not be a counter'] }),
      /does not vouch.*might not be a counter/,
    ],
  ])('uses nothing of %s', async (_, reply, expected) => {
    fake.reply = reply;
    await expect(ask()).rejects.toThrow(expected);
  });

  it('gives up a server that hangs', async () => {
    fake.reply = () => {};
    await expect(ask({ deadlineMs: DEADLINE_MS })).rejects.toThrow(
      /did not answer within 150 ms. Raise its deadline/,
    );
  });

  it('gives up a server that is slow to finish', async () => {
    fake.reply = response => {
      response.writeHead(200);
      response.write('{"status":');
    };
    await expect(ask({ deadlineMs: DEADLINE_MS })).rejects.toThrow(
      /did not answer within 150 ms/,
    );
  });

  it('stops for its caller, who knows why', async () => {
    const stopped = new AbortController();
    fake.reply = () => stopped.abort(new Error('enough'));
    await expect(client().instant('up', AT, stopped.signal)).rejects.toThrow(
      'enough',
    );
  });

  it('does not take a broken answer', async () => {
    fake.reply = response => {
      response.writeHead(200, { 'content-length': 1000 });
      response.write('{"status":"success"');
      response.destroy();
    };
    await expect(ask()).rejects.toThrow(/can't be reached \(/);
  });

  it('tells a reset connection and a closed port', async () => {
    fake.reply = response => response.destroy();
    await expect(ask()).rejects.toThrow(/can't be reached \(socket hang up\)/);
    await fake.stop();
    await expect(ask()).rejects.toThrow(/can't be reached.*ECONNREFUSED/);
  });

  it('asks again where an idle connection was closed', async () => {
    const sockets: Socket[] = [];
    const answer = JSON.stringify(EMPTY);
    const server = createServer(socket => {
      sockets.push(socket);
      socket.on('error', () => {});
      socket.on('data', () => {
        // Every other request meets a connection that ends, as an idle one.
        if (sockets.length === 1 && socket.bytesWritten > 0) {
          socket.resetAndDestroy();
          return;
        }
        socket.write(
          `HTTP/1.1 200 OK\r\ncontent-length: ${answer.length}\r\n\r\n${answer}`,
        );
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const kept = client({ url: `http://127.0.0.1:${port}` });
    await kept.instant('up', AT, patient());
    await kept.instant('up', AT, patient());
    expect(sockets).toHaveLength(2);
    kept.close();
    server.close();
    await once(server, 'close');
  });

  describe('over TLS', () => {
    const certificate = async () => {
      const made = await generate([{ name: 'commonName', value: 'test' }], {
        extensions: [
          {
            name: 'subjectAltName',
            altNames: [{ type: 7, ip: '127.0.0.1' }],
          },
        ],
      });
      return { key: made.private, cert: made.cert };
    };

    it('trusts whom it is told to, until the certificate changes', async () => {
      const first = await certificate();
      const secure = new FakePrometheus(first);
      const secureUrl = await secure.start();
      const trusting = client({ url: secureUrl, ca: first.cert });
      await expect(trusting.instant('up', AT, patient())).resolves.toEqual([]);
      secure.useCertificate(await certificate());
      secure.closeConnections();
      await expect(trusting.instant('up', AT, patient())).rejects.toThrow(
        /certificate that is not trusted.*Set caFile or caData/,
      );
      await secure.stop();
    });

    it('trusts nobody by itself, and everybody when told so', async () => {
      const secure = new FakePrometheus(await certificate());
      const secureUrl = await secure.start();
      await expect(ask({ url: secureUrl })).rejects.toThrow(
        /certificate that is not trusted/,
      );
      await expect(
        ask({ url: secureUrl, skipTLSVerify: true }),
      ).resolves.toEqual([]);
      await secure.stop();
    });
  });
});
