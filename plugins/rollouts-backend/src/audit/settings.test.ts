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

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigReader } from '@backstage/config';
import { HttpCopy } from './copies/HttpCopy';
import { readAuditSettings } from './settings';

const settingsOf = (copy: object) =>
  readAuditSettings(
    new ConfigReader({ rollouts: { audit: { copies: [copy] } } }),
  );

describe('the address of a copy', () => {
  it.each([
    ['https://worm.example.com/heads?key=1'],
    ['http://127.0.0.1:9000/heads'],
  ])('may be %s', url => {
    expect(settingsOf({ url }).copies).toHaveLength(1);
  });

  it.each([
    ['http://worm.example.com/heads', 'https://'],
    ['https://me:s3cret@worm.example.com/heads', 'a user or a password'],
    ['ftp://worm.example.com', 'https://'],
    ['s3cret', 'no URL'],
  ])('is refused where it is %s, and not repeated', (url, why) => {
    for (const copy of [
      { url },
      { url: 'https://worm.example.com', readUrl: url },
    ]) {
      expect(() => settingsOf(copy)).toThrow(why);
      expect(() => settingsOf(copy)).not.toThrow('s3cret');
    }
  });
});

it('takes its token nowhere else, and tells no query of its address', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const status = request.url?.startsWith('/moved') ? 302 : 500;
    response.writeHead(status, { location: '/elsewhere' }).end();
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const read = async (path: string) => {
    const copy = new HttpCopy(base, { readUrl: base + path, token: 't' });
    for await (const part of copy.read() ?? []) throw new Error(part);
  };
  await expect(read('/moved')).rejects.toThrow('fetch failed');
  expect(asked).toEqual(['/moved']);
  await expect(read('/broken?key=s3cret')).rejects.toThrow(
    `${base}/broken answers 500`,
  );
  await new Promise(resolve => {
    server.close(resolve);
  });
});
