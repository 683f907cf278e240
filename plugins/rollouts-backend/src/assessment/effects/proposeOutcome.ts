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

import {
  formatChange,
  type Effect,
  type Outcome,
  type Plan,
  type Reversal,
} from '@stagecraft/backstage-plugin-rollouts-common';

export interface Proposal {
  outcome: Outcome;
  /** One sentence. */
  because: string;
}

type Rule = Pick<Plan, 'decisionRule' | 'successMetrics'>;

/** The change in the good direction; positive is good. */
function gain(effect: Effect, change: number): number {
  return effect.direction === 'higher-is-better' ? change : -change;
}

function worthwhileOf(rule: Rule, effect: Effect): number {
  return (
    rule.successMetrics.find(({ metric }) => metric === effect.metric)
      ?.worthwhile ?? 0
  );
}

function isWorthwhile(rule: Rule, effect: Effect): boolean {
  return (
    effect.verdict === 'better' &&
    effect.change !== null &&
    gain(effect, effect.change) >= worthwhileOf(rule, effect)
  );
}

/** The worst that the interval still allows is less than what would matter. */
function isNotInferior(rule: Rule, effect: Effect): boolean {
  if (effect.interval === null) return false;
  const { low, high } = effect.interval;
  const worst = Math.min(gain(effect, low), gain(effect, high));
  return worst > -worthwhileOf(rule, effect) || worst >= 0;
}

function titles(effects: readonly Effect[]): string {
  return effects.map(({ title }) => title).join(', ');
}

function inconclusive(because: string): Proposal {
  return { outcome: 'inconclusive', because };
}

function clearSignals(effects: readonly Effect[], rule: Rule): Proposal {
  const short = effects.filter(effect => !isWorthwhile(rule, effect));
  if (short.length === 0) {
    return {
      outcome: 'validated',
      because: `Every success metric is clearly better: ${titles(effects)}`,
    };
  }
  const [first] = short;
  return inconclusive(
    first.verdict === 'better' && first.change !== null
      ? `${first.title} is better, but ${formatChange(
          first.change,
        )} is less than the plan calls worthwhile`
      : `No clear signal yet for ${titles(short)}`,
  );
}

function superiorAndNotInferior(
  effects: readonly Effect[],
  rule: Rule,
): Proposal {
  const better = effects.filter(effect => isWorthwhile(rule, effect));
  if (better.length === 0) {
    return inconclusive(
      'No success metric is clearly better by a worthwhile amount',
    );
  }
  const unsafe = effects.filter(
    effect => !isWorthwhile(rule, effect) && !isNotInferior(rule, effect),
  );
  if (unsafe.length > 0) {
    return inconclusive(
      `${titles(
        better,
      )} is better, but a loss that would matter is not ruled out for ${titles(
        unsafe,
      )}`,
    );
  }
  return {
    outcome: 'validated',
    because: `${titles(better)} is clearly better, and nothing is inferior`,
  };
}

/**
 * The outcome that the plan's decision rule proposes; a person concludes. No
 * success metrics, a metric without a valid test, or a rollout that was taken
 * back never validate. Under `do-no-harm` a breached guardrail is the harm; under the
 * other rules it ends the run before they could decide. The margin of *not
 * inferior* is what the plan calls worthwhile.
 */
export function proposeOutcome(
  effects: readonly Effect[],
  rule: Rule,
  reversal: Pick<Reversal, 'cause' | 'sentence'> | null,
): Proposal {
  const worse = effects.filter(({ verdict }) => verdict === 'worse');
  const better = effects.filter(({ verdict }) => verdict === 'better');
  const refutes = rule.decisionRule === 'do-no-harm' || better.length === 0;
  if (worse.length > 0) {
    const said = `${titles(worse)} is clearly worse`;
    return refutes
      ? { outcome: 'refuted', because: said }
      : inconclusive(`${said}, while ${titles(better)} is better`);
  }
  if (reversal) {
    return reversal.cause === 'breach' && rule.decisionRule === 'do-no-harm'
      ? {
          outcome: 'refuted',
          because: `It did harm: ${reversal.sentence}`,
        }
      : inconclusive(`It was taken back: ${reversal.sentence}`);
  }
  const measured = rule.successMetrics.filter(({ metric }) =>
    effects.some(effect => effect.metric === metric),
  );
  if (effects.length === 0 || measured.length < rule.successMetrics.length) {
    return inconclusive('Not every success metric was seen');
  }
  const untested = effects.filter(({ verdict }) => verdict === 'no-valid-test');
  if (untested.length > 0) {
    return inconclusive(`There is no valid test for ${titles(untested)}`);
  }
  switch (rule.decisionRule) {
    case 'clear-signals':
      return clearSignals(effects, rule);
    case 'superior-and-not-inferior':
      return superiorAndNotInferior(effects, rule);
    default:
      return {
        outcome: 'validated',
        because: `No harm: nothing is clearly worse among ${titles(effects)}`,
      };
  }
}
