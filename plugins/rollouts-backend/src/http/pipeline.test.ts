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

import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { operations } from '@stagecraft/backstage-plugin-rollouts-common';
import { makeProposal, TestPortal } from '../__testUtils__/TestPortal';

/* Runs the script of the documentation's page on pipelines. */

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const PAGE = resolve(__dirname, '../../../../docs/ci.md');

let portal: TestPortal;
let folder: string;
beforeAll(async () => {
  portal = await TestPortal.start(databases);
  folder = await mkdtemp(join(tmpdir(), 'pipeline-'));
  const page = await readFile(PAGE, 'utf8');
  const [, script] = /```bash\n([^]+?)```/.exec(page) ?? [];
  await writeFile(join(folder, 'rollout.sh'), script ?? '');
});
afterAll(async () => {
  await portal.stop();
  await rm(folder, { recursive: true });
});

/** Starts the script; `ended` answers with its exit code. */
async function run(proposal: object, commit: string, subject: string) {
  await writeFile(join(folder, 'rollout.json'), JSON.stringify(proposal));
  const { port } = portal.server.address() as AddressInfo;
  const { plan } = makeProposal();
  const child = spawn('bash', ['rollout.sh'], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      PORTAL: `http://127.0.0.1:${port}`,
      TOKEN: mockCredentials.service.token({
        onBehalfOf: mockCredentials.service(subject),
        targetPluginId: 'rollouts',
      }),
      IMAGE: plan.artefacts.images[0].name,
      DIGEST: plan.artefacts.images[0].digest,
      COMMIT: commit,
      BUILD: 'https://ci.example.com/1',
      AUTHORS: '["user:default/dana"]',
      END: plan.end,
      EVERY: '0.1',
    },
  });
  let said = '';
  const keep = (chunk: unknown) => {
    said += chunk;
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = new Promise<number | null>(done => {
    child.on('close', done);
  });
  return { said: () => said, ended };
}

async function until(done: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (done()) return;
    await new Promise(next => {
      setTimeout(next, 50);
    });
  }
  throw new Error('It did not come to that');
}

it('proposes what was built, waits, and fails when it is rolled back', async () => {
  const commit = 'c'.repeat(40);
  const job = await run(makeProposal(), commit, 'external:pipeline');
  await until(() => /proposed: /.test(job.said()));
  const [, id] = /rollouts\/(\S+)/.exec(job.said()) ?? [];
  const url = `/rollouts/${id}`;
  const { body } = await portal.as('omar').get(url);
  const { plan, planHash, version } =
    operations.getRollout.response.parse(body);
  expect(plan.artefacts).toMatchObject({
    commit,
    build: 'https://ci.example.com/1',
  });
  const give = (command: object) =>
    portal.as('omar').post(`${url}/commands`, command).expect(200);
  const reason = 'By hand';
  await give({ command: 'approve', version, stageIndex: 0, planHash, reason });
  await give({ command: 'start', version: version + 1, reason });
  await until(() => /observing: /.test(job.said()));
  await give({ command: 'roll-back', reason: 'Orders fell' });
  expect(await job.ended).toBe(1);
  expect(job.said()).toMatch(/Orders fell\n$/);
});

it('fails at once, saying what is wrong, when it is refused', async () => {
  const wrong = { ...makeProposal(), service: 'checkout' };
  const job = await run(wrong, 'd'.repeat(40), 'external:test-service');
  expect(await job.ended).toBe(1);
  expect(job.said()).toContain('service: Use a full entity reference');
  const other = await run(makeProposal(), 'e'.repeat(40), 'external:reader');
  expect(await other.ended).toBe(1);
  expect(other.said()).toContain('is not let propose here');
});
