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
  Guardrail,
  Playbook,
  PlaybookPolicy,
  Quorum,
  Role,
  Stage,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { formatCount, formatDuration, formatShare } from '../../kit';
import { exposesText, limitText } from '../../plan';
import type { Text } from '../../translation/useText';

/** What a part says, in the order in which it is read. */
export type Said = [part: string, says: string | null][];

function roleName(role: Role): string {
  return role.includes(':') ? role.slice(role.indexOf('/') + 1) : role;
}

function quorumText({ required, from }: Quorum, t: Text): string {
  return required === 0
    ? t('plan.stages.noApproval')
    : t('plan.stages.approval', { count: required, from: roleName(from) });
}

function listed(items: readonly string[] | undefined): string | null {
  return items && items.length > 0 ? items.join(', ') : null;
}

function yes(value: boolean | undefined, t: Text): string | null {
  return value ? t('playbooks.diff.yes') : null;
}

function days(count: number | undefined, t: Text): string | null {
  return count === undefined ? null : t('playbooks.diff.days', { count });
}

export function aboutOf(playbook: Playbook, t: Text): Said {
  const { drill } = playbook;
  return [
    [t('playbooks.diff.title'), playbook.title],
    [t('playbooks.diff.purpose'), playbook.purpose],
    [t('playbooks.diff.demonstration'), yes(playbook.demonstration, t)],
    [t('playbooks.owner'), playbook.owner ? roleName(playbook.owner) : null],
    [
      t('playbooks.overrules'),
      playbook.overrules ? roleName(playbook.overrules) : null,
    ],
    [t('playbooks.diff.endsAfter'), formatDuration(playbook.endsAfterSeconds)],
    [t('playbooks.diff.review'), days(playbook.reviewEveryDays, t)],
    [t('playbooks.preflights'), listed(playbook.requiredPreflights)],
    [
      t('playbooks.diff.detect'),
      drill ? formatDuration(drill.detectWithinSeconds) : null,
    ],
    [
      t('playbooks.diff.restore'),
      drill ? formatDuration(drill.restoreWithinSeconds) : null,
    ],
    [t('playbooks.diff.drillEvery'), days(drill?.everyDays, t)],
  ];
}

export function stageOf(stage: Stage, t: Text): Said {
  const { approvals } = stage;
  return [
    [t('plan.stages.exposes'), exposesText(stage, t)],
    [t('plan.stages.bake'), formatDuration(stage.bakeSeconds)],
    [
      t('plan.stages.sample'),
      t('plan.stages.requests', { amount: formatCount(stage.minimumSample) }),
    ],
    [
      t('plan.stages.approvals'),
      [approvals, ...(approvals.also ?? [])]
        .map(quorum => quorumText(quorum, t))
        .join('; '),
    ],
    [t('playbooks.diff.onEvidence'), yes(approvals.onEvidence, t)],
    [
      t('playbooks.diff.milestones'),
      listed(
        stage.milestones.map(
          ({ title, role }) => `${title} (${roleName(role)})`,
        ),
      ),
    ],
    [t('plan.stages.guardrails'), listed([...stage.guardrails].sort())],
    [t('playbooks.diff.decideBy'), formatDuration(stage.decideBySeconds)],
    [
      t('playbooks.diff.undecided'),
      stage.undecided
        ? t(`playbooks.diff.undecidedIs.${stage.undecided}`)
        : null,
    ],
  ];
}

export function guardrailOf(guardrail: Guardrail, t: Text): Said {
  return [
    [t('plan.guardrails.metric'), guardrail.metric],
    [t('plan.guardrails.holds'), limitText(guardrail.check, undefined, t)],
    [
      t('plan.guardrails.confirmed'),
      t('plan.guardrails.looks', { count: guardrail.confirmations }),
    ],
    [t('playbooks.diff.observations'), formatCount(guardrail.minimumCount)],
    [
      t('plan.guardrails.onBreach'),
      t(`plan.guardrails.actions.${guardrail.onBreach}`),
    ],
    [
      t('plan.guardrails.noData'),
      t('plan.guardrails.noDataAfter', {
        action: t(`plan.guardrails.actions.${guardrail.noData.action}`),
        duration: formatDuration(guardrail.noData.afterSeconds),
      }),
    ],
  ];
}

/** What plans must meet, also as a page of the playbook shows it. */
export function policySaid(policy: PlaybookPolicy = {}, t: Text): Said {
  const share = (value: number | undefined) =>
    value === undefined ? null : formatShare(value);
  const count = (value: number | undefined) =>
    value === undefined ? null : formatCount(value);
  return [
    [
      t('playbooks.policy.maximumFirstExposure'),
      share(policy.maximumFirstExposure),
    ],
    [t('playbooks.policy.maximumStep'), share(policy.maximumStep)],
    [
      t('playbooks.policy.minimumBakeSeconds'),
      policy.minimumBakeSeconds === undefined
        ? null
        : formatDuration(policy.minimumBakeSeconds),
    ],
    [t('playbooks.policy.minimumSample'), count(policy.minimumSample)],
    [
      t('playbooks.policy.requiredGuardrails'),
      listed(policy.requiredGuardrails),
    ],
    [
      t('playbooks.policy.rehearsedWithinDays'),
      days(policy.rehearsedWithinDays, t),
    ],
    [t('playbooks.policy.endsWithinDays'), days(policy.endsWithinDays, t)],
    [
      t('playbooks.policy.earlierEnvironment'),
      policy.earlierEnvironment ?? null,
    ],
    [t('playbooks.policy.buildRequired'), yes(policy.buildRequired, t)],
    [t('playbooks.policy.authorsByPipeline'), yes(policy.authorsByPipeline, t)],
    [t('playbooks.policy.lowRiskFirst'), yes(policy.lowRiskFirst, t)],
    ...(['system', 'namespace', 'cluster'] as const).map(
      (scope): Said[number] => [
        t(`playbooks.policy.exposedAtOnce.${scope}`),
        count(policy.exposedAtOnce?.[scope]),
      ],
    ),
    ...(['low', 'medium', 'high', 'critical'] as const).map(
      (tier): Said[number] => [
        t(`playbooks.policy.approvals.${tier}`),
        listed(policy.approvals?.[tier]?.map(one => quorumText(one, t))),
      ],
    ),
  ];
}
