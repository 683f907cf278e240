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
  BreachKind,
  DrillGoals,
  Guardrail,
  Plan,
  PlanDraft,
  Playbook,
  PlaybookPolicy,
  Stage,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { boundedExposure } from '../policy/drillBounded';

/** What a drill must reach where its playbook does not say. */
const GOALS = { detectWithinSeconds: 120, restoreWithinSeconds: 180 };
/** Between the bound and the end of the bake, so that it never completes. */
const SPARE_SECONDS = 300;
const HOUR = 3600;
/** People who are asked may take a day. */
const ASKED_SECONDS = 24 * HOUR;
const UNASKED_SECONDS = HOUR / 4;

export function goalsOf({ drill }: Playbook): DrillGoals {
  return {
    detectWithinSeconds:
      drill?.detectWithinSeconds ?? GOALS.detectWithinSeconds,
    restoreWithinSeconds:
      drill?.restoreWithinSeconds ?? GOALS.restoreWithinSeconds,
    byPlaybook: drill !== undefined,
  };
}

/** A rollback must have been decided by then, seconds after the breach. */
export function boundOf({ restoreWithinSeconds }: DrillGoals): number {
  return 2 * restoreWithinSeconds;
}

/** How long it may take to be exposed, seconds after it was requested. */
export function exposeWithinOf({ stages }: Pick<Plan, 'stages'>): number {
  return stages[0].approvals.required > 0 ? ASKED_SECONDS : UNASKED_SECONDS;
}

/** The guardrail to breach: the named one, or the first that takes back. */
export function guardrailOf(
  { stages, guardrails }: Playbook,
  name: string | undefined,
): Guardrail | undefined {
  const watching = guardrails.filter(guardrail =>
    stages[0].guardrails.includes(guardrail.name),
  );
  return watching.find(guardrail =>
    name === undefined
      ? guardrail.onBreach === 'roll-back'
      : guardrail.name === name,
  );
}

/**
 * The playbook's smallest stage, made no larger than a rehearsal may be. Only
 * where it reaches ordinary users of production are people still asked.
 */
function drillStage(
  [stage]: readonly Stage[],
  isProduction: boolean,
  least: { bakeSeconds: number; minimumSample: number },
): Stage {
  const { name, audience, guardrails, approvals } = stage;
  const asks = isProduction && audience.kind !== 'internal';
  return {
    name,
    audience,
    exposure: boundedExposure(stage, isProduction),
    bakeSeconds: Math.max(stage.bakeSeconds, least.bakeSeconds),
    minimumSample: Math.max(stage.minimumSample, least.minimumSample),
    milestones: [],
    approvals: asks ? approvals : { required: 0, from: approvals.from },
    guardrails,
    decideBySeconds: stage.decideBySeconds,
  };
}

export interface DrillTemplate {
  playbook: Playbook;
  environment: string;
  isProduction: boolean;
  breach: BreachKind;
  guardrail: Guardrail;
  artefacts: PlanDraft['artefacts'];
  targets: PlanDraft['targets'];
  now: Date;
  /** What plans must meet, by the configuration and by the playbook. */
  demands: readonly PlaybookPolicy[];
}

/** The plan of a rehearsal: one stage, and a breach that takes it back; pure. */
export function drillPlan(template: DrillTemplate): PlanDraft {
  const { playbook, guardrail, now, demands } = template;
  const bound = boundOf(goalsOf(playbook));
  const stage = drillStage(playbook.stages, template.isProduction, {
    bakeSeconds: Math.max(
      bound + SPARE_SECONDS,
      ...demands.map(({ minimumBakeSeconds = 0 }) => minimumBakeSeconds),
    ),
    minimumSample: Math.max(
      ...demands.map(({ minimumSample = 0 }) => minimumSample),
      0,
    ),
  });
  const watching = playbook.guardrails.filter(({ name }) =>
    stage.guardrails.includes(name),
  );
  const seconds =
    exposeWithinOf({ stages: [stage] }) + stage.bakeSeconds + HOUR;
  return {
    environment: template.environment,
    playbook: playbook.id,
    artefacts: template.artefacts,
    targets: template.targets,
    stages: [stage],
    // Whatever it does otherwise: a rehearsal is of the way back.
    guardrails: watching.map(each =>
      each.name === guardrail.name ? { ...each, onBreach: 'roll-back' } : each,
    ),
    successMetrics: [{ metric: guardrail.metric, worthwhile: 0 }],
    decisionRule: 'do-no-harm',
    schedule: { start: 'when-approved' },
    end: new Date(now.getTime() + seconds * 1000).toISOString(),
    drill: { breach: template.breach },
    rollbackPlan: {
      kind: 'restore-baseline',
      notes: 'A rehearsal: its guardrail is made to breach and takes it back',
    },
  };
}
