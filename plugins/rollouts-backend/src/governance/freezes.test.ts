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
import type {
  Actor,
  Freeze,
  FreezeScope,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { hashPlan } from '../chain/hash';
import { CHAIN_START } from '../chain/chain';
import { getUnderWay, untilExposing } from '../promises/__testUtils__/actions';
import { setupDatabase } from '../promises/__testUtils__/setup';
import { World } from '../promises/__testUtils__/World';
import { databaseNow } from '../store/clock';
import { insertExperiment } from '../store/experiments';
import { keepPlan } from '../store/plans';
import { insertRollout } from '../store/rollouts';
import {
  controller,
  dana,
  makeContext,
  makeExperimentDraft,
  makePlan,
  omar,
  petra,
} from '../testing/plans';
import { makeState } from '../testing/subjects';
import { Freezes } from './Freezes';
import { LineStop } from './LineStop';

jest.setTimeout(60_000);

const test = setupDatabase();
const operators = ['group:default/on-call'];
const contact = 'group:default/on-call';

async function declare(
  forSeconds: number | null,
  scope: FreezeScope = { kind: 'all' },
): Promise<Freeze> {
  const now = await databaseNow(test.database);
  const end = forSeconds && new Date(now.getTime() + forSeconds * 1000);
  return new Freezes({ knex: test.database, operators }).declare(
    {
      title: 'Sale',
      reason: 'Busy',
      contact,
      scope,
      timing: {
        kind: 'one-off',
        start: now.toISOString(),
        end: end ? end.toISOString() : null,
      },
    },
    { actor: petra },
  );
}

async function started(stage = 0): Promise<World> {
  const world = new World({ database: test.database, targets: 1, plan: {} });
  await world.propose();
  await getUnderWay(world, stage);
  return world;
}

async function work(world: World, times = 6): Promise<void> {
  for (let i = 0; i < times; i += 1) {
    await world.pass(15);
    await world.work(i % 2, 0);
  }
}

const exposureOf = ({ cluster, refs }: World) => cluster.get(refs[0]).exposure;
const phaseOf = async (world: World) => (await world.rollout()).state.phase;

/** Until somebody waits for a lock. */
async function untilWaiting(): Promise<void> {
  for (let i = 0; i < 250; i += 1) {
    const waiting = await test
      .database('pg_locks')
      .where({ granted: false })
      .first('pid');
    if (waiting) return;
    await delay(20);
  }
  throw new Error('Nobody waits for a lock');
}

afterEach(async () => {
  const ended = JSON.stringify({ actor: petra, reason: 'Over', at: '' });
  await test
    .database('freezes')
    .whereNull('ended_at')
    .update({ ended, ended_at: test.database.fn.now() });
});

describe('a freeze that begins during an exposure', () => {
  it('keeps it where it is, for the controller and for people, until it ends', async () => {
    const world = await started();
    const before = exposureOf(world);
    await declare(3600);
    await world.command(omar, {
      command: 'approve',
      version: (await world.rollout()).version,
      stageIndex: 1,
      planHash: (await world.rollout()).planHash,
      reason: 'Fine',
    });
    await work(world);
    expect(await phaseOf(world)).toBe('waiting');
    expect(exposureOf(world)).toEqual(before);
    const { version } = await world.rollout();
    for (const [actor, command] of [
      [petra, { command: 'advance', version, reason: 'Now' }],
      [controller, { command: 'advance', reason: 'Now' }],
    ] as const) {
      expect(await world.command(actor, command)).toMatchObject({
        accepted: false,
        refusal: {
          code: 'gate-closed',
          reason: expect.stringContaining('Freeze "Sale"'),
        },
      });
    }
    // Its end is by the database's clock, and nobody has to do anything.
    await world.pass(3600);
    await work(world, 8);
    expect((await world.rollout()).state.stageIndex).toBe(1);
    expect(exposureOf(world)).not.toEqual(before);
  });

  it('holds, resumes to the same exposure and rolls back in it', async () => {
    const world = await started();
    const before = exposureOf(world);
    await declare(null);
    const reason = 'Careful';
    expect(
      await world.command(petra, { command: 'hold', reason }),
    ).toMatchObject({ accepted: true });
    const { version } = await world.rollout();
    expect(
      await world.command(petra, { command: 'resume', version, reason }),
    ).toMatchObject({ accepted: true });
    expect(exposureOf(world)).toEqual(before);
    expect(
      await world.command(petra, { command: 'roll-back', reason }),
    ).toMatchObject({ accepted: true });
    await work(world, 3);
    expect(await phaseOf(world)).toBe('rolled-back');
  });

  it('takes back what breaches in it', async () => {
    const world = await started();
    await declare(null);
    world.evidence = { ...world.evidence, verdict: 'breached' };
    await work(world, 3);
    expect(await phaseOf(world)).toBe('rolled-back');
  });

  it('goes on in nothing that was decided before and not yet written', async () => {
    const world = await started();
    await untilExposing(world);
    const before = exposureOf(world);
    const freeze = await declare(null);
    await work(world, 3);
    expect(exposureOf(world)).toEqual(before);
    expect((await world.rollout()).state.held).toMatchObject({
      cause: 'freeze',
      reason: expect.stringContaining('Freeze "Sale"'),
    });
    const resume = async () => {
      const { version } = await world.rollout();
      const command = { command: 'resume', version, reason: 'Now' } as const;
      return world.command(petra, command);
    };
    expect(await resume()).toMatchObject({
      accepted: false,
      refusal: { code: 'gate-closed' },
    });
    await new Freezes({ knex: test.database, operators }).end(
      { ...freeze, reason: 'Over', what: 'freeze' },
      { actor: petra },
    );
    expect(await resume()).toMatchObject({ accepted: true });
  });

  it('lets what it does not cover go on', async () => {
    const world = await started();
    await declare(null, { kind: 'cluster', name: 'elsewhere' });
    await declare(null, { kind: 'tag', name: 'payments' });
    await getUnderWay(world, 1);
    expect((await world.rollout()).state.stageIndex).toBe(1);
  });
});

describe('stopping the line', () => {
  const reason = 'Checkout is down everywhere';
  const scope: FreezeScope = { kind: 'tag', name: 'payments' };
  const plan = makePlan({ end: '2036-01-01T00:00:00.000Z' });

  function line(world: Pick<World, 'door'>) {
    const { door } = world;
    return new LineStop({ knex: test.database, door, operators });
  }

  async function add(
    id: string,
    state: Parameters<typeof makeState>[0],
    tags = ['payments'],
  ): Promise<void> {
    await insertExperiment(test.database, {
      id,
      service: plan.service,
      system: null,
      body: makeExperimentDraft({ title: id }),
      requested_by: dana,
      chain_hash: CHAIN_START,
    });
    await keepPlan(test.database, hashPlan(plan), plan);
    await insertRollout(test.database, {
      id,
      experimentId: id,
      plan,
      planHash: hashPlan(plan),
      state: makeState(state),
      people: makeContext().people,
      service: plan.service,
      system: null,
      owner: null,
      tags,
    });
  }

  it('holds 50 rollouts, each once, however often it is pressed', async () => {
    const world = new World({ database: test.database, targets: 1, plan: {} });
    for (let index = 0; index < 50; index += 1) await add(`r-${index}`, {});
    await add('held', {
      phase: 'held',
      held: { cause: 'person', reason: 'Mine', by: dana, at: '' },
    });
    await add('turning', { phase: 'rolling-back' });
    await add('other', {}, []);
    const asked = { scope, actor: petra, visibility: 'all' } as const;
    const preview = await line(world).preview(asked);
    expect(
      preview.items.filter(({ outcome }) => outcome === 'holds'),
    ).toHaveLength(50);
    const both = await Promise.all(
      [1, 2].map(() => line(world).stop({ ...asked, reason, contact })),
    );
    expect(both[0].freeze.id).toBe(both[1].freeze.id);
    const held = both.flatMap(({ items }) =>
      items.filter(({ outcome }) => outcome === 'held'),
    );
    expect(new Set(held.map(({ rolloutId }) => rolloutId)).size).toBe(50);
    expect(held).toHaveLength(50);
    const told = new Map(both[0].items.map(item => [item.rolloutId, item]));
    expect(told.get('held')).toMatchObject({ outcome: 'already-held' });
    expect(told.get('turning')).toMatchObject({
      outcome: 'not-held',
      why: expect.stringContaining('being rolled back'),
    });
    expect(told.has('other')).toBe(false);

    const phases = await test
      .database('rollouts')
      .where('id', 'like', 'r-%')
      .distinct('phase')
      .pluck('phase');
    expect(phases).toEqual(['held']);
    const decisions = await test
      .database('decisions')
      .where({ command: 'hold' })
      .where('rollout_id', 'like', 'r-%')
      .select('rollout_id', 'entry');
    expect(decisions).toHaveLength(50);
    expect(decisions[0].entry).toMatchObject({
      actor: { ref: petra.ref },
      reason: `Line stopped: ${reason}`,
    });
    const notices = await test
      .database('outbox')
      .where({ kind: 'notify' })
      .whereRaw(
        `(payload->>'topic' = 'line-stopped' or payload->>'rolloutId' like 'r-%')`,
      )
      .select('payload');
    expect(notices.map(({ payload }) => payload.topic)).toEqual([
      'line-stopped',
    ]);
  });

  it('holds a first stage that was being opened when it was pressed', async () => {
    const world = new World({ database: test.database, targets: 1, plan: {} });
    await add('opening', { phase: 'exposing', acknowledged: false });
    const row = () => test.database('rollouts').where({ id: 'opening' });
    await row().update({ exposed: false });
    let stopped: ReturnType<LineStop['stop']> | undefined;
    await test.database.transaction(async trx => {
      // As the door holds it while it decides.
      await row().transacting(trx).forNoKeyUpdate().select('id');
      stopped = line(world).stop({
        scope,
        actor: petra,
        visibility: 'all',
        reason,
        contact,
      });
      await untilWaiting();
      await row().transacting(trx).update({ exposed: true });
    });
    const { items = [] } = (await stopped) ?? {};
    expect(items.find(item => item.rolloutId === 'opening')).toMatchObject({
      outcome: 'held',
    });
  });

  it.each<[string, Actor, string]>([
    ['somebody else', omar, 'not-eligible'],
    ['a service', { ...petra, kind: 'service' }, 'actor-kind'],
    [
      'an operator through a plugin',
      { ...petra, kind: 'person-through-plugin' },
      'actor-kind',
    ],
  ])('is not for %s', async (_, actor, code) => {
    const world = new World({ database: test.database, targets: 1, plan: {} });
    await expect(
      line(world).stop({ scope, actor, visibility: 'all', reason, contact }),
    ).rejects.toMatchObject({ detail: { code } });
    expect(
      await test.database('freezes').whereNull('ended_at').first(),
    ).toBeUndefined();
  });
});

it('keeps what was done to a freeze for good', async () => {
  await declare(60);
  await expect(
    test.database('acts').where({ kind: 'freeze' }).update({ seq: 9 }),
  ).rejects.toThrow('append-only');
});
