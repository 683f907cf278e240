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

import { setImmediate } from 'node:timers/promises';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import type { AnyCommand } from '../lifecycle/commands';
import { lockBypassesOf, openReview } from '../store/reviews';
import { readRollout } from '../store/rollouts';
import { prepareDatabase } from '../store/prepare';
import {
  dana,
  ines,
  makeCheck,
  makeExperimentDraft,
  makePlan,
  olga,
  omar,
  petra,
} from '../testing/plans';
import { hashPlan } from '../chain/hash';
import { TABLES } from '../__testUtils__/TestPortal';
import { Door, type DoorOptions } from './door';
import { StaleVersionError } from '../problems/errors';
import type { Preparer } from './Preparer';
import { Proposer } from './Proposer';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const people = {
  owners: ['group:default/storefront-team'],
  approvers: ['group:default/storefront-owners'],
  operators: ['group:default/on-call'],
};
const plan = makePlan({ end: new Date(Date.now() + 86_400_000).toISOString() });
const prepare: Preparer['prepare'] = async () => ({ policies: [] });

let knex: Knex;
let rolloutId: string;

function doorWith(
  options: Partial<Pick<DoorOptions, 'readEvidence' | 'recordedKinds'>> = {},
) {
  return new Door({
    knex,
    preparer: { prepare },
    readEvidence: async () => ({ checks: [makeCheck()], sample: 0 }),
    ...options,
  });
}

async function contents(): Promise<unknown> {
  return Promise.all(
    TABLES.map(async table => [table, await knex(table).select('*')]),
  );
}

const objection = (version = 1): AnyCommand => ({
  command: 'object',
  version,
  planHash: hashPlan(plan),
  reason: 'Not yet',
});

beforeEach(async () => {
  knex = await databases.init('POSTGRES_18');
  await prepareDatabase(mockServices.database({ knex }));
  const service = {
    ref: plan.service,
    title: 'Checkout',
    system: null,
    owner: null,
    tags: [],
    people,
    targets: plan.targets,
    targetsTrouble: null,
    scope: null,
  };
  const planned = {
    plan,
    planHash: hashPlan(plan),
    targets: [{ id: 'target', ref: plan.targets[0] }],
    policies: [],
    preflight: [],
    service,
  };
  const proposer = new Proposer({
    knex,
    planner: { plan: async () => planned, service: async () => service },
  });
  ({ rolloutId } = await proposer.propose({
    plan: { ...plan, playbook: 'standard' },
    actor: dana,
    service: plan.service,
    experiment: makeExperimentDraft(),
  }));
});

it('commits state, decision and effects together', async () => {
  const result = await doorWith().command({
    rolloutId,
    command: objection(),
    actor: omar,
  });
  expect(result).toMatchObject({
    accepted: true,
    decision: { seq: 2 },
    rollout: { version: 2, state: { objections: [{ actor: omar }] } },
  });
  const kinds = await knex('outbox').orderBy('id').pluck('kind');
  expect(kinds.slice(-3)).toEqual(['notify', 'webhook', 'signal']);
  expect(await knex('work').first('urgent', 'request_seq')).toEqual({
    urgent: true,
    request_seq: '2',
  });
});

it('keeps what moves exposure to be told on the targets that can be told', async () => {
  const [target] = plan.targets;
  const tellOf = (kind: string, command: AnyCommand) =>
    doorWith({ recordedKinds: new Set([kind]) }).command({
      rolloutId,
      command,
      actor: olga,
    });
  const approve = (version: number): AnyCommand => ({
    command: 'approve',
    version,
    stageIndex: 0,
    planHash: hashPlan(plan),
    reason: 'Looks good',
  });
  const kept = () => knex('outbox').where({ kind: 'target-event' });

  await tellOf('another', approve(1));
  await tellOf(target.kind, {
    command: 'withdraw-approval',
    version: 2,
    stageIndex: 0,
    reason: 'Too early',
  });
  expect(await kept()).toEqual([]);

  const result = await tellOf(target.kind, approve(3));
  if (!result.accepted) throw new Error(result.refusal.reason);
  const { experimentId, seq } = result.decision;
  expect((await kept()).map(({ payload }) => payload)).toEqual([
    {
      target,
      rolloutId,
      decision: `${experimentId}/${seq}`,
      at: expect.any(String),
      command: 'approve',
      reason: 'StageApproved',
      severity: 'normal',
      actor: { ref: olga.ref, name: olga.name },
      text: expect.stringMatching(
        /^olga approved stage 1: .*\. Reason: Looks good\.$/,
      ),
    },
  ]);
});

it.each(['decisions', 'rollouts', 'work', 'outbox'])(
  'leaves nothing when it dies while it writes %s',
  async table => {
    await knex.raw(`
      create function die() returns trigger language plpgsql as $$
      begin raise exception 'killed'; end $$`);
    await knex.raw(`
      create trigger die after insert or update on ${table}
      for each row execute function die()`);
    const before = await contents();
    await expect(
      doorWith().command({ rolloutId, command: objection(), actor: omar }),
    ).rejects.toThrow('killed');
    expect(await contents()).toEqual(before);
    await knex.raw(`drop trigger die on ${table}`);
    expect(
      await doorWith().command({
        rolloutId,
        command: objection(),
        actor: omar,
      }),
    ).toMatchObject({ accepted: true });
  },
);

