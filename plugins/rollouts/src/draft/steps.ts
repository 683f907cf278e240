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

import { startsWith, type Path } from './path';

export const STEPS = [
  'target',
  'hypothesis',
  'stages',
  'guardrails',
  'review',
] as const;
export type Step = (typeof STEPS)[number];

const HOMES: readonly (readonly [Step, readonly Path[]])[] = [
  [
    'hypothesis',
    [['experiment'], ['plan', 'successMetrics'], ['plan', 'decisionRule']],
  ],
  [
    'stages',
    [
      ['header'],
      ['segment'],
      ['plan', 'stages'],
      ['plan', 'schedule'],
      ['plan', 'end'],
    ],
  ],
  [
    'guardrails',
    [
      ['plan', 'guardrails'],
      ['plan', 'rollbackPlan'],
    ],
  ],
  [
    'target',
    [
      ['service'],
      ['plan', 'environment'],
      ['plan', 'playbook'],
      ['plan', 'artefacts'],
      ['plan', 'targets'],
    ],
  ],
];

/** The step whose fields a path belongs to. */
export function stepOf(path: Path): Step {
  return (
    HOMES.find(([, prefixes]) =>
      prefixes.some(prefix => startsWith(path, prefix)),
    )?.[0] ?? 'review'
  );
}

export function stepAfter(step: Step): Step | undefined {
  return STEPS[STEPS.indexOf(step) + 1];
}

export function stepBefore(step: Step): Step | undefined {
  return STEPS[STEPS.indexOf(step) - 1];
}
