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
import { hashMetricDefinition } from '../chain/hash';
import { databaseNow } from '../store/clock';
import { registerDefinitions } from '../store/metricDefinitions';
import { addObservations, readObservations } from '../store/observations';
import {
  dropPartitions,
  insertSamples,
  makePartitions,
} from '../store/samples';
import type { StoredRollout } from '../store/rollouts';
import type { SampleRow } from '../store/tables';
import { makeGuardrail, makePlan, makeStage } from '../testing/plans';
import { addSeconds, tickAt } from './grid';
import { meteredTargets } from './meteredService';
import { readEffects } from './readEffects';
import { readSeries } from './readSeries';
import { maintainSamples, prepareDays } from './retention';
import {
  conversion,
  errors,
  SamplingWorld,
} from './__testUtils__/SamplingWorld';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

let world: SamplingWorld;
let now: Date;
beforeEach(async () => {
  world = await SamplingWorld.create(databases);
  now = await databaseNow(world.knex);
  await prepareDays(world.knex);
});

function sampleRow(
  rollout: StoredRollout,
  at: Date,
  overrides: Partial<SampleRow> = {},
): SampleRow {
  return {
    definition_hash: world.hashes.errors,
    service: meteredTargets(rollout)[0].subject,
    variant: 'new',
    at,
    value: 0.01,
    count: 100,
    sum: 1,
    sum_squares: 1,
    ...overrides,
  };
}

describe('partitions', () => {
  it('are made ahead, once, and dropped after the retention', async () => {
    expect(await prepareDays(world.knex)).toEqual([]);
    const old = addSeconds(now, -40 * 86_400);
    expect(await makePartitions(world.knex, old, old)).toHaveLength(1);
    const rollout = await world.expose({ id: 'one' });
    await insertSamples(world.knex, [
      sampleRow(rollout, old),
      sampleRow(rollout, now),
    ]);
    const kept = await maintainSamples(world.knex, { retentionDays: 60 });
    expect(kept).toEqual({ made: [], dropped: [] });
    const { dropped } = await maintainSamples(world.knex, {
      retentionDays: 14,
    });
    expect(dropped).toEqual([
      `samples_${old.toISOString().slice(0, 10).replaceAll('-', '')}`,
    ]);
    expect(await world.knex('samples')).toHaveLength(1);
  });

  it('refuse a sample of a day that has none', async () => {
    const rollout = await world.expose({ id: 'one' });
    await expect(
      insertSamples(world.knex, [
        sampleRow(rollout, addSeconds(now, 30 * 86_400)),
      ]),
    ).rejects.toThrow('no partition');
  });

  it('are made by many at once without harm', async () => {
    await dropPartitions(world.knex, addSeconds(now, 90 * 86_400));
    const made = await Promise.all(
      [1, 2, 3, 4].map(() => prepareDays(world.knex)),
    );
    expect(made.flat()).toHaveLength(4);
  });
});

describe('samples', () => {
  it('are stored once, as they were seen last', async () => {
    const rollout = await world.expose({ id: 'one' });
    await insertSamples(world.knex, [sampleRow(rollout, now)]);
    await insertSamples(world.knex, [
      sampleRow(rollout, now, { value: 0.9 }),
      sampleRow(rollout, now, { variant: 'baseline' }),
    ]);
    expect(await world.knex('samples').orderBy('variant')).toMatchObject([
      { variant: 'baseline', value: 0.01 },
      { variant: 'new', value: 0.9 },
    ]);
  });
});