it('writes nothing for a refusal', async () => {
  const before = await contents();
  expect(
    await doorWith().command({ rolloutId, command: objection(), actor: ines }),
  ).toMatchObject({ accepted: false, refusal: { code: 'not-eligible' } });
  expect(await contents()).toEqual(before);
});

it('lets one of two commands on the same version win', async () => {
  const door = doorWith();
  const results = await Promise.allSettled(
    [omar, olga].map(actor =>
      door.command({ rolloutId, command: objection(), actor }),
    ),
  );
  expect(results.map(({ status }) => status).sort()).toEqual([
    'fulfilled',
    'rejected',
  ]);
  const lost = results.find(result => result.status === 'rejected');
  expect(lost?.reason).toBeInstanceOf(StaleVersionError);
  expect(await readRollout(knex, rolloutId)).toMatchObject({ version: 2 });
  expect(await knex('decisions').count().first()).toEqual({ count: '2' });
});

it('chains the decisions of many commands at once', async () => {
  const door = doorWith();
  for (let version = 1; version <= 5; version += 1) {
    await door.command({ rolloutId, command: objection(version), actor: omar });
  }
  const rows = await knex('decisions').orderBy('seq').select('*');
  expect(rows.map(row => Number(row.seq))).toEqual([1, 2, 3, 4, 5, 6]);
  rows.slice(1).forEach((row, index) => {
    expect(row.previous_hash).toBe(rows[index].hash);
  });
});

it('prepares anew when the rollout changed since', async () => {
  const seen: number[] = [];
  const door = new Door({
    knex,
    preparer: {
      prepare: async rollout => {
        seen.push(rollout.version);
        if (seen.length === 1) {
          await doorWith().command({
            rolloutId,
            command: objection(),
            actor: omar,
          });
        }
        return { policies: [], version: rollout.version };
      },
    },
    readEvidence: async () => ({ checks: [], sample: 0 }),
  });
  const result = await door.command({
    rolloutId,
    command: { command: 'advance', reason: 'On' },
    actor: { kind: 'controller', ref: 'controller', name: 'Stagecraft' },
  });
  expect(seen).toEqual([1, 2]);
  expect(result).toMatchObject({ accepted: false, rollout: { version: 2 } });
});

describe('an emergency bypass', () => {
  const policies = [
    {
      policy: 'minimum-bake',
      outcome: 'fail' as const,
      explanation: 'Stage 2 is observed for too short a time',
    },
  ];
  const door = () =>
    new Door({
      knex,
      preparer: { prepare: async () => ({ policies }) },
      readEvidence: async () => ({ checks: [], sample: 0 }),
      security: ['group:default/security'],
    });
  const bypass = (version: number): AnyCommand => ({
    command: 'bypass',
    version,
    policy: 'minimum-bake',
    planHash: hashPlan(plan),
    reason: 'Shoppers in Spain can not pay, and this is the mend',
  });

  it('opens a review, tells people, and waits for that review before the next', async () => {
    const first = await door().command({
      rolloutId,
      command: bypass(1),
      actor: petra,
    });
    expect(first).toMatchObject({ accepted: true });
    expect(
      await knex('reviews').select('kind', 'about', 'subject', 'closed_at'),
    ).toEqual([
      {
        kind: 'bypass',
        about: petra.ref,
        subject: 'minimum-bake',
        closed_at: null,
      },
    ]);
    const told = await knex('outbox').where('kind', 'notify').select('payload');
    expect(told.map(({ payload }) => payload)).toContainEqual(
      expect.objectContaining({
        topic: 'bypassed',
        recipients: expect.arrayContaining([
          ...people.owners,
          'group:default/security',
        ]),
      }),
    );
    policies.push({ ...policies[0], policy: 'minimum-sample' });
    const next = { ...bypass(2), policy: 'minimum-sample' } as AnyCommand;
    expect(
      await door().command({ rolloutId, command: next, actor: petra }),
    ).toMatchObject({
      accepted: false,
      refusal: {
        code: 'gate-closed',
        reason: 'You have one open review of a bypass',
      },
    });
    expect(
      await door().command({ rolloutId, command: next, actor: dana }),
    ).toMatchObject({ accepted: true });
  });

  it('counts what the same person bypasses elsewhere at that moment', async () => {
    const elsewhere = await knex.transaction();
    await lockBypassesOf(elsewhere, petra.ref);
    const given = door().command({
      rolloutId,
      command: bypass(1),
      actor: petra,
    });
    const waits = async () =>
      (await knex('pg_locks').where({ granted: false }).first()) !== undefined;
    while (!(await waits())) await setImmediate();
    await openReview(elsewhere, {
      id: '0b6f3c1e-5a3f-4d57-9a51-2f6f4a1c9d11',
      kind: 'bypass',
      rolloutId,
      about: petra.ref,
      subject: 'minimum-bake',
      reason: 'Elsewhere',
      openedBy: petra,
      dueAt: new Date(),
    });
    await elsewhere.commit();
    expect(await given).toMatchObject({
      accepted: false,
      refusal: { reason: 'You have one open review of a bypass' },
    });
  });
});
