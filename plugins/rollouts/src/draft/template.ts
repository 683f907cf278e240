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
  type Guardrail,
  type Plan,
  type PlanDraft,
  type Playbook,
  type Stage,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { BLANK, type Form, type GuardrailForm, type StageForm } from './form';

/** What a playbook, or an earlier plan, fills in. */
export interface Template {
  playbook: string;
  header: Form['header'] | null;
  segment: Form['segment'] | null;
  stages: StageForm[];
  guardrails: GuardrailForm[];
  /** When the plan would end. */
  end: string;
  /** Whether what is replaced can be taken back. */
  keepsBefore: boolean;
}

function headerOf(stages: readonly Stage[]): Form['header'] | null {
  for (const { audience } of stages) {
    if (audience.kind === 'internal') return audience.header;
  }
  return null;
}

function segmentOf(stages: readonly Stage[]): Form['segment'] | null {
  for (const { audience } of stages) {
    if (audience.kind === 'segment') {
      return { name: audience.name, header: audience.header };
    }
  }
  return null;
}

/** The stages and guardrails of a plan or playbook, as the form has them. */
export function ladderOf(source: {
  stages: readonly Stage[];
  guardrails: readonly Guardrail[];
}) {
  return {
    header: headerOf(source.stages),
    segment: segmentOf(source.stages),
    stages: source.stages.map((stage, index) => ({
      ...stage,
      key: `stage-${index + 1}`,
      audience: { kind: stage.audience.kind },
    })),
    guardrails: source.guardrails.map((guardrail, index) => ({
      ...guardrail,
      key: `guardrail-${index + 1}`,
    })),
  };
}

function wholeMinutes(time: number): string {
  return new Date(Math.ceil(time / 60_000) * 60_000).toISOString();
}

export function templateOf(
  playbook: Playbook,
  now: number,
  keepsBefore: boolean,
): Template {
  return {
    playbook: playbook.id,
    ...ladderOf(playbook),
    end: wholeMinutes(now + playbook.endsAfterSeconds * 1000),
    keepsBefore,
  };
}

/** The form of a plan that is to be revised. */
export function formOfPlan(plan: Plan, experiment: Form['experiment']): Form {
  const draft = { ...plan, playbook: plan.playbook.id };
  return formOfDraft(draft, plan.service, experiment);
}

/** The form of a plan that somebody wrote elsewhere. */
export function formOfDraft(
  plan: Omit<PlanDraft, 'drill'>,
  service: string,
  experiment: Form['experiment'],
): Form {
  const { header, segment, stages, guardrails } = ladderOf(plan);
  return {
    service,
    header: header ?? BLANK.header,
    segment: segment ?? BLANK.segment,
    experiment,
    plan: {
      environment: plan.environment,
      playbook: plan.playbook,
      artefacts: {
        ...plan.artefacts,
        pullRequest: plan.artefacts.pullRequest ?? '',
        build: plan.artefacts.build ?? '',
      },
      targets: plan.targets,
      stages,
      guardrails,
      successMetrics: plan.successMetrics,
      decisionRule: plan.decisionRule,
      schedule: {
        start: plan.schedule.start,
        notBefore: plan.schedule.notBefore ?? '',
      },
      end: plan.end,
      rollbackPlan: plan.rollbackPlan,
    },
    reason: '',
  };
}
