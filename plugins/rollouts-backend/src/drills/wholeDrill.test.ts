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

import { setTimeout as delay } from 'node:timers/promises';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  operations,
  type Drill,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { loadPlaybooks } from '../governance/loadPlaybooks';
import { latestPassedDrill } from '../store/drills';
import { registerPlaybook } from '../store/playbooks';
import { inTransaction } from '../store/transaction';
import { CHECKOUT } from '../__testUtils__/entities';
import { TestPortal } from '../__testUtils__/TestPortal';
import { makePlanDraft } from '../testing/plans';

jest.setTimeout(120_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

let portal: TestPortal;
beforeAll(async () => {
  portal = await TestPortal.start(databases);
  const { stages, guardrails } = makePlanDraft();
  const [shipped] = loadPlaybooks([]);
  await inTransaction(portal.knex, trx =>
    registerPlaybook(trx, {
      ...shipped,
      id: 'rehearsed',
      title: 'Rehearsed',
      stages,
      guardrails,
      policy: { minimumBakeSeconds: 1200 },
      drill: { detectWithinSeconds: 20, restoreWithinSeconds: 30 },
    }),
  );
});
afterAll(() => portal.stop());

const DRAFT = {
  service: CHECKOUT,
  playbook: 'rehearsed',
  environment: 'production',
  breach: 'injected-metric',
  artefacts: makePlanDraft().artefacts,
};

async function drills(query: string): Promise<Drill[]> {
  const { body } = await portal.as('omar').get(`/drills?${query}`);
  return operations.listDrills.response.parse(body).items;
}

async function until(
  rolloutId: string,
  isThere: (drill: Drill) => unknown,
): Promise<Drill> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const [drill] = await drills(`rollout=${rolloutId}`);
    if (isThere(drill)) return drill;
    if (Date.now() > deadline) {
      throw new Error(`Still running: ${JSON.stringify(drill)}`);
    }
    await delay(50);
  }
}

const ended = (rolloutId: string) => until(rolloutId, ({ endedAt }) => endedAt);

it('exposes, breaches, detects, takes back and judges, over the real loop', async () => {
  const refused = await portal.as('ines').post('/drills', DRAFT);
  expect(refused.status).toBe(403);
  const { body, status } = await portal.as('dana').post('/drills', DRAFT);
  expect([status, body.error]).toEqual([201, undefined]);
  const drill = await ended(body.rolloutId);
  expect(drill).toMatchObject({
    passed: true,
    guardrail: 'errors',
    scheduled: false,
    goals: { detectWithinSeconds: 20, byPlaybook: true },
    readiness: { noticed: null },
  });
  const { breachBeganAt, detectedAt, decidedAt, restoredAt, verifiedAt } =
    drill.timings;
  const instants = [
    breachBeganAt,
    detectedAt,
    decidedAt,
    restoredAt,
    verifiedAt,
  ];
  expect(instants).toEqual([...instants].sort());
  expect(instants).not.toContain(null);
  expect(drill.timings.breachEndedAt).not.toBeNull();

  const rollout = operations.getRollout.response.parse(
    (await portal.as('omar').get(`/rollouts/${body.rolloutId}`)).body,
  );
  expect(rollout).toMatchObject({
    drill: { breach: 'injected-metric' },
    phase: 'rolled-back',
    reversal: {
      cause: 'breach',
      checks: [{ guardrail: 'errors', injected: true, new: 0.04 }],
    },
  });
  // What was measured stays as it was: nobody else sees what was made up.
  const { rows } = await portal.knex.raw(
    'select count(*)::int as bad from samples where value > 0.02',
  );
  expect(rows).toEqual([{ bad: 0 }]);
  expect(
    await latestPassedDrill(portal.knex, {
      service: CHECKOUT,
      playbook: 'rehearsed',
    }),
  ).toEqual(new Date(drill.endedAt ?? 0));
  // A rehearsal is no incident, and its experiment goes on.
  expect(await portal.knex('reviews').count()).toEqual([{ count: '0' }]);
  const again = await portal.as('petra').post('/drills', {
    ...DRAFT,
    artefacts: undefined,
    environment: undefined,
  });
  expect(again.body).toMatchObject({ experimentId: body.experimentId });
  const taken = await portal.as('petra').post('/drills', DRAFT);
  expect(taken.status).toBe(409);
  // Another process takes over where this one was stopped.
  await until(again.body.rolloutId, ({ timings }) => timings.breachBeganAt);
  await portal.restart();
  const resumed = await ended(again.body.rolloutId);
  expect(resumed.timings.breachEndedAt).not.toBeNull();
});

it('refuses what is no drill, and drills that can not be run', async () => {
  const cases: [change: object, path: unknown[]][] = [
    [{ breach: 'chaos-mesh' }, ['breach']],
    [{ guardrail: 'orders' }, ['guardrail']],
    [{ playbook: 'unheard-of' }, ['playbook']],
    [{ service: 'component:default/unheard-of' }, ['service']],
  ];
  for (const [change, path] of cases) {
    const { status, body } = await portal
      .as('dana')
      .post('/drills', { ...DRAFT, ...change });
    expect([status, body.error.problems[0].path]).toEqual([400, path]);
  }
});

it('keeps one schedule for a service and playbook, and runs what is due once', async () => {
  const schedule = { drill: DRAFT, everyDays: null, hour: 9, timeZone: 'UTC' };
  const unsaid = await portal.as('dana').post('/drills/schedules', schedule);
  expect(unsaid.body.error.problems[0].path).toEqual(['everyDays']);
  const set = () =>
    portal.as('dana').post('/drills/schedules', { ...schedule, everyDays: 7 });
  expect((await set()).status).toBe(200);
  const { body } = await set();
  const standings = operations.drillStandings.response.parse(
    (await portal.as('omar').get('/drills/standings')).body,
  );
  expect(standings).toMatchObject({
    breaches: ['injected-metric'],
    items: [{ playbook: 'rehearsed', schedule: { everyDays: 7 } }],
  });
  expect(new Date(body.nextAt) > new Date()).toBe(true);
  const removed = await portal
    .as('omar')
    .post(`/drills/schedules/${standings.items[0].schedule?.id}/removal`);
  expect(removed.status).toBe(200);
});
