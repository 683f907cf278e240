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

import type { MetricDefinition } from '@stagecraft/backstage-plugin-rollouts-common';
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

const at = tick(0);

/** New and baseline of one target, each a value and a count; null for nothing. */
type Seen = [[number | null, number] | null, [number | null, number] | null];

function check(
  definition: MetricDefinition,
  guardrail: typeof threshold,
  seen: Seen[],
  fullExposure = false,
) {
  const input = checkInput([0]);
  return assessCheck({
    ...input,
    definition,
    guardrail: { ...guardrail, confirmations: 1 },
    stage: { ...input.stage, fullExposure },
    reference: { at: tick(-9), value: 200 },
    targets: seen.map(([arm, baseline], index) => ({
      name: `cluster-${index + 1}`,
      samples: [
        ...(arm ? [sample(at, 'new', ...arm)] : []),
        ...(baseline ? [sample(at, 'baseline', ...baseline)] : []),
      ],
    })),
  });
}

const errors: MetricDefinition = {
  ...conversion,
  direction: 'lower-is-better',
};
const rate: MetricDefinition = { ...errors, statistic: 'rate', unit: 'ms' };
const limit = (value: number) => ({
  ...threshold,
  check: { kind: 'threshold' as const, limit: value },
});

describe('several targets', () => {
  it.each<[string, MetricDefinition, typeof threshold, Seen[], object]>([
    [
      'put their observations together',
      errors,
      limit(0.1),
      [
        [
          [0.02, 300],
          [0.02, 300],
        ],
        [
          [0.1, 100],
          [0.1, 300],
        ],
      ],
      { verdict: 'holds', new: 0.04, baseline: 0.06, count: 400 },
    ],
    [
      'add their rates up',
      rate,
      limit(100),
      [
        [[40, 40], null],
        [[70, 70], null],
      ],
      { verdict: 'breached', new: 110, count: 110 },
    ],
    [
      'reach together the observations that a look needs',
      errors,
      { ...limit(0.1), minimumCount: 100 },
      [
        [[0.02, 60], null],
        [[0.02, 40], null],
      ],
      { verdict: 'holds', count: 100 },
    ],
    [
      'show the worst of a quantile',
      latency,
      limit(300),
      [
        [
          [250, 900],
          [200, 900],
        ],
        [
          [310, 50],
          [300, 50],
        ],
      ],
      { verdict: 'breached', new: 310, baseline: 300, count: 50 },
    ],
    [
      'compare each quantile with its own baseline',
      latency,
      relative,
      [
        [
          [280, 100],
          [100, 100],
        ],
        [
          [300, 100],
          [300, 100],
        ],
      ],
      { verdict: 'breached', new: 280, baseline: 100 },
    ],
    [
      'are unknown while one has no traffic',
      errors,
      limit(0.1),
      [
        [
          [0.02, 1000],
          [0.02, 1000],
        ],
        [
          [null, 0],
          [0.02, 1000],
        ],
      ],
      {
        verdict: 'unknown',
        sentence: expect.stringContaining(
          'no traffic to the new version at cluster-2',
        ),
      },
    ],
    [
      'are unknown while the source says nothing of one',
      latency,
      limit(300),
      [
        [
          [200, 1000],
          [200, 1000],
        ],
        [null, null],
      ],
      {
        verdict: 'unknown',
        sentence: expect.stringContaining(
          'the metrics source had no sample of the new version at cluster-2',
        ),
      },
    ],
    [
      'are unknown while the baseline of one is, where that is compared',
      errors,
      relative,
      [
        [
          [0.02, 1000],
          [0.02, 1000],
        ],
        [
          [0.02, 1000],
          [null, 0],
        ],
      ],
      {
        verdict: 'unknown',
        sentence: expect.stringContaining('the baseline at cluster-2'),
      },
    ],
    [
      'breach by what is seen, whatever is not',
      errors,
      limit(0.1),
      [
        [
          [0.5, 1000],
          [0.02, 1000],
        ],
        [null, null],
      ],
      { verdict: 'breached', new: 0.5, count: 1000 },
    ],
  ])('%s', (_, definition, guardrail, seen, expected) => {
    expect(check(definition, guardrail, seen)).toMatchObject(expected);
  });

  it('are compared at full exposure with what their baselines were', () => {
    const seen: Seen[] = [
      [
        [230, 100],
        [null, 0],
      ],
      [
        [239, 100],
        [null, 0],
      ],
    ];
    expect(check(latency, relative, seen, true)).toMatchObject({
      verdict: 'holds',
      new: 239,
      baseline: 200,
    });
  });
});
