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

import { errors } from './__testUtils__/SamplingWorld';
import { makeCheck, makeGuardrail, NOW } from '../testing/plans';
import { iso, later } from '../drills/__testUtils__/reversal';
import { injectSamples, markInjected } from './injectSamples';

describe('injected samples', () => {
  const sample = (
    variant: 'new' | 'baseline',
    seconds: number,
    value: number | null,
    count: number,
  ) => ({
    variant,
    at: iso(seconds),
    value,
    count,
    sum: null,
    sumSquares: null,
  });

  it('fail from then on, and leave what was measured before alone', () => {
    const measured = [
      sample('baseline', 0, 0.01, 900),
      sample('new', 0, 0.01, 90),
      sample('baseline', 1, 0.01, 900),
      sample('new', 1, null, 0),
    ];
    const seen = injectSamples(
      measured,
      makeGuardrail(),
      errors,
      later(1),
      null,
    );
    expect(seen.slice(0, 3)).toEqual(measured.slice(0, 3));
    expect(seen[3]).toMatchObject({ value: 0.04, count: 20 });
  });

  it('go beyond a limit that moves with the baseline, either way', () => {
    const relative = makeGuardrail({
      check: { kind: 'relative', maxChange: 0.5 },
    });
    const measured = [
      sample('baseline', 1, 0.2, 900),
      sample('new', 1, 0.2, 90),
    ];
    const [, up] = injectSamples(measured, relative, errors, NOW, null);
    expect(up.value).toBeGreaterThan(0.2 * 1.5);
    const [, down] = injectSamples(
      measured,
      relative,
      { ...errors, direction: 'higher-is-better' },
      NOW,
      null,
    );
    expect(down.value).toBeLessThan(0.2 * 0.5);
    const alone = injectSamples(
      [sample('new', 1, 0.2, 90)],
      relative,
      errors,
      NOW,
      null,
    );
    expect(alone[0].value).toBe(0.2);
  });

  it('are marked in the evidence', () => {
    expect(markInjected(makeCheck())).toMatchObject({
      injected: true,
      sentence: 'error ratio 1.0 %, limit 2.0 % (made up by a drill)',
    });
  });
});
