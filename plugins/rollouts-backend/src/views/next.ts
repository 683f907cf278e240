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
  formatCount,
  type Wait,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { DecideContext } from '../lifecycle/decision';
import { deadlineOf, type Deadline } from '../lifecycle/deadline';
import { describeInstant, describeStage, gatesAhead } from '../lifecycle/gates';
import { missingFrom, standingsOf } from '../lifecycle/quorums';
import type { StoredRollout } from '../store/rollouts';
import { oneOf } from './names';

export interface Next {
  /** One sentence: what happens next, and when. */
  sentence: string;
  at: string | null;
  waits: Wait[];
}

const OF_DATA: readonly Wait['for'][] = ['evidence', 'target'];

/** `needs one approval from payments-owners`, or what opens by itself. */
function thenOf(rollout: StoredRollout, context: DecideContext): string {
  const { state, plan } = rollout;
  const index = state.stageIndex + 1;
  const stage = plan.stages[index];
  if (!stage) return 'completes';
  const missing = missingFrom(standingsOf(state, context, index));
  if (missing.length === 0) {
    return `opens stage ${index + 1}: ${describeStage(stage)}`;
  }
  return `needs ${missing
    .map(
      standing =>
        `${formatCount(standing.missing, 'approval')} from ${oneOf(
          standing.from,
        )}`,
    )
    .join(' and ')}`;
}

const OTHERWISE: Record<Deadline['then'], string> = {
  hold: 'or it is held',
  'roll-back': 'or it is rolled back',
  cancel: 'or it is cancelled',
  remind: 'or they are reminded and it goes on waiting',
};

/** `, by 2026-11-23 02:00:00 UTC, or it is held`. */
function untilDeadline({ at, then }: Deadline, now: Date): string {
  return at > now
    ? `, by ${describeInstant(at)}, ${OTHERWISE[then]}`
    : `; the time to decide ended at ${describeInstant(at)}`;
}

function ahead(
  rollout: StoredRollout,
  context: DecideContext,
  waits: Wait[],
): Omit<Next, 'waits'> {
  const then = thenOf(rollout, context);
  const data = waits.find(wait => OF_DATA.includes(wait.for));
  const bake = waits.find(wait => wait.for === 'bake');
  const other = waits.find(
    wait => !OF_DATA.includes(wait.for) && wait !== bake,
  );
  const { stageIndex } = rollout.state;
  const place =
    stageIndex < 0
      ? 'It'
      : `Stage ${stageIndex + 1} of ${rollout.plan.stages.length}`;
  if (bake?.until) {
    return {
      sentence: `${place} observes until ${describeInstant(
        bake.until,
      )}, then ${then}.`,
      at: bake.until,
    };
  }
  if (data) {
    return {
      sentence: `${place} goes on when this holds: ${data.sentence}.`,
      at: null,
    };
  }
  if (other && other.for !== 'approvals') {
    return {
      sentence: `${other.sentence}; then it ${then}.`,
      at: other.until ?? null,
    };
  }
  const deadline = deadlineOf(rollout.state, rollout.plan);
  const asked = other && deadline;
  return {
    sentence: `It ${then}${asked ? untilDeadline(deadline, context.now) : ''}.`,
    at: deadline?.at.toISOString() ?? null,
  };
}

function afterwards(
  rollout: StoredRollout,
  context: DecideContext,
): Omit<Next, 'waits'> {
  const { state, plan } = rollout;
  switch (state.phase) {
    case 'approved':
      return plan.schedule.start === 'by-hand'
        ? { sentence: 'It is started by hand.', at: null }
        : ahead(rollout, context, gatesAhead(state, context));
    case 'exposing':
      return {
        sentence:
          'The targets are written and read back, then the stage is observed.',
        at: null,
      };
    case 'held':
      return {
        sentence: `Somebody resumes it or rolls it back; if nobody does, it is taken back at ${describeInstant(
          plan.end,
        )}.`,
        at: plan.end,
      };
    case 'rolling-back':
      return {
        sentence:
          'The targets are restored and read back; nobody needs to do anything.',
        at: null,
      };
    case 'stuck':
      return {
        sentence: state.stuck?.acknowledged
          ? `${state.stuck.acknowledged.by.name} is on it, and restoring is tried on.`
          : 'Somebody must look at the target; restoring is tried on meanwhile.',
        at: null,
      };
    case 'completed':
      return state.wayBackClosedAt === null
        ? {
            sentence: `An owner says that the new version is promoted; the way back stays open until ${describeInstant(
              plan.end,
            )} at most.`,
            at: plan.end,
          }
        : { sentence: 'Nothing more happens.', at: null };
    default:
      return { sentence: 'Nothing more happens.', at: null };
  }
}

/** A rehearsal is never meant to complete. */
const REHEARSED: Omit<Next, 'waits'> = {
  sentence: 'Its guardrail is made to breach, and the exposure is taken back.',
  at: null,
};

function told(
  rollout: StoredRollout,
  context: DecideContext,
  waits: Wait[],
): Omit<Next, 'waits'> {
  const { phase } = rollout.state;
  if (phase === 'observing' && rollout.plan.drill) return REHEARSED;
  return ['proposed', 'waiting', 'observing'].includes(phase)
    ? ahead(rollout, context, waits)
    : afterwards(rollout, context);
}

/** What happens next to a rollout, and what stands before it. */
export function nextOf(rollout: StoredRollout, context: DecideContext): Next {
  const { state } = rollout;
  const goesOn = ['proposed', 'approved', 'waiting', 'observing'].includes(
    state.phase,
  );
  const waits = goesOn ? gatesAhead(state, context) : [];
  return { ...told(rollout, context, waits), waits };
}

/** Groups or people without whom it does not go on; empty when it does. */
export function whoMustAct(
  rollout: StoredRollout,
  context: DecideContext,
  waits: readonly Wait[],
): string[] {
  const { state, plan } = rollout;
  const { owners, operators } = context.people;
  switch (state.phase) {
    case 'stuck':
      return state.stuck?.acknowledged ? [] : [...operators, ...owners];
    case 'held':
      return [...owners, ...operators];
    case 'completed':
      return state.wayBackClosedAt === null ? owners : [];
    case 'approved':
      if (plan.schedule.start === 'by-hand') return owners;
      break;
    case 'proposed':
    case 'waiting':
      break;
    default:
      return [];
  }
  return [...new Set(waits.flatMap(wait => wait.who ?? []))];
}
