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

import type { Playbook } from '@stagecraft/backstage-plugin-rollouts-common';
import type { useText } from '../../translation/useText';

/**
 * A whole playbook, as small as it can be, to begin a new one from. Its metric
 * is one that every portal with the shipped playbooks has.
 */
export function exampleOf(t: ReturnType<typeof useText>): Playbook {
  const guardrails = ['errors'];
  return {
    id: 'my-playbook',
    title: t('playbooks.newPlaybook'),
    purpose: t('playbooks.example.purpose'),
    roles: [
      {
        name: t('playbooks.example.role'),
        does: t('playbooks.example.does'),
      },
    ],
    stages: [
      {
        name: 'internal',
        audience: {
          kind: 'internal',
          header: { name: 'x-internal', value: 'true' },
        },
        exposure: 10_000,
        bakeSeconds: 600,
        minimumSample: 30,
        milestones: [],
        approvals: { required: 1, from: 'approvers' },
        guardrails,
        decideBySeconds: 86_400,
      },
      {
        name: 'everyone',
        audience: { kind: 'everyone' },
        exposure: 10_000,
        bakeSeconds: 3_600,
        minimumSample: 1_000,
        milestones: [],
        approvals: { required: 1, from: 'approvers' },
        guardrails,
        decideBySeconds: 86_400,
      },
    ],
    guardrails: [
      {
        name: 'errors',
        metric: 'error-ratio',
        check: { kind: 'threshold', limit: 0.02 },
        confirmations: 2,
        minimumCount: 20,
        noData: { afterSeconds: 120, action: 'roll-back' },
        onBreach: 'roll-back',
      },
    ],
    endsAfterSeconds: 259_200,
    recoverySteps: [t('playbooks.example.step')],
    contacts: [t('playbooks.example.contact')],
  };
}
