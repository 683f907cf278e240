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
import { createBackendModule } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  operations,
  type Drill,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { drillsExtensionPoint } from '@stagecraft/backstage-plugin-rollouts-node';
import { loadPlaybooks } from '../governance/loadPlaybooks';
import { latestPassedDrill } from '../store/drills';
import { registerPlaybook } from '../store/playbooks';
import { inTransaction } from '../store/transaction';
import { CHECKOUT } from '../__testUtils__/entities';
import { TestPortal } from '../__testUtils__/TestPortal';
import { makePlanDraft } from '../testing/plans';

jest.setTimeout(120_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

/** A switch that fails nothing, and that can get stuck when it is set back. */
const fault = { isStuck: false };
const faults = createBackendModule({
  pluginId: 'rollouts',
  moduleId: 'faults',
  register(env) {
    env.registerInit({
      deps: { drills: drillsExtensionPoint },
      async init({ drills: point }) {
        point.addBreachSource({
          kind: 'sandbox-fault',
          unable: async () => null,
          begin: async () => {},
          end: async () => {
            if (fault.isStuck) throw new Error('The switch does not answer');
          },
        });
      },
    });
  },
});

let portal: TestPortal;
beforeAll(async () => {
  portal = await TestPortal.start(databases, [], [faults]);
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
  isThere: (drill: Drill) => unknown | Promise<unknown>,
): Promise<Drill> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const [drill] = await drills(`rollout=${rolloutId}`);
    if (await isThere(drill)) return drill;
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
  // Whoever is told of it is told that it is a rehearsal.
  const told = await portal.knex('outbox').where({ kind: 'notify' });
  expect(told.map(({ payload }) => payload.title)).toEqual(
    expect.arrayContaining([
      'Drill: rolling back: Drills of checkout with Rehearsed',
      'Drill: rolled back: Drills of checkout with Rehearsed',
      'Drill passed: checkout with rehearsed',
    ]),
  );
  expect(told.every(({ payload }) => /^Drill/.test(payload.title))).toBe(true);
  // A rehearsal is no incident, and its experiment goes on.
  expect(await portal.knex('reviews').count()).toEqual([{ count: '0' }]);
});

it('is taken over by another process, ends its breach whatever it takes, and fails where a person was faster', async () => {
  const { body } = await portal.as('petra').post('/drills', {
    ...DRAFT,
    breach: 'sandbox-fault',
    artefacts: undefined,
    environment: undefined,
  });
  const [first] = (await drills('limit=2')).slice(-1);
  expect(body.experimentId).toBe(first.experimentId);
  const taken = await portal.as('petra').post('/drills', DRAFT);
  expect(taken.status).toBe(409);
  await until(body.rolloutId, ({ timings }) => timings.breachBeganAt);
  await portal.restart();

  fault.isStuck = true;
  await portal.as('omar').post(`/rollouts/${body.rolloutId}/commands`, {
    command: 'roll-back',
    reason: 'Enough',
  });
  const stuck = await until(body.rolloutId, ({ trouble }) => trouble);
  expect(stuck).toMatchObject({ trouble: 'The switch does not answer' });
  const tryNow = (attempts: number) =>
    portal
      .knex('drills')
      .where({ id: stuck.id })
      .update({ attempts, due_at: portal.knex.fn.now() });
  await tryNow(20);
  const isTold = () =>
    portal
      .knex('outbox')
      .whereRaw(`payload ->> 'title' like 'Drill can not end its breach%'`)
      .where({ kind: 'notify' });
  await until(body.rolloutId, async () => (await isTold()).length === 1);
  fault.isStuck = false;
  await tryNow(0);
  expect(await ended(body.rolloutId)).toMatchObject({
    passed: false,
    why: 'Omar Haddad took it back before Stagecraft did',
    timings: { breachEndedAt: expect.any(String) },
  });
});

it('refuses what is no drill, and drills that can not be run', async () => {
  const cases: [change: object, path: unknown[], status?: number][] = [
    [{ breach: 'chaos-mesh' }, ['breach']],
    [{ guardrail: 'orders' }, ['guardrail']],
    [{ playbook: 'unheard-of' }, ['playbook']],
    [{ service: 'component:default/unheard-of' }, ['service'], 404],
  ];
  for (const [change, path, expected = 400] of cases) {
    const { status, body } = await portal
      .as('dana')
      .post('/drills', { ...DRAFT, ...change });
    expect([status, body.error.problems[0].path]).toEqual([expected, path]);
  }
});

