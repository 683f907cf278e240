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

import fc from 'fast-check';
import { stream } from '../../testing/random';
import { halfWidth } from './confidenceSequence';
import { stratify, type Stratum } from './stratify';

const ALPHA = 0.05;
const RUNS = 400;
const SPLITS = [0.1, 0.3, 0.5];
const USERS_A_LOOK = 100;
const LOOKS = 20;

interface Tally {
  count: number;
  sum: number;
}
const nothing = (): Tally => ({ count: 0, sum: 0 });

function stratumOf(c: Tally, t: Tally): Stratum[] {
  const [p, q] = [c.sum / c.count, t.sum / t.count];
  if (!(p > 0 && p < 1 && q > 0 && q < 1)) return [];
  return [
    {
      baseline: { count: c.count, mean: p, variance: p * (1 - p) },
      new: { count: t.count, mean: q, variance: q * (1 - q) },
    },
  ];
}

interface Alarms {
  sequential: boolean;
  fixed: boolean;
  /** Of arms added up over the stages, under the same boundary. */
  pooled: boolean;
}

/**
 * One run without any effect: three stages with different splits, and users
 * whose habits drift from stage to stage; looked at after every 100 users.
 */
function run(random: () => number): Alarms {
  const alarms = { sequential: false, fixed: false, pooled: false };
  const stages = SPLITS.map(() => ({ c: nothing(), t: nothing() }));
  const pool = { c: nothing(), t: nothing() };
  SPLITS.forEach((split, index) => {
    const rate = 0.2 + 0.1 * index;
    for (let look = 0; look < LOOKS; look += 1) {
      for (let user = 0; user < USERS_A_LOOK; user += 1) {
        const side = random() < split ? 't' : 'c';
        const event = random() < rate ? 1 : 0;
        for (const tally of [stages[index][side], pool[side]]) {
          tally.count += 1;
          tally.sum += event;
        }
      }
      const excludesZero = (strata: Stratum[], width: 'sequence' | 'fixed') => {
        const effect = stratify(strata);
        if (!effect) return false;
        const { value, standardError } = effect.absolute;
        const half =
          width === 'fixed'
            ? 1.96 * standardError
            : halfWidth(standardError, effect.sample, {
                alpha: ALPHA,
                tuning: 5000,
                sides: 'two-sided',
              });
        return Math.abs(value) > half;
      };
      const strata = stages.flatMap(({ c, t }) => stratumOf(c, t));
      alarms.sequential ||= excludesZero(strata, 'sequence');
      alarms.fixed ||= excludesZero(strata, 'fixed');
      alarms.pooled ||= excludesZero(stratumOf(pool.c, pool.t), 'sequence');
    }
  });
  return alarms;
}

it('keeps its level however often it is looked at, through changes of split', () => {
  fc.assert(
    fc.property(fc.integer(), seed => {
      const random = stream(seed);
      const alarms = Array.from({ length: RUNS }, () => run(random));
      const share = (kind: keyof Alarms) =>
        alarms.filter(alarm => alarm[kind]).length / RUNS;
      const noise = 3 * Math.sqrt((ALPHA * (1 - ALPHA)) / RUNS);
      expect(share('sequential')).toBeLessThanOrEqual(ALPHA + noise);
      expect(share('fixed')).toBeGreaterThan(3 * ALPHA);
      expect(share('pooled')).toBeGreaterThan(3 * ALPHA);
    }),
    { numRuns: 3, seed: 20261122 },
  );
});
