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

import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { claimSampling, finishSampling, syncSampling } from '../store/sampling';
import { readRollout } from '../store/rollouts';
import { databaseNow } from '../store/clock';
import { makeGuardrail, makePlan, makeStage } from '../testing/plans';
import { tickAt } from './grid';
import { meteredTargets } from './meteredService';
import { readEvidence } from './readEvidence';
import { HOUR_AGO, SamplingWorld } from './__testUtils__/SamplingWorld';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

let world: SamplingWorld;
beforeEach(async () => {
  world = await SamplingWorld.create(databases);
});

const evidence = async (id: string) =>
  readEvidence(world.knex, await world.read(id), await databaseNow(world.knex));

describe('a tick', () => {
  it('asks once a definition, however many rollouts there are', async () => {
    await world.expose({ id: 'one' });
    const sampler = world.sampler();
    await world.tick(sampler);
    expect(world.provider.queries).toHaveLength(2);
    for (let index = 0; index < 30; index += 1) {
      await world.expose({ id: `more-${index}` });
    }
    world.provider.queries.length = 0;
    await world.tick(sampler);
    expect(
      world.provider.queries.map(({ definition, services }) => [
        definition.name,
        services.length,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['error-ratio', 31],
        ['conversion-ratio', 31],
      ]),
    );
    expect(world.provider.queries).toHaveLength(2);
  });

  it('stores samples and verdicts, and wakes for news only', async () => {
    const rollout = await world.expose({ id: 'one' });
    const sampler = world.sampler();
    await world.tick(sampler);
    const samples = await world
      .knex('samples')
      .where({ definition_hash: world.hashes.errors })
      .orderBy('variant');
    expect(samples).toMatchObject([
      { variant: 'baseline', value: 0.01, count: 1000 },
      { variant: 'new', value: 0.01, count: 100 },
    ]);
    expect(samples[0].service).toBe(meteredTargets(rollout)[0].subject);
    expect(await evidence('one')).toMatchObject({
      checks: [
        {
          verdict: 'holds',
          sentence:
            'Failed requests 1.0 %, limit 2.0 %, baseline 1.0 %, 1 of 1 look holds',
        },
      ],
      sample: 100,
    });
    expect(await world.work('one')).toEqual({
      urgent: false,
      request_seq: '1',
    });
    expect(await world.read('one')).toMatchObject({ health: 'holds' });
    await world.tick(sampler);
    expect(await world.work('one')).toMatchObject({ request_seq: '1' });
    expect((await evidence('one')).sample).toBe(200);
  });

  it('wakes urgently for a breach, without waiting for any sample', async () => {
    await world.expose({
      id: 'one',
      plan: {
        stages: [makeStage({ minimumSample: 1_000_000 })],
        guardrails: [makeGuardrail({ confirmations: 2 })],
      },
    });
    world.provider.values.new = { value: 0.2, count: 100 };
    const sampler = world.sampler({ intervalSeconds: 2 });
    await world.tick(sampler);
    expect((await evidence('one')).checks[0].verdict).toBe('suspect');
    await world.tick(sampler);
    expect((await evidence('one')).checks[0].verdict).toBe('breached');
    expect(await world.work('one')).toEqual({ urgent: true, request_seq: '2' });
    expect(await world.read('one')).toMatchObject({ health: 'breached' });
  });

  it('neither waits for a rollout that is being decided on nor overtakes it', async () => {
    await world.expose({ id: 'one' });
    await world.expose({ id: 'two' });
    const sampler = world.sampler();
    await world.knex.transaction(async door => {
      await readRollout(door, 'one', { forUpdate: true });
      await world.tick(sampler);
    });
    expect((await evidence('one')).checks[0].verdict).toBe('holds');
    expect(await world.read('one')).toMatchObject({ health: null });
    expect(await world.read('two')).toMatchObject({ health: 'holds' });
    await world.tick(sampler);
    expect(await world.read('one')).toMatchObject({ health: 'holds' });
  });

  it('asks twice for two targets of one service, and keeps them apart', async () => {
    const service = 'component:default/shared';
    const one = await world.expose({ id: 'one', service });
    const target = { ...one.plan.targets[0], name: 'other' };
    await world.expose({ id: 'two', service, plan: { targets: [target] } });
    await world.tick(world.sampler());
    expect(world.provider.queries).toHaveLength(4);
    expect(
      await world.knex('samples').distinct('service').select(),
    ).toHaveLength(2);
  });

  it('meters each target of a plan by itself, and is blind to none', async () => {
    const [target] = makePlan().targets;
    await world.expose({
      id: 'one',
      plan: { targets: [target, { ...target, cluster: 'elsewhere' }] },
    });
    const sampler = world.sampler();
    await world.tick(sampler);
    expect(await evidence('one')).toMatchObject({
      checks: [{ verdict: 'holds', count: 200 }],
      sample: 200,
    });
    world.provider.silent.add('elsewhere');
    await world.tick(sampler);
    expect(await evidence('one')).toMatchObject({
      checks: [
        {
          verdict: 'unknown',
          sentence: expect.stringContaining(
            'no traffic to the new version at elsewhere/gateway-api/storefront/checkout',
          ),
        },
      ],
    });
    world.provider.values.new = { value: 0.5, count: 100 };
    await world.tick(sampler);
    expect((await evidence('one')).checks).toMatchObject([
      { verdict: 'breached', new: 0.5, count: 100 },
    ]);
  });

  it('does not sample what nobody watches any more', async () => {
    await world.expose({ id: 'one', state: { wayBackClosedAt: HOUR_AGO } });
    expect(await world.sampler().runOnce()).toEqual([]);
    expect(await world.knex('sampling')).toEqual([]);
  });
});

