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
  nameOfRef,
  policyTitle,
  type Plan,
  type Stage,
  type Wait,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { failingPolicies, standingFreezes } from './bypasses';
import { behind } from './clock';
import type { DecideContext } from './decision';
import { whyNotCounted } from './membership';
import { refsOfRole } from './people';
import { missingFrom, standingsOf } from './quorums';
import type { RolloutState } from './state';

/** `everyone at 5.0 %`. */
export function describeStage(
  stage: Pick<Stage, 'audience' | 'exposure'>,
): string {
  return `${describeAudience(stage.audience)} at ${formatShare(
    stage.exposure,
  )}`;
}

/**
 * `2026-11-23 02:00:00 UTC`. Not how long it is until then: who compares one
 * sentence with the last would find it changed each minute.
 */
export function describeInstant(at: Date | string): string {
  const [day, time] = new Date(at).toISOString().split('T');
  return `${day} ${time.slice(0, 8)} UTC`;
}

/** Of any of its plans: an edit does not settle what somebody objects to. */
export function openObjections(state: RolloutState) {
  return state.objections.filter(objection => !objection.resolved);
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
  const unwatched = Math.max(
    0,
    ...context.evidence.checks.map(check => check.unwatchedSeconds ?? 0),
  );
  const until = new Date(
    Date.parse(state.observedSince) + (stage.bakeSeconds + unwatched) * 1000,
  );
  const left = (until.getTime() - context.now.getTime()) / 1000;
  if (left <= 0) return [];
  return [
    {
      for: 'bake',
      sentence: `Stage ${state.stageIndex + 1} observes for ${formatDuration(
        left,
      )} more${
        unwatched > 0
          ? `: for ${formatDuration(unwatched)} nobody could look`
          : ''
      }`,
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
  return openObjections(state).map(objection => ({
    for: 'objection',
    sentence: `${objection.actor.name} objects: ${objection.reason}`,
    who: [
      objection.actor.ref,
      ...refsOfRole(context.overrules, context.people),
    ],
  }));
}

function notBeforeGate(context: DecideContext): Wait[] {
  const { notBefore } = context.plan.schedule;
  if (!notBefore || Date.parse(notBefore) <= context.now.getTime()) return [];
  return [
    {
      for: 'not-before',
      sentence: `The plan starts at ${describeInstant(
        notBefore,
      )} at the earliest`,
      until: notBefore,
    },
  ];
}

function approvalGates(
  state: RolloutState,
  context: DecideContext,
  next: number,
): Wait[] {
  const stage: Stage | undefined = context.plan.stages[next];
  if (!stage) return [];
  const standings = standingsOf(state, context, next);
  const why = whyNotCounted(state, context, next);
  return missingFrom(standings).map(({ missing, from, given }) => {
    const needed = formatCount(
      missing,
      given.length > 0 ? 'more approval' : 'approval',
    );
    const of =
      standings.length > 1 ? ` of ${from.map(nameOfRef).join(', ')}` : '';
    return {
      for: 'approvals',
      sentence: `Stage ${
        next + 1
      } needs ${needed}${of} before it exposes ${describeStage(stage)}${why}`,
      who: from,
    };
  });
}

function clockGate(state: RolloutState, { now }: DecideContext): Wait[] {
  const until = behind(state, now);
  if (until === undefined) return [];
  return [
    {
      for: 'target',
      sentence: `The clock was set back: it says ${now.toISOString()}, and what was decided last is from ${until}`,
      until,
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
    sentence: `${policyTitle(result)}: ${result.explanation}`,
  }));
}

/** Freezes in the way of whatever exposes further. */
export function freezeGates(
  state: RolloutState,
  context: DecideContext,
): Wait[] {
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
    ...clockGate(state, context),
    ...ofOpenStage,
    ...policyGates(state, context, next),
    // What completes exposes nobody further.
    ...(context.plan.stages[next] ? freezeGates(state, context) : []),
    ...milestoneGates(state, context, next),
    ...objectionGates(state, context),
    ...approvalGates(state, context, next),
  ];
}

/** Gates of the open stage itself, which only data and time open. */
export function isOfOpenStage(wait: Wait): boolean {
  return ['evidence', 'bake', 'sample', 'target'].includes(wait.for);
}
