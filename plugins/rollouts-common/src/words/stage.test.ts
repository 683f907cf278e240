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
import {
  exposureOfStage,
  isExposed,
  isFullExposure,
  isSameExposure,
  isWithin,
  rises,
  segmentOf,
  type AudienceKind,
  type Stage,
} from '.';

const audience = fc.constantFrom<Stage['audience']>(
  { kind: 'internal', header: { name: 'x-internal', value: 'true' } },
  { kind: 'segment', name: 'north', header: { name: 'x-region', value: 'n' } },
  { kind: 'everyone' },
);
const step = fc.record({
  audience,
  exposure: fc.integer({ min: 1, max: 10_000 }),
});

function stageOf(part: Pick<Stage, 'audience' | 'exposure'>): Stage {
  return {
    name: 'stage',
    bakeSeconds: 0,
    minimumSample: 0,
    milestones: [],
    approvals: { required: 0, from: 'approvers' },
    guardrails: ['errors'],
    decideBySeconds: 60,
    ...part,
  };
}

/** The longest rising ladder that keeps the order of the given steps. */
function ladderOf(steps: Pick<Stage, 'audience' | 'exposure'>[]): Stage[] {
  return steps.reduce<Stage[]>((ladder, part) => {
    const last = ladder[ladder.length - 1];
    return !last || rises(last, part) ? [...ladder, stageOf(part)] : ladder;
  }, []);
}

describe('a ladder', () => {
  it.each([
    ['internal', 10_000, 'everyone', 100, true],
    ['internal', 5_000, 'internal', 5_000, false],
    ['internal', 5_000, 'internal', 5_001, true],
    ['everyone', 100, 'internal', 10_000, false],
    ['everyone', 500, 'everyone', 499, false],
    ['internal', 10_000, 'segment', 100, true],
    ['segment', 10_000, 'everyone', 100, true],
    ['segment', 500, 'internal', 10_000, false],
  ] as const)('%s at %d then %s at %d rises: %s', (a, x, b, y, expected) => {
    const header = { name: 'x-internal', value: 'true' };
    const of = (kind: AudienceKind): Stage['audience'] => {
      if (kind === 'everyone') return { kind };
      return kind === 'segment'
        ? { kind, name: 'north', header }
        : { kind, header };
    };
    expect(
      rises({ audience: of(a), exposure: x }, { audience: of(b), exposure: y }),
    ).toBe(expected);
  });

  it('never takes the new version away from somebody as it rises', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), steps => {
        const ladder = ladderOf(steps);
        for (let index = -1; index < ladder.length - 1; index++) {
          const before = exposureOfStage(ladder, index);
          const after = exposureOfStage(ladder, index + 1);
          expect(isWithin(before, after)).toBe(true);
        }
      }),
    );
  });

  it('exposes at least what its open stage says, and nobody before the first', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 20 }), steps => {
        const ladder = ladderOf(steps);
        expect(isExposed(exposureOfStage(ladder, -1))).toBe(false);
        ladder.forEach((stage, index) => {
          const exposure = exposureOfStage(ladder, index);
          expect(exposure[stage.audience.kind]).toBeGreaterThanOrEqual(
            stage.exposure,
          );
          expect(exposure.internal).toBeGreaterThanOrEqual(segmentOf(exposure));
          expect(segmentOf(exposure)).toBeGreaterThanOrEqual(exposure.everyone);
        });
      }),
    );
  });
});

describe('an exposure without a segment of its own', () => {
  it('gives the segment what everyone gets', () => {
    const plain = { internal: 10_000, everyone: 500 };
    expect(isSameExposure(plain, { ...plain, segment: 500 })).toBe(true);
    expect(isSameExposure(plain, { ...plain, segment: 501 })).toBe(false);
    expect(isWithin({ ...plain, segment: 501 }, plain)).toBe(false);
    expect(isWithin(plain, { ...plain, segment: 501 })).toBe(true);
    expect(isFullExposure({ internal: 10_000, everyone: 10_000 })).toBe(true);
    expect(isExposed({ internal: 0, segment: 1, everyone: 0 })).toBe(true);
  });
});
