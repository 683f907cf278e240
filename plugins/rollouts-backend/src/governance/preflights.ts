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
  targetLabel,
  type Playbook,
  type PolicyResult,
  type PreflightResult,
  type Problem,
  type TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';

/** What one target showed when it was asked. */
export interface CheckedTarget {
  target: TargetRef;
  preflight: PreflightResult[];
}

type Demands = Pick<Playbook, 'title' | 'requiredPreflights'>;

const POLICY = {
  policy: 'required-preflights',
  title: 'Required preflight checks',
};

/** Checks that fail, as problems of the targets that they are about. */
export function preflightProblems(
  checked: readonly CheckedTarget[],
): Problem[] {
  return checked.flatMap(({ preflight }, index) =>
    preflight
      .filter(({ outcome }) => outcome === 'fail')
      .map(({ evidence, remedy }) => ({
        path: ['targets', index],
        message: evidence,
        ...(remedy ? { remedy } : {}),
      })),
  );
}

function judgeOne(
  { title }: Demands,
  id: string,
  { target, preflight }: CheckedTarget,
  index: number,
): PolicyResult[] {
  const results = preflight.filter(({ check }) => check === id);
  const demand = `the playbook ${title} demands that the check ${id} passes`;
  const path = ['targets', index];
  if (results.length === 0) {
    return [
      {
        ...POLICY,
        outcome: 'fail',
        explanation: `Nothing tells whether ${targetLabel(
          target,
        )} is right: ${demand}`,
        remedy: 'Choose a target whose driver checks it, or another playbook',
        path,
      },
    ];
  }
  return results
    .filter(({ outcome }) => outcome !== 'pass')
    .map(({ evidence, remedy }) => ({
      ...POLICY,
      outcome: 'fail',
      explanation: `${evidence.replace(/\.$/, '')} (${targetLabel(
        target,
      )}): ${demand}`,
      remedy: remedy ?? 'Mend it, or choose another playbook',
      path,
    }));
}

/**
 * Whether every preflight check that the playbook demands passes on every
 * target; nothing where it demands none.
 */
export function judgeRequired(
  playbook: Demands | undefined,
  checked: readonly CheckedTarget[],
): PolicyResult[] {
  const ids = playbook?.requiredPreflights ?? [];
  if (!playbook || ids.length === 0) return [];
  const failing = ids.flatMap(id =>
    checked.flatMap((each, index) => judgeOne(playbook, id, each, index)),
  );
  return failing.length > 0
    ? failing
    : [
        {
          ...POLICY,
          outcome: 'pass',
          explanation: `${ids.join(', ')} pass on every target`,
        },
      ];
}

/** Marks what the playbook demands. */
export function markRequired<T extends { preflight: PreflightResult[] }>(
  playbook: Demands | undefined,
  checked: readonly T[],
): T[] {
  const ids = playbook?.requiredPreflights ?? [];
  return checked.map(each => ({
    ...each,
    preflight: each.preflight.map(result =>
      ids.includes(result.check) ? { ...result, required: true } : result,
    ),
  }));
}
