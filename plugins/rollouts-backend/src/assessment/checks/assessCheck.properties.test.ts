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
import { assessCheck } from './assessCheck';
import {
  checkInput,
  conversion,
  latency,
  relative,
  sample,
  threshold,
  tick,
} from './testing';

const lower = { direction: 'lower-is-better' as const };

describe('properties', () => {
  const value = fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 100, max: 500 }) },
    { weight: 1, arbitrary: fc.constantFrom(Number.NaN, null) },
  );
  const count = fc.constantFrom(0, 5, 19, 20, 100);
  const seen = fc.tuple(value, count, value, count, fc.boolean());
  const samplesArb = fc.array(fc.array(seen, { minLength: 3, maxLength: 3 }), {
    minLength: 1,
    maxLength: 12,
  });
  const inputArb = fc
    .record({
      rows: samplesArb,
      many: fc.constantFrom(1, 1, 2, 3),
      definition: fc.constantFrom(latency, { ...conversion, ...lower }),
      guardrail: fc.constantFrom(threshold, relative),
      confirmations: fc.integer({ min: 1, max: 4 }),
      fullExposure: fc.boolean(),
      verified: fc.boolean(),
      entered: fc.integer({ min: -10, max: 8 }),
      reference: fc.constantFrom(null, { at: tick(-90), value: 250 }),
    })
    .map(given =>
      checkInput([], {
        at: tick(given.rows.length - 1),
        definition: given.definition,
        guardrail: {
          ...given.guardrail,
          confirmations: given.confirmations,
        },
        stage: {
          key: 'k',
          from: tick(given.entered),
          verified: given.verified,
          fullExposure: given.fullExposure,
        },
        reference: given.reference,
        targets: Array.from({ length: given.many }, (_, target) => ({
          name: `target-${target}`,
          samples: given.rows.flatMap((row, index) => {
            const [a, n, b, m, present] = row[target];
            return present
              ? [
                  sample(tick(index), 'new', a, n),
                  sample(tick(index), 'baseline', b, m),
                ]
              : [];
          }),
        })),
      }),
    );

  it('never holds for want of data', () => {
    fc.assert(
      fc.property(
        inputArb,
        fc.infiniteStream(fc.boolean()),
        fc.boolean(),
        (input, keep, keepReference) => {
          const before = assessCheck(input).verdict;
          fc.pre(before === 'unknown' || before === 'breached');
          const after = assessCheck({
            ...input,
            targets: input.targets.map(target => ({
              ...target,
              samples: target.samples.filter(() => keep.next().value),
            })),
            reference: keepReference ? input.reference : null,
          });
          expect(after.verdict).not.toBe('holds');
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('is the same for the same input, in whatever order samples come', () => {
    fc.assert(
      fc.property(inputArb, input => {
        expect(
          assessCheck({
            ...input,
            targets: input.targets.map(target => ({
              ...target,
              samples: [...target.samples].reverse(),
            })),
          }),
        ).toEqual(assessCheck(input));
      }),
    );
  });

  it('changes nothing when a verdict is reached again', () => {
    fc.assert(
      fc.property(inputArb, input => {
        const once = assessCheck(input);
        const again = assessCheck({ ...input, previous: once });
        expect(again.verdict).toBe(once.verdict);
        expect(again.since).toBe(once.since);
      }),
    );
  });
});
