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
import { databaseNow } from '../store/clock';
import { insertSamples } from '../store/samples';
import { makeGuardrail, makeStage } from '../testing/plans';
import { HOUR_AGO, SamplingWorld } from './__testUtils__/SamplingWorld';
import { addSeconds } from './grid';
import { meteredTargets } from './meteredService';
import { readEvidence } from './readEvidence';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

let world: SamplingWorld;
beforeEach(async () => {
  world = await SamplingWorld.create(databases);
});

const evidence = async (id: string) =>
  readEvidence(world.knex, await world.read(id), await databaseNow(world.knex));

describe('no data', () => {
  it('keeps a changed stage unknown until its first full window', async () => {
    await world.expose({ id: 'one' });
    const sampler = world.sampler();
    await world.tick(sampler);
    const rollout = await world.read('one');
    const entered = (await databaseNow(world.knex)).toISOString();
    await world.knex('rollouts').update({
      state: JSON.stringify({ ...rollout.state, stageEnteredAt: entered }),
    });
    const before = await evidence('one');
    expect(before).toMatchObject({
      checks: [{ verdict: 'unknown' }],
      sample: 0,
    });
    await world.tick(sampler);
    expect((await evidence('one')).checks[0].sentence).toMatch(
      /is unknown since .*: the stage was entered at/,
    );
    await world.tick(sampler);
    await world.tick(sampler);
    expect((await evidence('one')).checks[0].verdict).toBe('holds');
  });

  it('finds the failing service by halves, and asks it apart from then on', async () => {
    for (let index = 0; index < 9; index += 1) {
      await world.expose({ id: `r${index}` });
    }
    world.provider.failing.add('component:default/r4');
    const sampler = world.sampler();
    await world.tick(sampler);
    expect((await evidence('r4')).checks[0]).toMatchObject({
      verdict: 'unknown',
      sentence: expect.stringContaining(
        'could not be read: cannot read component:default/r4',
      ),
    });
    expect((await evidence('r5')).checks[0].verdict).toBe('holds');
    expect(
      await world.knex('samples').where('service', 'like', '%/r4 %'),
    ).toEqual([]);
    expect(await world.knex('sampling').first()).toMatchObject({
      attempts: 0,
      last_error: expect.stringContaining('1 of 9 services'),
    });
    world.provider.queries.length = 0;
    await world.tick(sampler);
    expect(world.provider.queries.map(q => q.services.length).sort()).toEqual([
      1, 1, 8, 8,
    ]);
    world.provider.failing.clear();
    await world.tick(sampler);
    expect((await evidence('r4')).checks[0].verdict).toBe('holds');
  });

  it('never takes a silent source for zeros, nor asks it ever more', async () => {
    for (let index = 0; index < 20; index += 1) {
      await world.expose({ id: `r${index}` });
      world.provider.failing.add(`component:default/r${index}`);
    }
    const sampler = world.sampler();
    await world.tick(sampler);
    expect(await world.knex('samples')).toEqual([]);
    expect((await evidence('r0')).checks[0].verdict).toBe('unknown');
    world.provider.queries.length = 0;
    await world.tick(sampler);
    expect(world.provider.queries.length).toBeLessThanOrEqual(6);
    expect(await world.knex('sampling').min('attempts as least')).toEqual([
      { least: 2 },
    ]);
  });

  it('wakes once when the no-data deadline passes', async () => {
    await world.expose({
      id: 'one',
      plan: {
        guardrails: [
          makeGuardrail({ noData: { afterSeconds: 1, action: 'roll-back' } }),
        ],
      },
    });
    world.provider.values.new = { value: null, count: 0 };
    const sampler = world.sampler({ intervalSeconds: 2 });
    await world.tick(sampler);
    expect(await world.work('one')).toMatchObject({ request_seq: '0' });
    await world.tick(sampler);
    expect((await evidence('one')).checks[0]).toMatchObject({
      verdict: 'unknown',
      overdue: true,
      sentence: expect.stringContaining('no traffic to the new version'),
    });
    await world.tick(sampler);
    expect(await world.work('one')).toMatchObject({ request_seq: '1' });
  });
});

describe('the reference baseline at full exposure', () => {
  it('is the last one seen before it, kept past the retention of samples', async () => {
    const entered = new Date(Date.now() - 60_000);
    const rollout = await world.expose({
      id: 'one',
      plan: {
        stages: [
          makeStage({ exposure: 5000 }),
          makeStage({ exposure: 10_000 }),
        ],
        guardrails: [
          makeGuardrail({
            confirmations: 1,
            check: { kind: 'relative', maxChange: 0.5 },
          }),
        ],
      },
      state: {
        stageIndex: 1,
        stageEnteredAt: entered.toISOString(),
        stageTimes: [
          { index: 0, enteredAt: HOUR_AGO, leftAt: entered.toISOString() },
          { index: 1, enteredAt: entered.toISOString(), leftAt: null },
        ],
      },
    });
    world.provider.values.baseline = { value: null, count: 0 };
    const sampler = world.sampler();
    await world.tick(sampler);
    expect((await evidence('one')).checks[0].verdict).toBe('unknown');
    const sample = (secondsBefore: number, value: number, count: number) => ({
      definition_hash: world.hashes.errors,
      service: meteredTargets(rollout)[0].subject,
      variant: 'baseline' as const,
      at: addSeconds(entered, -secondsBefore),
      value,
      count,
      sum: null,
      sum_squares: null,
    });
    await insertSamples(world.knex, [
      sample(9, 0.5, 1000),
      sample(6, 0.008, 1000),
      sample(3, 0.9, 1),
    ]);
    await world.tick(sampler);
    expect((await evidence('one')).checks[0]).toMatchObject({
      verdict: 'holds',
      baseline: 0.008,
      sentence: expect.stringContaining('baseline 0.8 % as last seen at'),
    });
    await world.knex('samples').delete();
    await world.tick(sampler);
    expect((await evidence('one')).checks[0].verdict).toBe('holds');
  });
});
