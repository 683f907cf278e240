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
import type {
  Effect,
  Plan,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { proposeOutcome } from './proposeOutcome';

function effect(
  metric: string,
  low: number,
  high: number,
  overrides: Partial<Effect> = {},
): Effect {
  const clear = low > 0 || high < 0;
  const sign = low > 0 ? 'better' : 'worse';
  return {
    metric,
    title: metric,
    unit: 'ratio',
    direction: 'higher-is-better',
    baseline: { value: 0.1, count: 1000 },
    new: { value: 0.1, count: 1000 },
    change: (low + high) / 2,
    interval: { low, high },
    confidence: 0.95,
    verdict: clear ? sign : 'no-clear-difference',
    sentence: '',
    ...overrides,
  };
}

function untested(metric: string): Effect {
  return {
    ...effect(metric, -1, 1),
    interval: null,
    verdict: 'no-valid-test',
  };
}

function rule(
  decisionRule: Plan['decisionRule'],
  names: string[],
  worthwhile = 0.05,
) {
  return {
    decisionRule,
    successMetrics: names.map(metric => ({ metric, worthwhile })),
  };
}

const breach = { cause: 'breach' as const, sentence: 'p95 latency 412 ms' };

const better = effect('a', 0.06, 0.2);
const small = effect('a', 0.01, 0.03);
const unclear = effect('b', -0.2, 0.2);
const near = effect('b', -0.03, 0.2);
const worse = effect('b', -0.2, -0.1);

it.each<
  [
    Plan['decisionRule'],
    Effect[],
    Parameters<typeof proposeOutcome>[2],
    string,
    string,
  ]
>([
  ['clear-signals', [better], null, 'validated', 'clearly better: a'],
  ['clear-signals', [small], null, 'inconclusive', 'less than the plan calls'],
  ['clear-signals', [better, unclear], null, 'inconclusive', 'No clear signal'],
  ['clear-signals', [unclear, worse], null, 'refuted', 'b is clearly worse'],
  ['clear-signals', [better, worse], null, 'inconclusive', 'while a is better'],
  ['clear-signals', [better], breach, 'inconclusive', 'It was taken back'],
  ['clear-signals', [], null, 'inconclusive', 'Not every success metric'],
  ['clear-signals', [untested('a')], null, 'inconclusive', 'no valid test'],
  ['do-no-harm', [unclear], null, 'validated', 'No harm'],
  ['do-no-harm', [better, worse], null, 'refuted', 'clearly worse'],
  ['do-no-harm', [unclear], breach, 'refuted', 'It did harm: p95 latency'],
  ['do-no-harm', [better, untested('b')], null, 'inconclusive', 'test for b'],
  ['do-no-harm', [], null, 'inconclusive', 'Not every success metric'],
  ['superior-and-not-inferior', [better, near], null, 'validated', 'inferior'],
  ['superior-and-not-inferior', [better, unclear], null, 'inconclusive', 'b'],
  ['superior-and-not-inferior', [near], null, 'inconclusive', 'No success'],
])('%s proposes (%#)', (name, effects, reversal, outcome, because) => {
  const names = effects.length > 0 ? effects.map(e => e.metric) : ['a'];
  const proposal = proposeOutcome(effects, rule(name, names), reversal);
  expect(proposal.outcome).toBe(outcome);
  expect(proposal.because).toContain(because);
});

it('never validates what was taken back, or lacks a metric, or a test', () => {
  const effects = fc.array(
    fc.constantFrom(better, small, unclear, near, worse, untested('c')),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(
      effects,
      fc.constantFrom<Plan['decisionRule']>(
        'clear-signals',
        'do-no-harm',
        'superior-and-not-inferior',
      ),
      fc.constantFrom(null, breach),
      (seen, name, reversal) => {
        const wanted = ['a', 'b', 'c'];
        const lacks = wanted.some(m => !seen.some(e => e.metric === m));
        const blind = seen.some(e => e.verdict === 'no-valid-test');
        fc.pre(reversal !== null || lacks || blind);
        expect(
          proposeOutcome(seen, rule(name, wanted), reversal).outcome,
        ).not.toBe('validated');
      },
    ),
  );
});
