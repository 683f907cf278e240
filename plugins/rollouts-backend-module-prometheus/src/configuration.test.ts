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
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readServers } from './configuration';

const read = (...servers: object[]) =>
  readServers(new ConfigReader({ rollouts: { prometheus: { servers } } }));

const URL_ONLY = { url: 'https://prometheus.example.com' };

describe('readServers', () => {
  it('finds none where none is configured', () => {
    expect(readServers(new ConfigReader({}))).toEqual([]);
  });

  it('needs no more than a URL', () => {
    expect(read({ url: 'https://example.com/prometheus/' })).toEqual([
      {
        server: {
          id: 'prometheus',
          url: 'https://example.com/prometheus',
          credentials: { kind: 'none' },
          ca: undefined,
          skipTLSVerify: false,
          deadlineMs: 5000,
        },
        definitions: [],
        warnings: [],
      },
    ]);
  });

  it('reads everything', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'prometheus-'));
    const caFile = path.join(folder, 'ca.pem');
    await writeFile(caFile, 'a certificate');
    const servers = read(
      { ...URL_ONLY, id: 'eu', token: 'abc', caFile, deadline: '2s' },
      {
        ...URL_ONLY,
        id: 'us',
        username: 'u',
        password: 'p',
        caData: Buffer.from('another').toString('base64'),
        skipTLSVerify: true,
        presets: [
          { source: 'istio', prefix: 'us-', window: { seconds: 30 } },
          { source: 'opentelemetry' },
        ],
      },
    );
    await rm(folder, { recursive: true });
    expect(servers.map(({ server }) => server)).toMatchObject([
      {
        id: 'eu',
        credentials: { kind: 'bearer', token: 'abc' },
        ca: 'a certificate',
        deadlineMs: 2000,
      },
      {
        id: 'us',
        credentials: { kind: 'basic', username: 'u', password: 'p' },
        ca: 'another',
        skipTLSVerify: true,
      },
    ]);
    const definitions = servers[1]?.definitions ?? [];
    expect(definitions).toHaveLength(8);
    expect(definitions[0]).toMatchObject({
      name: 'us-error-ratio',
      provider: 'us',
      windowSeconds: 30,
    });
    expect(definitions[4]).toMatchObject({
      name: 'error-ratio',
      windowSeconds: 60,
    });
    expect(servers[1]?.warnings).toEqual([
      expect.stringMatching(/us is not asked for a certificate/),
    ]);
  });

  it.each([
    ['http://prometheus.example.com', 1],
    ['http://127.0.0.1:9090', 0],
    ['https://prometheus.example.com', 0],
  ])('warns of credentials sent to %s: %i', (url, warnings) => {
    const [found] = read({ url, token: 'abc' });
    expect(found?.warnings).toHaveLength(warnings);
  });

  it.each([
    [{ url: 'prometheus:9090' }, /begin it with http/],
    [{ url: 'https://u:p@example.com' }, /holds credentials/],
    [{ ...URL_ONLY, token: 'a', password: 'b' }, /leave one of them out/],
    [{ ...URL_ONLY, username: 'a' }, /give both/],
    [{ ...URL_ONLY, deadline: '0s' }, /deadline is 0 ms/],
    [{ ...URL_ONLY, presets: [{ source: 'nginx' }] }, /source is nginx.*istio/],
    [
      { ...URL_ONLY, presets: [{ source: 'istio', window: '1500ms' }] },
      /window is 1.5 s/,
    ],
  ])('refuses %j', (server, why) => {
    expect(() => read(server)).toThrow(why);
  });

  it('refuses two servers of one id', () => {
    expect(() => read(URL_ONLY, URL_ONLY)).toThrow(/two servers with the id/);
  });
});
