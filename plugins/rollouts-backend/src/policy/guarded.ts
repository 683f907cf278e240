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

import { types } from 'node:util';
import { toError } from '@backstage/errors';
import { policyResultSchema } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Circumstances, Judgement, PlanContent, Policy } from './policy';
import type { PolicyWatch } from './PolicyWatch';

const judgementSchema = policyResultSchema.pick({
  outcome: true,
  explanation: true,
  remedy: true,
  path: true,
});

function frozen<T>(value: T): T {
  if (value !== null && typeof value === 'object') {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
}

/**
 * A plan and its circumstances for policies that others wrote, in which none
 * can change what the next one is asked about.
 */
export function unchangeable(
  plan: Partial<PlanContent>,
  circumstances: Circumstances,
): [plan: Partial<PlanContent>, circumstances: Circumstances] {
  const { parties, production, risk, history } = circumstances;
  const known = { parties, production, risk, history };
  return [
    frozen(structuredClone(plan)),
    { ...circumstances, ...frozen(structuredClone(known)) },
  ];
}

/**
 * Asks a policy that others wrote. Whatever it does, it answers, and it passes
 * only when it says so. A slow answer counts: its time is spent, and a busy
 * machine must not close gates by chance.
 */
export function judgeGuarded(
  policy: Policy,
  plan: PlanContent,
  circumstances: Circumstances,
  watch: PolicyWatch,
): Judgement | undefined {
  const broken = (what: string, cause?: Error): Judgement => {
    watch.broken(policy.name, what, cause);
    return {
      outcome: 'fail',
      explanation: `This can't be judged: ${what}`,
      remedy: `Whoever runs the portal must mend the policy ${policy.name}, or take it out`,
    };
  };
  let answer: unknown;
  try {
    answer = watch.timed(policy.name, () =>
      policy.judge(plan, {
        ...circumstances,
        now: new Date(circumstances.now),
      }),
    );
  } catch (caught) {
    const error = toError(caught);
    return broken(`it fails with "${error.message}"`, error);
  }
  if (types.isPromise(answer)) {
    answer.catch(() => {});
    return broken('it answers with a promise, and policies answer at once');
  }
  if (answer === undefined) return undefined;
  const judgement = judgementSchema.safeParse(answer);
  return judgement.success && judgement.data.explanation.trim() !== ''
    ? judgement.data
    : broken('its answer is no pass, warning or failure with a reason');
}
