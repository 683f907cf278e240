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

import { argoRollout, STEPS } from '../__testUtils__/argoRollouts';
import { ladderTroubles, rungAt, rungFor, stepsSum } from './ladder';

const everyone = (share: number) => ({ internal: share, everyone: share });

describe('ladderTroubles', () => {
  it('finds none in pairs that begin at 0', () => {
    expect(ladderTroubles(argoRollout())).toEqual([]);
  });

  it.each<[string, object[], RegExp]>([
    ['no steps', [], /steps is empty/],
    [
      'a timed pause',
      [...STEPS, { setWeight: 50 }, { pause: { duration: '1h' } }],
      /step 9 \(setWeight: 50\), step 10 \(pause: \{ duration: 1h \}\)/,
    ],
    [
      'an analysis',
      [...STEPS, { analysis: { templates: [] } }],
      /step 9 \(analysis\)/,
    ],
    [
      'a weight that nothing holds',
      [...STEPS, { setWeight: 50 }],
      /step 9 \(setWeight: 50\) of spec.strategy.canary.steps/,
    ],
    [
      'a first weight above 0',
      STEPS.slice(2),
      /does not begin with setWeight: 0/,
    ],
  ])('names %s', (_, steps, trouble) => {
    expect(ladderTroubles(argoRollout({ canary: { steps } })).join()).toMatch(
      trouble,
    );
  });
});

describe('rungFor', () => {
  it.each([
    [0, 0],
    [500, 2],
    [2_000, 4],
    [10_000, 6],
  ])('gives %i basis points the step at %i', (share, index) => {
    expect(rungFor(argoRollout(), everyone(share)).index).toBe(index);
  });

  it('refuses a share between two steps, and says which there are', () => {
    expect(() => rungFor(argoRollout(), everyone(1_000))).toThrow(
      /can't show 10 %: spec.strategy.canary.steps stops at 0 %, 5.0 %, 20 %, 100 %/,
    );
  });

  it('refuses internal users, whom no step knows', () => {
    expect(() =>
      rungFor(argoRollout(), { internal: 10_000, everyone: 0 }),
    ).toThrow(/know no header/);
  });

  it('refuses a share that pods would round', () => {
    const rollout = argoRollout({ canary: { trafficRouting: undefined } });
    expect(() => rungFor(rollout, everyone(500))).toThrow(
      /its 4 pods would round setWeight: 5/,
    );
    expect(rungFor(rollout, everyone(10_000)).weight).toBe(100);
  });

  it("counts in the router's highest weight", () => {
    const rollout = argoRollout({
      canary: {
        trafficRouting: { maxTrafficWeight: 1_000 },
        steps: [0, 5].flatMap(setWeight => [{ setWeight }, { pause: {} }]),
      },
    });
    expect(rungFor(rollout, everyone(50)).weight).toBe(5);
  });
});

it('takes a weight and its pause for one rung', () => {
  const rollout = argoRollout();
  expect([2, 3].map(index => rungAt(rollout, index)?.weight)).toEqual([5, 5]);
  expect(rungAt(rollout, 8)).toBeUndefined();
});

it('sums steps by their weights and places', () => {
  const sum = (steps: object[]) => stepsSum(argoRollout({ canary: { steps } }));
  expect(sum(STEPS)).toBe(sum([...STEPS]));
  expect(sum(STEPS)).not.toBe(sum(STEPS.slice(0, -2)));
  expect(sum(STEPS)).not.toBe(
    sum([...STEPS.slice(0, 6), { setWeight: 99 }, { pause: {} }]),
  );
});
