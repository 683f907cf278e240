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

import type { TemplateExample } from '@backstage/plugin-scaffolder-node';

export const proposeExamples: TemplateExample[] = [
  {
    description: 'Propose a rollout of a service with the standard playbook',
    example: `steps:
  - id: propose
    name: Propose the rollout
    action: rollouts:propose
    input:
      service: component:default/checkout
      experiment:
        title: One page checkout
        businessGoal: More people finish their order
        hypothesis:
          belief: a checkout of one page
          audience: people with a full basket
          expectedOutcome: fewer orders given up
          refutedBy: orders given up do not fall by 2 % within a week
      plan: \${{ parameters.plan }}
`,
  },
];

export const awaitExamples: TemplateExample[] = [
  {
    description: 'Wait until the rollout is approved, an hour at most',
    example: `steps:
  - id: await
    name: Wait for approval
    action: rollouts:await
    input:
      rolloutId: \${{ steps.propose.output.rolloutId }}
      until: approved
      timeoutSeconds: 3600
`,
  },
];

export const rollBackExamples: TemplateExample[] = [
  {
    description: 'Take a rollout back',
    example: `steps:
  - id: rollback
    name: Roll back
    action: rollouts:rollback
    input:
      rolloutId: \${{ parameters.rolloutId }}
      reason: The campaign was called off
`,
  },
];