describe('several samplers', () => {
  it('never sample a tick twice', async () => {
    await world.expose({ id: 'one' });
    const samplers = [world.sampler(), world.sampler(), world.sampler()];
    while (world.provider.queries.length < 6) {
      await Promise.all(samplers.map(sampler => sampler.runOnce()));
    }
    const asked = world.provider.queries.map(
      ({ definition, end }) => `${definition.name} ${end.toISOString()}`,
    );
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('carry on from one that died, whose late result is thrown away', async () => {
    await world.expose({ id: 'one' });
    const { hashes, knex } = world;
    await syncSampling(knex, [hashes.errors]);
    const dead = await claimSampling(knex, [hashes.errors], 60_000);
    if (!dead) throw new Error('nothing claimed');
    expect(await claimSampling(knex, [hashes.errors], 60_000)).toBeUndefined();
    await knex('sampling').update({ due_at: new Date(0) });
    await world.tick(world.sampler());
    expect((await evidence('one')).checks[0].verdict).toBe('holds');
    await expect(
      finishSampling(knex, dead, {
        dueAt: new Date(),
        trouble: null,
        empty: false,
      }),
    ).rejects.toThrow('sampled by another claimer');
  });
});

describe('a clock that was set back', () => {
  it('keeps nobody from looking, and no look of its future counts', async () => {
    await world.expose({ id: 'one' });
    const sampler = world.sampler();
    await world.tick(sampler);
    for (const [table, column] of [
      ['sampling', 'due_at'],
      ['verdicts', 'assessed_at'],
    ]) {
      await world.knex(table).update({
        [column]: world.knex.raw(`clock_timestamp() + interval '5 minutes'`),
      });
    }
    world.provider.values.new = { value: 0.5, count: 100 };
    await sampler.runOnce();
    expect((await evidence('one')).checks[0].verdict).toBe('breached');
  });
});

describe('the loop', () => {
  it('stores what is under way before it stops', async () => {
    await world.expose({ id: 'one' });
    let open = () => {};
    world.provider.gate = new Promise(resolve => {
      open = resolve;
    });
    const sampler = world.sampler({ intervalSeconds: 2 });
    sampler.start();
    while (world.provider.queries.length < 2) {
      await new Promise(resolve => setImmediate(resolve));
    }
    const stopped = sampler.stop();
    open();
    await stopped;
    expect(await world.knex('samples')).toHaveLength(4);
    expect(
      await world.knex('sampling').whereNotNull('ticket').select(),
    ).toEqual([]);
  });

  it('lives through a failing database', async () => {
    await world.expose({ id: 'one' });
    const logger = mockServices.logger.mock();
    await world.knex.raw('alter table sampling rename to elsewhere');
    const sampler = world.sampler({ logger });
    sampler.start();
    while (logger.error.mock.calls.length === 0) {
      await new Promise(resolve => setImmediate(resolve));
    }
    await world.knex.raw('alter table elsewhere rename to sampling');
    while ((await world.knex('samples')).length === 0) {
      await new Promise(resolve => setImmediate(resolve));
    }
    await sampler.stop();
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('Sampling failed, next try in 1 s'),
    );
  });

  it('stays on its grid', async () => {
    await world.expose({ id: 'one' });
    const sampler = world.sampler({ intervalSeconds: 2 });
    const [{ at }] = await world.tick(sampler);
    expect(tickAt(at, 2)).toEqual(at);
  });
});
