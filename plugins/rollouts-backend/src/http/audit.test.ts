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
  type ListedAct,
  type Verification,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { makeProposal, TestPortal } from '../__testUtils__/TestPortal';
import { policy } from '../permissions/__testUtils__/callers';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

/** Playbooks, each registered when the portal started. */
const SHIPPED = 4;

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
    whole: true,
    entries: 2 + SHIPPED,
    newer: 2 + SHIPPED,
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
    verdict: {
      intact: true,
      decisions: 2,
      experiments: 1,
      acts: SHIPPED,
      records: SHIPPED,
      newer: 2 + SHIPPED,
    },
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
  const lines = (await exported('?kind=decision'))
    .trim()
    .split('\n')
    .map(text => exportLineSchema.parse(JSON.parse(text)));
  expect(lines).toMatchObject([
    { kind: 'export', filter: { kind: 'decision' }, head: null },
    { kind: 'decision', decision: { seq: 1, command: 'propose' }, leaf: null },
    { kind: 'decision', decision: { seq: 2, command: 'withdraw' } },
    { kind: 'end', decisions: 2, acts: 0 },
  ]);
});

it.each([
  ['experiment', () => ids.experimentId, 2, 0],
  ['experiment', () => 'another', 0, 0],
  ['record', () => 'playbook:standard', 0, 1],
  ['record', () => 'freeze:standard', 0, 0],
  ['kind', () => 'playbook', 0, SHIPPED],
  ['kind', () => 'review', 0, 0],
  ['service', () => 'component:default/checkout', 2, 0],
  ['service', () => 'component:default/other', 0, 0],
  ['person', () => 'user:default/dana', 2, 0],
  ['person', () => 'user:default/omar', 0, 0],
  ['from', () => '2020-01-01T00:00:00Z', 2, SHIPPED],
  ['to', () => '2020-01-01T00:00:00Z', 0, 0],
])('exports by %s', async (name, value, decisions, acts) => {
  const text = await exported(`?${name}=${encodeURIComponent(value())}`);
  expect(JSON.parse(text.trim().split('\n').at(-1) ?? '')).toEqual({
    kind: 'end',
    decisions,
    acts,
  });
});

it('lists what was done to playbooks, freezes, reviews and schedules, page by page', async () => {
  const declared = await portal.as('petra').post('/freezes', {
    title: 'Sale',
    reason: 'Everybody buys',
    contact: 'group:default/on-call',
    scope: { kind: 'service', ref: 'component:default/checkout' },
    timing: { kind: 'one-off', start: new Date().toISOString(), end: null },
  });
  expect(declared.status).toBe(201);
  const page = async (query: string) => {
    const { body } = await portal.as('omar').get(`/audit/acts?${query}`);
    return operations.listActs.response.parse(body);
  };
  const { items } = await page('kind=freeze');
  expect(items).toMatchObject([
    {
      record: { kind: 'freeze', id: declared.body.id },
      act: 'declared',
      actor: { ref: 'user:default/petra' },
      reason: 'Everybody buys',
      seq: 1,
    },
  ]);
  const first = await page('limit=2');
  expect(first.items[0]).toEqual(items[0]);
  const second = await page(`limit=100&cursor=${first.nextCursor}`);
  expect(first.items.length + second.items.length).toBe(1 + SHIPPED);
  expect(second.nextCursor).toBeNull();
});

it('exports for spreadsheets, without anything that they would compute', async () => {
  const { text, headers } = await portal.as('omar').get('/audit/decisions.csv');
  expect(headers['content-type']).toContain('text/csv');
  expect(headers['content-disposition']).toContain('decisions.csv');
  const rows = text.split('\r\n');
  expect(rows[0]).toMatch(/^place,record,id,seq,/);
  expect(rows[2]).toContain(
    `withdraw,"'=HYPERLINK(""http://evil""), ""quoted""",`,
  );
  expect(rows[3]).toContain(',freeze,');
  expect(rows).toHaveLength(5 + SHIPPED);
});

it('says nothing that counts or names what its reader may not see', async () => {
  portal.policy = policy;
  const otto = portal.as('otto');
  const { body } = await otto.get('/audit');
  expect(operations.getAudit.response.parse(body)).toMatchObject({
    whole: false,
    entries: null,
    head: null,
    published: null,
    newer: null,
    verification: {
      total: null,
      checked: null,
      verdict: {
        intact: false,
        fault: { what: 'hidden' },
        decisions: null,
        newer: null,
      },
    },
  });
  const { text } = await otto.get('/audit/decisions.csv');
  expect(text).not.toMatch(/experiment,|freeze,/);
  expect(text.split('\r\n')[1]).toMatch(/^,playbook,/);
  const acts = await otto.get('/audit/acts');
  const kinds = acts.body.items.map((act: ListedAct) => act.record.kind);
  expect(new Set(kinds)).toEqual(new Set(['playbook']));
});

it('is for whoever may read the audit', async () => {
  portal.denied.add('rollouts.audit.read');
  for (const path of [
    '/audit',
    '/audit/decisions.csv',
    '/audit/decisions.jsonl',
    '/audit/acts',
  ]) {
    const { status } = await portal.as('omar').get(path);
    expect([path, status]).toEqual([path, 403]);
  }
  portal.denied.clear();
});
