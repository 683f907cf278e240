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

/** Many policies are asked for every row of a list. */
const LONGEST_MS = 250;

const judgementSchema = policyResultSchema.pick({
  outcome: true,
  explanation: true,
  remedy: true,
  path: true,
});

function broken(policy: Policy, what: string): Judgement {
  return {
    outcome: 'fail',
    explanation: `The policy ${policy.name} can't be asked: ${what}`,
    remedy: 'Whoever runs the portal must mend the policy, or take it out',
  };
}

/**
 * Asks a policy that others wrote. Whatever it does, it answers, and it passes
 * only when it says so in time.
 */
export function judgeGuarded(
  policy: Policy,
  plan: PlanContent,
  circumstances: Circumstances,
  clock: () => number = () => performance.now(),
): Judgement | undefined {
  const start = clock();
  let answer: unknown;
  try {
    answer = policy.judge(structuredClone(plan), {
      ...circumstances,
      now: new Date(circumstances.now),
      parties: [...circumstances.parties],
      risk: structuredClone(circumstances.risk),
      history: structuredClone(circumstances.history),
    });
  } catch (error) {
    return broken(policy, `it fails with "${toError(error).message}"`);
  }
  if (types.isPromise(answer)) {
    answer.catch(() => {});
    return broken(
      policy,
      'it answers with a promise, and policies answer at once',
    );
  }
  const took = clock() - start;
  if (took > LONGEST_MS) {
    return broken(
      policy,
      `it took ${Math.round(took)} ms, and ${LONGEST_MS} ms are allowed`,
    );
  }
  if (answer === undefined) return undefined;
  const judgement = judgementSchema.safeParse(answer);
  return judgement.success && judgement.data.explanation.trim() !== ''
    ? judgement.data
    : broken(policy, 'its answer is no pass, warning or failure with a reason');
}
