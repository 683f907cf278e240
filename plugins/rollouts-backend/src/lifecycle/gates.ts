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
  describeAudience,
  formatCount,
  formatDuration,
  formatShare,
  type Plan,
  type Stage,
  type Wait,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { failingPolicies, standingFreezes } from './bypasses';
import type { DecideContext } from './decision';
import { refsOfRole } from './people';
import type { RolloutState } from './state';

/** `everyone at 5.0 %`. */
export function describeStage(
  stage: Pick<Stage, 'audience' | 'exposure'>,
): string {
  return `${describeAudience(stage.audience)} at ${formatShare(
    stage.exposure,
  )}`;
}

/** Approvals of a stage that count: of this plan, not withdrawn, one a person. */
export function approvalsOf(
  state: RolloutState,
  planHash: string,
  stageIndex: number,
) {
  return state.approvals.filter(
    approval =>
      approval.planHash === planHash &&
      approval.stageIndex === stageIndex &&
      approval.withdrawnAt === undefined,
  );
}

export function openObjections(state: RolloutState, planHash: string) {
  return state.objections.filter(
    objection => objection.planHash === planHash && !objection.resolved,
  );
}

export function missingMilestones(
  state: RolloutState,
  plan: Plan,
  planHash: string,
  stageIndex: number,
) {
  const stage: Stage | undefined = plan.stages[stageIndex];
  return (stage?.milestones ?? []).filter(
    milestone =>
      !state.attestations.some(
        attestation =>
          attestation.planHash === planHash &&
          attestation.stageIndex === stageIndex &&
          attestation.milestone === milestone.name,
      ),
  );
}

function evidenceGate(context: DecideContext): Wait[] {
  return context.evidence.checks
    .filter(check => check.verdict !== 'holds')
    .map(check => ({ for: 'evidence', sentence: check.sentence }));
}

function targetGate({ evidence }: DecideContext): Wait[] {
  return (evidence.unseen ?? []).map(sentence => ({ for: 'target', sentence }));
}

function bakeGate(state: RolloutState, context: DecideContext): Wait[] {
  const stage = context.plan.stages[state.stageIndex];
  if (state.observedSince === null) {
    return [{ for: 'target', sentence: 'The exposure is not yet read back' }];
  }
  const until = new Date(
    Date.parse(state.observedSince) + stage.bakeSeconds * 1000,
  );
  const left = (until.getTime() - context.now.getTime()) / 1000;
  if (left <= 0) return [];
  return [
    {
      for: 'bake',
      sentence: `Stage ${state.stageIndex + 1} observes for ${formatDuration(
        left,
      )} more`,
      until: until.toISOString(),
    },
  ];
}

function sampleGate(state: RolloutState, context: DecideContext): Wait[] {
  const stage = context.plan.stages[state.stageIndex];
  const { sample } = context.evidence;
  if (sample >= stage.minimumSample) return [];
  return [
    {
      for: 'sample',
      sentence: `The new version has served ${sample} of the ${stage.minimumSample} requests this stage asks for`,
    },
  ];
}

function milestoneGates(
  state: RolloutState,
  context: DecideContext,
  next: number,
): Wait[] {
  return missingMilestones(state, context.plan, context.planHash, next).map(
    milestone => ({
      for: 'milestones',
      sentence: `Milestone "${milestone.title}" is not attested`,
      who: refsOfRole(milestone.role, context.people),
    }),
  );
}

function objectionGates(state: RolloutState, context: DecideContext): Wait[] {
  return openObjections(state, context.planHash).map(objection => ({
    for: 'objection',
    sentence: `${objection.actor.name} objects: ${objection.reason}`,
    who: [objection.actor.ref, ...context.people.approvers],
  }));
}

function notBeforeGate(context: DecideContext): Wait[] {
  const { notBefore } = context.plan.schedule;
  if (!notBefore || Date.parse(notBefore) <= context.now.getTime()) return [];
  return [
    {
      for: 'not-before',
      sentence: `The plan starts in ${formatDuration(
        (Date.parse(notBefore) - context.now.getTime()) / 1000,
      )} at the earliest`,
      until: notBefore,
    },
  ];
}

function approvalGate(
  state: RolloutState,
  context: DecideContext,
  next: number,
): Wait[] {
  const stage: Stage | undefined = context.plan.stages[next];
  if (!stage) return [];
  const given = approvalsOf(state, context.planHash, next).length;
  const missing = stage.approvals.required - given;
  if (missing <= 0) return [];
  return [
    {
      for: 'approvals',
      sentence: `Stage ${next + 1} needs ${formatCount(
        missing,
        given > 0 ? 'more approval' : 'approval',
      )} before it exposes ${describeStage(stage)}`,
      who: refsOfRole(stage.approvals.from, context.people),
    },
  ];
}

function policyGates(
  state: RolloutState,
  context: DecideContext,
  next: number,
): Wait[] {
  if (!context.plan.stages[next]) return [];
  return failingPolicies(state, context).map(result => ({
    for: 'policy',
    sentence: `Policy ${result.policy} fails: ${result.explanation}`,
  }));
}

function freezeGates(
  state: RolloutState,
  context: DecideContext,
  next: number,
): Wait[] {
  if (!context.plan.stages[next]) return [];
  return standingFreezes(state, context).map(({ sentence, until, who }) => ({
    for: 'freeze',
    sentence,
    ...(until === null ? {} : { until }),
    who,
  }));
}

/**
 * What stands before the stage after the open one, in the order in which it is
 * told: fresh evidence of metrics and targets, then what merely takes time, then people, approval
 * last. Beyond the last stage it is what stands before completion.
 */
export function gatesAhead(
  state: RolloutState,
  context: DecideContext,
): Wait[] {
  const next = state.stageIndex + 1;
  const ofOpenStage =
    state.stageIndex >= 0
      ? [
          ...evidenceGate(context),
          ...targetGate(context),
          ...bakeGate(state, context),
          ...sampleGate(state, context),
        ]
      : [...notBeforeGate(context), ...targetGate(context)];
  return [
    ...ofOpenStage,
    ...policyGates(state, context, next),
    ...freezeGates(state, context, next),
    ...milestoneGates(state, context, next),
    ...objectionGates(state, context),
    ...approvalGate(state, context, next),
  ];
}

/** Gates of the open stage itself, which only data and time open. */
export function isOfOpenStage(wait: Wait): boolean {
  return ['evidence', 'bake', 'sample', 'target'].includes(wait.for);
}

const OF_PEOPLE_ALONE: readonly Wait['for'][] = ['approvals', 'objection'];

function isAsked(
  state: RolloutState,
  context: DecideContext,
  mayBeClosed: (wait: Wait) => boolean,
): boolean {
  if (state.phase !== 'waiting' || state.stageIndex < 0) return false;
  const gates = gatesAhead(state, context);
  return (
    gates.some(gate => gate.for === 'approvals') && gates.every(mayBeClosed)
  );
}

/** Whether nothing but people stands before the next stage. */
export function isTimeToAsk(
  state: RolloutState,
  context: DecideContext,
): boolean {
  return isAsked(state, context, wait => OF_PEOPLE_ALONE.includes(wait.for));
}

/**
 * Whether people who were asked still are. Data that turns doubtful keeps
 * them from approving, and the time they have to decide goes on.
 */
export function isStillAsked(
  state: RolloutState,
  context: DecideContext,
): boolean {
  return isAsked(
    state,
    context,
    wait => OF_PEOPLE_ALONE.includes(wait.for) || isOfOpenStage(wait),
  );
}