describe('series', () => {
  const expose = async (secondsAgo: number) => {
    const entered = tickAt(addSeconds(now, -secondsAgo), 10).toISOString();
    return world.expose({
      id: 'one',
      state: {
        stageEnteredAt: entered,
        stageTimes: [{ index: 0, enteredAt: entered, leftAt: null }],
      },
    });
  };

  it('show gaps as points without a value', async () => {
    const rollout = await expose(100);
    const from = tickAt(addSeconds(now, -100), 10);
    await insertSamples(
      world.knex,
      [0, 1, 2, 5, 6].map(index =>
        sampleRow(rollout, addSeconds(from, index * 10)),
      ),
    );
    const { checks, intervalSeconds } = await readSeries(world.knex, rollout);
    expect(intervalSeconds).toBe(10);
    expect(checks.map(({ kind, name, limit }) => [kind, name, limit])).toEqual([
      ['guardrail', 'errors', 0.02],
      ['success-metric', 'conversion-ratio', null],
    ]);
    expect(checks[0].new.slice(0, 7).map(({ value }) => value)).toEqual([
      0.01,
      0.01,
      0.01,
      null,
      null,
      0.01,
      0.01,
    ]);
    expect(checks[0].new[3].at).toBe(addSeconds(from, 30).toISOString());
    expect(checks[0].baseline.every(({ value }) => value === null)).toBe(true);
  });

  it.each([
    ['error-ratio', 'proportion' as const, [0.04, 0.1]],
    ['conversion-ratio', 'rate' as const, [0.12, 0.1]],
    ['conversion-ratio', 'quantile' as const, [0.02, 0.1]],
  ])(
    'tell all targets together: %s as a %s',
    async (metric, statistic, values) => {
      const [target] = makePlan().targets;
      const entered = tickAt(addSeconds(now, -20), 10);
      const definition = {
        ...(metric === errors.name ? errors : conversion),
        statistic,
      };
      const hash = hashMetricDefinition(definition);
      await registerDefinitions(world.knex, [{ hash, definition }]);
      const rollout = await world.expose({
        id: 'one',
        plan: {
          targets: [target, { ...target, cluster: 'elsewhere' }],
          guardrails: [makeGuardrail({ metric })],
          successMetrics: [],
          metricDefinitions: { [metric]: hash },
        },
        state: {
          stageTimes: [
            { index: 0, enteredAt: entered.toISOString(), leftAt: null },
          ],
        },
      });
      const [one, two] = meteredTargets(rollout).map(({ subject }) => subject);
      const row = (
        service: string,
        tick: number,
        value: number,
        count: number,
      ) =>
        sampleRow(rollout, addSeconds(entered, tick * 10), {
          definition_hash: hash,
          service,
          value,
          count,
        });
      await insertSamples(world.knex, [
        row(one, 0, 0.02, 300),
        row(two, 0, 0.1, 100),
        row(two, 1, 0.1, 100),
      ]);
      const { checks } = await readSeries(world.knex, rollout);
      const line = checks[0].new.slice(0, 2);
      expect(line.map(({ count }) => count)).toEqual([400, 100]);
      expect(line[0].value).toBeCloseTo(values[0], 10);
      expect(line[1].value).toBe(values[1]);
    },
  );

  it('are empty, not an error, of a rollout that ended unexposed', async () => {
    const rollout = await world.expose({
      id: 'one',
      state: {
        phase: 'cancelled',
        stageIndex: -1,
        stageOpenedAt: null,
        stageEnteredAt: null,
        stageTimes: [],
        endedAt: addSeconds(now, -3600).toISOString(),
      },
    });
    const { checks } = await readSeries(world.knex, rollout);
    expect(checks.map(check => check.new)).toEqual([[], []]);
  });

  it('end with the way back of a stage that was never read back', async () => {
    const rollout = await world.expose({
      id: 'one',
      state: {
        phase: 'rolled-back',
        acknowledged: false,
        stageOpenedAt: addSeconds(now, -100).toISOString(),
        stageEnteredAt: null,
        stageTimes: [],
        endedAt: addSeconds(now, -60).toISOString(),
      },
    });
    const { from, to } = await readSeries(world.knex, rollout);
    expect([from, to]).toEqual(
      [-100, -60].map(seconds =>
        tickAt(addSeconds(now, seconds), 10).toISOString(),
      ),
    );
  });

  it('are thinned to what a chart can show, without hiding a peak', async () => {
    const rollout = await expose(20_000);
    const from = tickAt(addSeconds(now, -20_000), 10);
    await insertSamples(
      world.knex,
      Array.from({ length: 2000 }, (_, index) =>
        sampleRow(rollout, addSeconds(from, index * 10), {
          value: index === 1234 ? 0.9 : 0.01,
        }),
      ),
    );
    const { checks, intervalSeconds } = await readSeries(world.knex, rollout);
    expect(intervalSeconds).toBe(40);
    expect(checks[0].new.length).toBeGreaterThan(490);
    expect(checks[0].new.length).toBeLessThanOrEqual(600);
    const peak = checks[0].new.filter(({ value }) => value === 0.9);
    expect(peak.map(({ at }) => at)).toEqual([
      addSeconds(from, 12_340).toISOString(),
    ]);
  });
});

describe('effects', () => {
  const window = (
    at: Date,
    variant: 'baseline' | 'new',
    count: number,
    events: number,
    stage = 's',
  ) => ({
    rollout_id: 'one',
    definition_hash: world.hashes.conversion,
    stage,
    subject: 'checkout',
    variant,
    count,
    sum: events,
    sum_squares: events,
    weighted: events,
    counted_until: at,
  });

  it('count every request once, however often it is looked at', async () => {
    await world.expose({ id: 'one' });
    for (const second of [0, 1, 2, 3, 4, 7]) {
      await addObservations(world.knex, 2, [
        window(addSeconds(now, second), 'new', 10, 1),
      ]);
    }
    expect(await readObservations(world.knex, 'one')).toMatchObject([
      { count: 40, sum: 4, counted_until: addSeconds(now, 7) },
    ]);
  });

  it('are told a stage, from the observations of both versions', async () => {
    const rollout = await world.expose({ id: 'one' });
    await addObservations(world.knex, 1, [
      window(now, 'baseline', 19_000, 1900, 'first'),
      window(now, 'new', 1000, 100, 'first'),
      window(now, 'baseline', 10_000, 3000, 'second'),
      window(now, 'new', 10_000, 3300, 'second'),
      window(now, 'new', 90_000, 9, 'alone'),
    ]);
    const [effect] = await readEffects(world.knex, rollout);
    expect(effect).toMatchObject({
      metric: 'conversion-ratio',
      verdict: 'better',
    });
    expect(effect.new.count).toBe(11_000);
    expect(effect.change).toBeCloseTo(0.095, 2);
  });

  it('have no valid test before anything was seen', async () => {
    const rollout = await world.expose({
      id: 'one',
      plan: { stages: [makeStage()] },
    });
    expect(await readEffects(world.knex, rollout)).toMatchObject([
      { verdict: 'no-valid-test', change: null },
    ]);
  });

  it('come from sampling', async () => {
    const rollout = await world.expose({ id: 'one' });
    const sampler = world.sampler();
    await world.tick(sampler);
    await world.tick(sampler);
    const [effect] = await readEffects(world.knex, rollout);
    expect(effect).toMatchObject({
      baseline: { count: 2000 },
      new: { count: 200 },
    });
  });
});
