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

import { TestDatabases } from '@backstage/backend-test-utils';
import {
  exportLineSchema,
  operations,
  type Verification,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { makeProposal, TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

let portal: TestPortal;
let ids: { experimentId: string; rolloutId: string };
beforeAll(async () => {
  portal = await TestPortal.start(databases);
  const proposed = await portal.as('dana').post('/experiments', makeProposal());
  ids = proposed.body;
  await portal.as('dana').post(`/rollouts/${ids.rolloutId}/commands`, {
    command: 'withdraw',
    version: 1,
    reason: '=HYPERLINK("http://evil"), "quoted"',
  });
});
afterAll(() => portal.stop());

async function until(id: string): Promise<Verification> {
  for (;;) {
    const { body } = await portal.as('lee').get(`/audit/verifications/${id}`);
    const verification = operations.getVerification.response.parse(body);
    if (verification.state !== 'running') return verification;
  }
}

async function exported(query = ''): Promise<string> {
  const response = await portal
    .as('omar')
    .get(`/audit/decisions.jsonl${query}`)
    .buffer(true)
    .parse((answer, done) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', part => {
        text += part;
      });
      answer.on('end', () => done(null, text));
    });
  expect(response.status).toBe(200);
  return response.body;
}

it('says what keeps decisions from being proved', async () => {
  const { body } = await portal.as('omar').get('/audit');
  const state = operations.getAudit.response.parse(body);
  expect(state).toMatchObject({
    decisions: 2,
    newer: 2,
    published: 0,
    head: null,
    publicKey: null,
  });
  expect(state.troubles.join()).toMatch(/signingKeyFile.*audit\.copies/);
});

it('verifies beside everything else, and keeps the result', async () => {
  const { body, status } = await portal.as('omar').post('/audit/verifications');
  expect(status).toBe(201);
  const verification = await until(body.id);
  expect(verification).toMatchObject({
    state: 'done',
    startedBy: { ref: 'user:default/omar' },
    verdict: { intact: true, decisions: 2, experiments: 1, newer: 2 },
  });
  const { body: state } = await portal.as('omar').get('/audit');
  expect(state.verification).toEqual(verification);
});

it('names the bad record to who may see it, and tells operators', async () => {
  await portal.knex.raw('alter table decisions disable trigger all');
  await portal.knex.raw(
    `update decisions set entry = jsonb_set(entry, '{reason}', '"forged"') where seq = 2`,
  );
  const { body } = await portal.as('omar').post('/audit/verifications');
  const { verdict } = await until(body.id);
  expect(verdict).toMatchObject({
    intact: false,
    fault: { what: 'decision', experimentId: ids.experimentId, seq: 2 },
  });
  expect(
    await portal.knex('outbox').where({ kind: 'notify' }).pluck('payload'),
  ).toContainEqual(expect.objectContaining({ topic: 'audit-stopped' }));
  await portal.knex.raw(
    `update decisions set entry = jsonb_set(entry, '{reason}', ?::jsonb) where seq = 2`,
    [JSON.stringify('=HYPERLINK("http://evil"), "quoted"')],
  );
});

it('exports as JSON Lines, with a start and an end', async () => {
  const lines = (await exported())
    .trim()
    .split('\n')
    .map(text => exportLineSchema.parse(JSON.parse(text)));
  expect(lines).toMatchObject([
    { kind: 'export', filter: {}, head: null },
    { kind: 'decision', decision: { seq: 1, command: 'propose' }, leaf: null },
    { kind: 'decision', decision: { seq: 2, command: 'withdraw' } },
    { kind: 'end', decisions: 2 },
  ]);
});

it.each([
  ['experiment', () => ids.experimentId, 2],
  ['experiment', () => 'another', 0],
  ['service', () => 'component:default/checkout', 2],
  ['service', () => 'component:default/other', 0],
  ['person', () => 'user:default/dana', 2],
  ['person', () => 'user:default/omar', 0],
  ['from', () => '2020-01-01T00:00:00Z', 2],
  ['to', () => '2020-01-01T00:00:00Z', 0],
])('exports by %s', async (name, value, count) => {
  const text = await exported(`?${name}=${encodeURIComponent(value())}`);
  expect(JSON.parse(text.trim().split('\n').at(-1) ?? '')).toEqual({
    kind: 'end',
    decisions: count,
  });
});

it('exports for spreadsheets, without anything that they would compute', async () => {
  const { text, headers } = await portal.as('omar').get('/audit/decisions.csv');
  expect(headers['content-type']).toContain('text/csv');
  expect(headers['content-disposition']).toContain('decisions.csv');
  const rows = text.split('\r\n');
  expect(rows[0]).toMatch(/^place,experiment,seq,/);
  expect(rows[2]).toContain(
    `withdraw,"'=HYPERLINK(""http://evil""), ""quoted""",`,
  );
  expect(rows).toHaveLength(4);
});

it('is for whoever may read the audit', async () => {
  portal.denied.add('rollouts.audit.read');
  for (const path of [
    '/audit',
    '/audit/decisions.csv',
    '/audit/decisions.jsonl',
  ]) {
    const { status } = await portal.as('omar').get(path);
    expect([path, status]).toEqual([path, 403]);
  }
  portal.denied.clear();
});
