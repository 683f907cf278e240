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
  Phase,
  Plan,
  Verdict,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { People } from '../../lifecycle/people';
import { missingMilestones, openObjections } from '../../lifecycle/gates';
import { missingFrom, standingsOf } from '../../lifecycle/quorums';
import {
  isWatched,
  mayBeExposed,
  type RolloutState,
} from '../../lifecycle/state';
import type { RolloutTableRow } from '../tables';
import { partsOf } from './parts';

/** What the columns that lists filter and sort by are derived from. */
export interface Projected {
  state: RolloutState;
  plan: Plan;
  planHash: string;
  people: People;
  health: Verdict | null;
}

function missingApprovals(projected: Projected) {
  const { state } = projected;
  return missingFrom(standingsOf(state, projected, state.stageIndex + 1));
}

function needsPeople(projected: Projected): boolean {
  const { state, plan, planHash } = projected;
  switch (state.phase) {
    case 'proposed':
      return true;
    case 'stuck':
      return state.stuck?.acknowledged === null;
    case 'approved':
    case 'waiting':
      return (
        (state.phase === 'approved' && plan.schedule.start === 'by-hand') ||
        missingApprovals(projected).length > 0 ||
        openObjections(state).length > 0 ||
        missingMilestones(state, plan, planHash, state.stageIndex + 1).length >
          0
      );
    default:
      return false;
  }
}

function awaits(projected: Projected): string[] {
  if (projected.state.askedAt === null) return [];
  return [...new Set(missingApprovals(projected).flatMap(({ from }) => from))];
}

/**
 * The order of the board; lower is more urgent: needs people now, rolling
 * back, breached, held, unknown, waiting for approval, observing, waiting,
 * and last what has ended.
 */
export function urgencyOf(
  phase: Phase,
  health: Verdict | null,
  asked: boolean,
): number {
  if (phase === 'stuck') return 0;
  if (phase === 'rolling-back') return 1;
  if (phase === 'cancelled' || phase === 'rolled-back') return 9;
  if (health === 'breached') return 2;
  if (phase === 'held') return 3;
  if (health === 'unknown') return 4;
  if (asked) return 5;
  if (phase === 'observing' || phase === 'exposing') return 6;
  return phase === 'completed' ? 8 : 7;
}

export function projectionOf(projected: Projected) {
  const { state, plan, planHash, people } = projected;
  const watched = isWatched(state, plan);
  const health = watched ? projected.health : null;
  return {
    state: JSON.stringify(state),
    plan_hash: planHash,
    phase: state.phase,
    stage_index: state.stageIndex,
    people: JSON.stringify(people),
    environment: plan.environment,
    playbook_id: plan.playbook.id,
    playbook_version: plan.playbook.version,
    requested_by: state.requestedBy.ref,
    parts: partsOf(projected),
    urgency: urgencyOf(state.phase, health, state.askedAt !== null),
    health,
    exposed: mayBeExposed(state, plan) && state.wayBackClosedAt === null,
    needs_people: needsPeople(projected),
    awaits: awaits(projected),
    asked_at: state.askedAt === null ? null : new Date(state.askedAt),
    ended_at: state.endedAt === null ? null : new Date(state.endedAt),
    ends_at: new Date(plan.end),
    drill: plan.drill !== undefined,
  } satisfies Partial<Record<keyof RolloutTableRow, unknown>>;
}
