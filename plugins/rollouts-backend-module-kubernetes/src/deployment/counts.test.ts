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

import * as fc from 'fast-check';
import { countsFor, stayingPods } from './counts';
import { shareOf, type Counts } from './pair';

const everyone = (share: number) => ({ internal: share, everyone: share });

describe('countsFor', () => {
  const pods = fc.integer({ min: 1, max: 500 });

  it('shows every share that whole pods can, exactly', () => {
    const shown = fc.tuple(pods, fc.nat()).map(([total, seed]) => ({
      total: total * 100,
      share: (seed % 101) * 100,
    }));
    fc.assert(
      fc.property(shown, ({ total, share }) => {
        const counts = countsFor(total, everyone(share));
        expect(counts.baseline + counts.new).toBe(total);
        expect(shareOf(counts)).toBe(share);
      }),
    );
  });

  it('refuses every share that they can not', () => {
    fc.assert(
      fc.property(pods, fc.nat({ max: 10_000 }), (total, share) => {
        fc.pre((total * share) % 10_000 !== 0);
        expect(() => countsFor(total, everyone(share))).toThrow(/multiple of/);
      }),
    );
  });

  it('says how many pods a share needs', () => {
    expect(() => countsFor(4, everyone(500))).toThrow(
      /4 pods can't show 5.0 %: they move in steps of 25 %. Set spec.replicas of the baseline's Deployment to a multiple of 20/,
    );
  });

  it('refuses internal users, whom pods do not know', () => {
    expect(() => countsFor(4, { internal: 10_000, everyone: 0 })).toThrow(
      /know no header/,
    );
  });
});

it('stays between the two exposures when one side is written before the other', () => {
  const pods = fc.integer({ min: 1, max: 200 });
  fc.assert(
    fc.property(pods, fc.nat(), fc.nat(), (total, a, b) => {
      const at = (seed: number): Counts => ({
        baseline: total - (seed % (total + 1)),
        new: seed % (total + 1),
      });
      const [from, to] = [at(a), at(b)];
      const raises = to.new >= from.new;
      const between = raises
        ? { baseline: from.baseline, new: to.new }
        : { baseline: to.baseline, new: from.new };
      const shares = [shareOf(from), shareOf(to)];
      expect(shareOf(between)).toBeGreaterThanOrEqual(Math.min(...shares));
      expect(shareOf(between)).toBeLessThanOrEqual(Math.max(...shares));
      expect(between.baseline + between.new).toBeGreaterThanOrEqual(total);
    }),
  );
});

describe('stayingPods', () => {
  const captured = { baseline: 10, new: 0 };

  it.each([
    ['none with half of the old pods ready', 10, 5, 0],
    ['one less than the old pods miss', 10, 3, 6],
    ['one less than all with no old pod ready', 10, 0, 9],
    ['no more than there are', 4, 0, 4],
  ])('keeps %s', (_, now, ready, staying) => {
    expect(stayingPods(now, captured, ready)).toBe(staying);
  });

  it('keeps the last serving pod, and no other without need', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 50 }),
        fc.nat({ max: 50 }),
        (now, baseline, ready) => {
          const staying = stayingPods(now, { baseline, new: 0 }, ready);
          expect(staying).toBeLessThanOrEqual(now);
          expect(staying + ready).toBeGreaterThan(0);
        },
      ),
    );
  });
});
