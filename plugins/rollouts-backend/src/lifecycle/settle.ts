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

import { hashOf } from '../chain/hash';
import {
  restsOn,
  type Accepted,
  type DecideContext,
  type Effect,
} from './decision';
import { isStillAsked, isTimeToAsk } from './asking';
import { describeStage } from './gates';
import { missingFrom, standingsOf } from './quorums';
import type { RolloutState } from './state';

const BEFORE_START: readonly RolloutState['phase'][] = ['proposed', 'approved'];

/** `approved` as soon, and only as long, as the first stage's approvals stand. */
function settlePhase(
  state: RolloutState,
  context: DecideContext,
): RolloutState {
  const beforeStart =
    BEFORE_START.includes(state.phase) ||
    (state.phase === 'waiting' && state.stageIndex < 0);
  if (!beforeStart) return state;
  const missing = missingFrom(standingsOf(state, context, 0));
  if (missing.length > 0) return { ...state, phase: 'proposed' };
  return state.phase === 'proposed' ? { ...state, phase: 'approved' } : state;
}

function asksForApproval(state: RolloutState, context: DecideContext): boolean {
  if (state.phase === 'proposed') return true;
  return state.askedAt === null
    ? isTimeToAsk(state, context)
    : isStillAsked(state, context);
}

/** Tells those who are still missing that they are asked. */
export function askFor(state: RolloutState, context: DecideContext): Effect {
  const stageIndex = state.stageIndex + 1;
  const stage = context.plan.stages[stageIndex];
  return {
    kind: 'notify',
    topic: 'approval-wanted',
    recipients: missingFrom(standingsOf(state, context, stageIndex)).flatMap(
      ({ from }) => from,
    ),
    except: state.requestedBy.ref,
    title: `Stage ${stageIndex + 1} wants your approval`,
    description: `It exposes ${describeStage(stage)}`,
    severity: 'normal',
  };
}

/** The evidence that an approval is of, from now on as it is now. */
function askedOn(
  { stageIndex }: RolloutState,
  context: DecideContext,
): RolloutState['askedOn'] {
  if (stageIndex < 0) return null;
  const evidence = restsOn(context);
  return { ...evidence, digest: hashOf('stagecraft.evidence.v1', evidence) };
}

/**
 * What follows from any accepted command: whether the first approvals are
 * complete, and whether people are asked now.
 */
export function settle(accepted: Accepted, context: DecideContext): Accepted {
  const revised = context.revised
    ? { ...context, ...context.revised }
    : context;
  const state = settlePhase(accepted.next, revised);
  if (!asksForApproval(state, revised)) {
    return {
      ...accepted,
      next: { ...state, askedAt: null, askedOn: null, remindedAt: null },
    };
  }
  if (state.askedAt !== null) return { ...accepted, next: state };
  const asked = askedOn(state, revised);
  return {
    ...accepted,
    next: {
      ...state,
      askedAt: context.now.toISOString(),
      askedOn: asked,
      remindedAt: null,
    },
    evidence: asked
      ? {
          ...accepted.evidence,
          ...restsOn(revised),
          evidenceDigest: asked.digest,
        }
      : accepted.evidence,
    effects: [...accepted.effects, askFor(state, revised)],
  };
}
