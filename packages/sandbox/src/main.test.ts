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

import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { createSandbox, Sandbox } from './sandbox';

const packageFolder = dirname(__dirname);

describe('the runnable', () => {
  it('says that it is ready and stops when asked to', async () => {
    const child = spawn(
      process.execPath,
      ['--require', '@backstage/cli/config/nodeTransform.cjs', 'src/main.ts'],
      {
        cwd: packageFolder,
        env: {
          ...process.env,
          NODE_ENV: 'development',
          STAGECRAFT_SANDBOX_PORT: '0',
          STAGECRAFT_SANDBOX_GATEWAY_PORT: '0',
        },
      },
    );
    const exited = once(child, 'exit');
    let output = '';
    child.stderr.on('data', chunk => {
      output += chunk;
    });
    const [line] = await Promise.race([
      once(child.stdout, 'data').then(([chunk]) => [String(chunk)]),
      exited.then(() => [`exited: ${output}`]),
    ]);
    expect(line).toMatch(
      /^Sandbox ready: API http:\/\/127\.0\.0\.1:\d+, gateway http:\/\/127\.0\.0\.1:\d+\n$/,
    );
    const [, url] = /API (\S+),/.exec(line) ?? [];
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
  }, 30_000);
});

const kubectlThere =
  spawnSync('kubectl', ['version', '--client'], { stdio: 'ignore' }).status ===
  0;

// Without kubectl on the machine there is nothing to test against.
(kubectlThere ? describe : describe.skip)('kubectl', () => {
  let sandbox: Sandbox;
  let cache: string;

  beforeAll(async () => {
    sandbox = await createSandbox({ traffic: false });
    cache = await mkdtemp(join(tmpdir(), 'sandbox-kubectl-'));
  });

  afterAll(async () => {
    await sandbox.stop();
    await rm(cache, { recursive: true });
  });

  const kubectl = async (...args: string[]) => {
    const { stdout } = await promisify(execFile)(
      'kubectl',
      [
        `--server=${sandbox.url}`,
        '--token=any',
        `--cache-dir=${cache}`,
        ...args,
      ],
      { env: { ...process.env, KUBECONFIG: '/dev/null' } },
    );
    return stdout;
  };

  it('prints the routes of all namespaces', async () => {
    const lines = (await kubectl('get', 'httproutes', '-A')).trim().split('\n');
    expect(lines[0].split(/\s+/)).toEqual([
      'NAMESPACE',
      'NAME',
      'HOSTNAMES',
      'AGE',
    ]);
    expect(lines.slice(1).map(line => line.split(/\s+/).slice(0, 2))).toEqual([
      ['billing', 'invoices'],
      ['billing', 'payments'],
      ['storefront', 'checkout'],
      ['storefront', 'recommendations'],
    ]);
  }, 30_000);

  it('patches, and hears why it may not', async () => {
    const patch = (value: number) =>
      kubectl(
        ...['-n', 'storefront', 'patch', 'httproute', 'checkout'],
        ...['--type=json', '-p'],
        JSON.stringify([
          {
            op: 'replace',
            path: '/spec/rules/0/backendRefs/1/weight',
            value,
          },
        ]),
      );
    expect(await patch(5)).toContain('checkout patched');
    await expect(patch(-5)).rejects.toThrow(
      'should be greater than or equal to 0',
    );
  }, 30_000);
});
