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
import { operations } from '@stagecraft/backstage-plugin-rollouts-common';
import { CHECKOUT } from '../__testUtils__/entities';
import { makeProposal, TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

let portal: TestPortal;
beforeAll(async () => {
  portal = await TestPortal.start(databases);
});
afterAll(() => portal.stop());

const hours = (count: number) =>
  new Date(Date.now() + count * 3_600_000).toISOString();
const draft = (timing: object, over: object = {}) => ({
  title: 'Sale',
  reason: 'Busy',
  contact: 'group:default/on-call',
  scope: { kind: 'service', ref: CHECKOUT },
  timing,
  ...over,
});
const oneOff = { kind: 'one-off', start: hours(-1), end: hours(1) };
const nightly = {
  kind: 'recurring',
  rule: 'FREQ=DAILY',
  start: '2026-01-01T22:00',
  durationSeconds: 8 * 3600,
  timeZone: 'Europe/Berlin',
};

async function list(by = 'petra', query = '') {
  const { body, status } = await portal.as(by).get(`/freezes${query}`);
  expect(status).toBe(200);
  return operations.listFreezes.response.parse(body);
}

it('takes a freeze from its declaration to its end, for the record', async () => {
  await portal.as('dana').post('/experiments', makeProposal());
  const declared = await portal
    .as('petra')
    .post('/freezes', draft(oneOff))
    .set('idempotency-key', 'declared-once');
  expect(declared.status).toBe(201);
  const again = await portal
    .as('petra')
    .post('/freezes', draft(oneOff))
    .set('idempotency-key', 'declared-once');
  expect(again.body.id).toBe(declared.body.id);
  const { id } = declared.body;

  const seen = await list('dana');
  expect(seen.items).toMatchObject([
    { id, state: 'in-force', owner: { ref: 'user:default/petra' } },
  ]);
  expect(seen.windows).toMatchObject([{ freezeId: id, end: oneOff.end }]);
  expect(seen.manage).toMatchObject({
    open: false,
    whoCould: ['group:default/on-call'],
  });

  const check = await portal.as('dana').post('/plans/check', {
    service: CHECKOUT,
    plan: makeProposal().plan,
  });
  expect(check.body.policies).toContainEqual(
    expect.objectContaining({ policy: 'freeze', outcome: 'warn' }),
  );

  const extend = (version: number, end: string) =>
    portal
      .as('petra')
      .post(`/freezes/${id}/extend`, { version, reason: 'Longer', end });
  expect((await extend(1, hours(0.5))).body.error.problems).toMatchObject([
    { path: ['end'] },
  ]);
  expect((await extend(1, hours(2))).body).toMatchObject({ version: 2 });
  expect((await extend(1, hours(3))).body.error.code).toBe('stale-version');
  const ended = await portal
    .as('petra')
    .post(`/freezes/${id}/end`, { version: 2, reason: 'Over' });
  expect(ended.body).toMatchObject({ state: 'past' });
  expect(
    ended.body.history.map(({ change }: { change: string }) => change),
  ).toEqual(['declared', 'extended', 'ended']);
});

it.each<[string, object, (string | number)[]]>([
  ['rule', draft({ ...nightly, rule: 'FREQ=SECONDLY' }), ['timing', 'rule']],
  [
    'time zone',
    draft({ ...nightly, timeZone: 'Mars/Olympus' }),
    ['timing', 'timeZone'],
  ],
  [
    'start',
    draft({ ...nightly, start: 'tonight' }),
    ['body', 'timing', 'start'],
  ],
  ['end', draft({ ...oneOff, end: hours(-2) }), ['timing', 'end']],
  ['reason', draft(oneOff, { reason: ' ' }), ['reason']],
  [
    'scope',
    draft(oneOff, { scope: { kind: 'system', ref: 'shop' } }),
    ['scope', 'ref'],
  ],
])('names a wrong %s', async (_, body, path) => {
  const answer = await portal.as('petra').post('/freezes', body);
  expect(answer.status).toBe(400);
  expect(answer.body.error.problems[0].path).toEqual(
    path[0] === 'body' ? path.slice(1) : path,
  );
  expect(answer.body.error.problems[0].remedy).toMatch(/\w/);
});

it('shows the windows of one that is being written', async () => {
  const preview = async (timing: object) =>
    (await portal.as('dana').post('/freezes/preview', { timing })).body;
  expect((await preview(nightly)).windows).toHaveLength(5);
  expect(await preview({ ...nightly, rule: 'FREQ=HOURLY' })).toMatchObject({
    problems: [{ path: ['rule'] }],
    windows: [],
  });
});

it('answers for a calendar of bounded length', async () => {
  await portal.as('petra').post('/freezes', draft(nightly));
  const { windows } = await list(
    'petra',
    `?from=${hours(0)}&to=${hours(24 * 390)}`,
  );
  expect(windows.length).toBeGreaterThan(380);
  const tooLong = await portal
    .as('petra')
    .get(`/freezes?from=${hours(0)}&to=${hours(24 * 500)}`);
  expect(tooLong.body.error.problems).toMatchObject([{ path: ['to'] }]);
});

it('is for operators in person, with the permission', async () => {
  const bodies: [string, object][] = [
    ['/freezes', draft(oneOff)],
    [
      '/line/stop',
      {
        scope: { kind: 'all' },
        reason: 'Down',
        contact: 'group:default/on-call',
      },
    ],
    ['/line/preview', { scope: { kind: 'all' } }],
  ];
  for (const [path, body] of bodies) {
    const statuses = await Promise.all(
      [
        portal.as('omar').post(path, body),
        portal.as('petra', { through: 'plugin:other' }).post(path, body),
        portal.asService().post(path, body),
        portal.asNobody().post(path, body),
      ].map(async answer => (await answer).status),
    );
    expect(statuses).toEqual([403, 403, 403, 401]);
  }
  portal.denied.add('rollouts.line.stop');
  const denied = await portal.as('petra').post(...bodies[1]);
  portal.denied.clear();
  expect(denied.body.error.code).toBe('permission');
});

it('tells what stopping the line would hold, and did', async () => {
  const scope = { kind: 'cluster', name: 'sandbox' };
  const preview = await portal.as('petra').post('/line/preview', { scope });
  expect(preview.body).toMatchObject({ items: [], complete: true });
  const stop = () =>
    portal.as('petra').post('/line/stop', {
      scope,
      reason: 'Down',
      contact: 'group:default/on-call',
    });
  const { body } = await stop();
  expect(body.freeze).toMatchObject({
    state: 'in-force',
    stopsLine: true,
    window: { end: null },
  });
  expect((await stop()).body.freeze.id).toBe(body.freeze.id);
});
