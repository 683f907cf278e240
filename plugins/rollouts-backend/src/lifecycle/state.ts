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
  exposureOfStage,
  isExposed,
  NO_EXPOSURE,
  type Actor,
  type Approval,
  type Attestation,
  type Bypass,
  type CheckVerdict,
  type Exposure,
  type Objection,
  type Phase,
  type Plan,
  type Reversal,
} from '@stagecraft/backstage-plugin-rollouts-common';

export type HoldCause =
  | 'person'
  | 'breach'
  | 'no-data'
  | 'undecided'
  | 'lowered-outside'
  | 'raised-outside'
  | 'freeze'
  | 'fault';

/** The evidence that an approval is asked for on. */
export interface AskedOn {
  checks: CheckVerdict[];
  sample: number;
  /** Of both, SHA-256 in hexadecimal. */
  digest: string;
}

/** Everything `decide` knows of a rollout; stored as it is, times ISO 8601. */
export interface RolloutState {
  phase: Phase;
  /** The open stage, or the one being opened; -1 before the first. */
  stageIndex: number;
  /** Whether the targets were read back at the exposure of `stageIndex`. */
  acknowledged: boolean;
  /** When it was decided to open the stage; null before the first. */
  stageOpenedAt: string | null;
  /** When the open stage's exposure was read back; null before. */
  stageEnteredAt: string | null;
  /** From when the bake time counts; a resume starts it anew. */
  observedSince: string | null;
  /** Since when approval of the next stage is asked for. */
  askedAt: string | null;
  /** What was known of the open stage then; null before the first. */
  askedOn: AskedOn | null;
  /** When people were told last that nobody decided in time. */
  remindedAt: string | null;
  requestedBy: Actor;
  /** Entity references of all who wrote the plan or a revision of it. */
  writers: string[];
  approvals: Approval[];
  objections: Objection[];
  attestations: Attestation[];
  bypasses: Bypass[];
  stageTimes: { index: number; enteredAt: string; leftAt: string | null }[];
  held: { cause: HoldCause; reason: string; by: Actor; at: string } | null;
  reversal: Reversal | null;
  stuck: {
    since: string;
    sentence: string;
    acknowledged: { by: Actor; reason: string; at: string } | null;
  } | null;
  /** What people were told of in the open stage without its being held. */
  reported: string[];
  promotedAt: string | null;
  /** Of a completed rollout: promoted, or the plan's end passed. */
  wayBackClosedAt: string | null;
  /** When a final phase was reached. */
  endedAt: string | null;
}

type Later = 'bypasses' | 'askedOn' | 'remindedAt';

/** States that were stored by earlier versions lack what came later. */
export function upgradeState(
  stored: Omit<RolloutState, Later> & Partial<Pick<RolloutState, Later>>,
): RolloutState {
  return { bypasses: [], askedOn: null, remindedAt: null, ...stored };
}

/** What the targets shall show by what was decided. */
export function intendedExposure(state: RolloutState, plan: Plan): Exposure {
  switch (state.phase) {
    case 'exposing':
    case 'observing':
    case 'waiting':
    case 'held':
    case 'completed':
      return exposureOfStage(plan.stages, state.stageIndex);
    default:
      return NO_EXPOSURE;
  }
}

/** Whether somebody is, or may be, exposed: a forward write was decided. */
export function mayBeExposed(state: RolloutState, plan: Plan): boolean {
  return (
    isExposed(intendedExposure(state, plan)) ||
    state.phase === 'rolling-back' ||
    state.phase === 'stuck'
  );
}

/** Whether guardrails watch: exposed, and the way back not yet closed. */
export function isWatched(state: RolloutState, plan: Plan): boolean {
  return (
    isExposed(intendedExposure(state, plan)) && state.wayBackClosedAt === null
  );
}

/** Whether further stages may open: it has neither ended nor turned back. */
export function mayGoOn({ phase }: RolloutState): boolean {
  return [
    'proposed',
    'approved',
    'waiting',
    'exposing',
    'observing',
    'held',
  ].includes(phase);
}
