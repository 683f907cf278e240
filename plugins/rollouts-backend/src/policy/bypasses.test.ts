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

import type {
  Bypass,
  PolicyResult,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { NOW, omar, PLAN_HASH } from '../testing/plans';
import { withBypasses } from './bypasses';

const at = (seconds: number) =>
  new Date(NOW.getTime() + seconds * 1000).toISOString();
const bypass: Bypass = {
  policy: 'maximum-step',
  planHash: PLAN_HASH,
  actor: omar,
  reason: 'Shoppers can not pay',
  at: at(-60),
  expiresAt: at(60),
  reviewId: 'review',
};
const failing: PolicyResult = {
  policy: 'maximum-step',
  outcome: 'fail',
  explanation: 'Too much',
  remedy: 'Less',
};

function settle(
  result: Partial<PolicyResult> = {},
  given: Partial<Bypass> = {},
  now = NOW,
) {
  const [settled] = withBypasses(
    [{ ...failing, ...result }],
    [{ ...bypass, ...given }],
    { planHash: PLAN_HASH, now },
  );
  return settled;
}

it('warns in place of failing, and says who went past until when', () => {
  expect(settle()).toEqual({
    ...failing,
    outcome: 'warn',
    bypassed: { by: 'omar', until: bypass.expiresAt },
  });
});

it.each<[string, Partial<PolicyResult>, Partial<Bypass>, Date]>([
  ['another policy', { policy: 'minimum-bake' }, {}, NOW],
  ['another plan', {}, { planHash: 'b'.repeat(64) }, NOW],
  ['the past', {}, {}, new Date(bypass.expiresAt)],
  ['the future, the clock set back', {}, {}, new Date(NOW.getTime() - 60_001)],
  ['what nobody goes past', { neverBypassed: true }, {}, NOW],
])('leaves a failure as it is by a bypass of %s', (_, result, given, now) => {
  expect(settle(result, given, now)).toEqual({ ...failing, ...result });
});

it('leaves what passes or warns as it is', () => {
  for (const outcome of ['pass', 'warn'] as const) {
    expect(settle({ outcome })).toEqual({ ...failing, outcome });
  }
});