describe('a schedule', () => {
  const schedule = { drill: DRAFT, everyDays: null, hour: 9, timeZone: 'UTC' };
  const DAY = 86_400_000;

  async function standing() {
    const { body } = await portal.as('omar').get('/drills/standings');
    const [found] = operations.drillStandings.response.parse(body).items;
    if (!found.schedule) throw new Error('There is no schedule');
    return { ...found, schedule: found.schedule };
  }

  /** What falls due is looked for at the start, and every minute after it. */
  async function startWhenDue(...replicas: TestPortal[]) {
    await portal
      .knex('drill_schedules')
      .update({ next_at: new Date(Date.now() - 30 * DAY) });
    await Promise.all(replicas.map(replica => replica.restart()));
  }

  it('is one for each service and playbook', async () => {
    const unsaid = await portal.as('dana').post('/drills/schedules', schedule);
    expect(unsaid.body.error.problems[0].path).toEqual(['everyDays']);
    for (const everyDays of [30, 7]) {
      const { status, body } = await portal
        .as('dana')
        .post('/drills/schedules', { ...schedule, everyDays });
      expect(status).toBe(200);
      expect(Date.parse(body.nextAt) - Date.now()).toBeLessThanOrEqual(DAY);
    }
    const { body } = await portal.as('omar').get('/drills/standings');
    expect(body).toMatchObject({
      breaches: ['injected-metric', 'sandbox-fault'],
      items: [{ playbook: 'rehearsed', schedule: { everyDays: 7 } }],
    });
  });

  it('runs by itself once, however often it was missed, whatever number of replicas', async () => {
    const before = (await drills('limit=50')).length;
    const other = TestPortal.beside(portal);
    try {
      await startWhenDue(portal, other);
      const [drill, ...rest] = await drills('limit=50');
      expect(rest).toHaveLength(before);
      expect(drill).toMatchObject({
        scheduled: true,
        requestedBy: {
          ref: 'user:default/dana',
          through: 'schedule of drills',
        },
      });
      const { nextAt, trouble } = (await standing()).schedule;
      expect(trouble).toBeNull();
      expect(Date.parse(nextAt) - Date.now()).toBeGreaterThan(6 * DAY);
      await ended(drill.rolloutId);
    } finally {
      await other.stop();
    }
  });

  it('skips what the last one still holds up, tells it once, and tries the next day', async () => {
    const all = await drills('limit=50');
    await portal
      .knex('drills')
      .where({ id: all[0].id })
      .update({
        ended_at: null,
        due_at: portal.knex.raw(`clock_timestamp() + interval '1 day'`),
      });
    await startWhenDue(portal);
    await startWhenDue(portal);
    expect(await drills('limit=50')).toHaveLength(all.length);
    const { nextAt, trouble } = (await standing()).schedule;
    expect(trouble).toBe('The drill before it still runs');
    expect(Date.parse(nextAt) - Date.now()).toBeLessThanOrEqual(DAY);
    const told = await portal
      .knex('outbox')
      .where({ kind: 'notify' })
      .whereRaw(`payload ->> 'title' like 'Scheduled drill was skipped%'`);
    expect(told).toHaveLength(1);
  });

  it('skips what a freeze would keep from opening, until it ends', async () => {
    const all = await drills('limit=50');
    await portal
      .knex('drills')
      .whereNull('ended_at')
      .update({ ended_at: portal.knex.raw('clock_timestamp()') });
    const frozenUntil = new Date(Date.now() + 3 * DAY);
    const { status } = await portal.as('petra').post('/freezes', {
      title: 'Stocktaking',
      reason: 'Nothing moves in the store',
      contact: 'group:default/on-call',
      scope: { kind: 'service', ref: DRAFT.service },
      timing: {
        kind: 'one-off',
        start: new Date().toISOString(),
        end: frozenUntil.toISOString(),
      },
    });
    expect(status).toBe(201);
    await startWhenDue(portal);
    expect(await drills('limit=50')).toHaveLength(all.length);
    const { nextAt, trouble, skipped } = (await standing()).schedule;
    expect({ trouble, skipped }).toEqual({
      trouble: expect.stringMatching(
        /^Freeze "Stocktaking" until .*ask on-call/,
      ),
      skipped: true,
    });
    const wait = Date.parse(nextAt) - frozenUntil.getTime();
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(DAY);
  });

  it('is removed by an owner', async () => {
    const { schedule: kept } = await standing();
    const removed = await portal
      .as('omar')
      .post(`/drills/schedules/${kept.id}/removal`);
    expect(removed.status).toBe(200);
  });
});
