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

import { gatesAhead } from '../../lifecycle/gates';
import { unknownAhead } from '../../lifecycle/membership';
import { NOTHING, type Rule } from '../subject';
import { takeBack } from './evidence';

/** Nothing happens any more, or everything is for the way back. */
export const onEnded: Rule = ({ state }) => {
  switch (state.phase) {
    case 'cancelled':
    case 'rolled-back':
      return NOTHING;
    case 'completed':
      return state.wayBackClosedAt === null ? undefined : NOTHING;
    case 'rolling-back':
    case 'stuck':
      return { bring: { to: 'baseline' } };
    default:
      return undefined;
  }
};

/** Every rollout has an end. */
export const onEndOfPlan: Rule = subject => {
  const { state, context } = subject;
  if (context.now.getTime() < Date.parse(context.plan.end)) return undefined;
  if (state.phase === 'completed') {
    return {
      command: {
        command: 'close-way-back',
        reason: "The plan's end has come",
      },
    };
  }
  const reason = "The plan's end has come and the rollout is not completed";
  return state.stageIndex < 0
    ? { command: { command: 'cancel', reason } }
    : takeBack(subject, reason, 'end', 'undecided');
};

/** Whether approvals count that the catalogue could not tell of before. */
export const onUnknownApprovals: Rule = ({ state, context }) => {
  const [unknown] = unknownAhead(state, context.planHash);
  const asks = state.phase === 'proposed' || state.phase === 'waiting';
  return unknown && asks
    ? {
        command: {
          command: 'await',
          reason: `Whether ${unknown.actor.name} may still approve is asked again`,
        },
      }
    : undefined;
};

/** An approved rollout starts by itself where the plan says so. */
export const onApproved: Rule = subject => {
  const { state, context } = subject;
  if (state.phase === 'proposed') return onUnknownApprovals(subject) ?? NOTHING;
  if (state.phase !== 'approved') return undefined;
  const gates = gatesAhead(state, context);
  const expired = gates.find(gate => gate.for === 'approvals');
  if (expired) {
    return { command: { command: 'await', reason: expired.sentence } };
  }
  const byItself = context.plan.schedule.start === 'when-approved';
  const closed = gates.some(
    gate =>
      gate.for === 'not-before' ||
      gate.for === 'objection' ||
      gate.for === 'policy',
  );
  return byItself && !closed
    ? {
        command: {
          command: 'start',
          reason: 'The plan starts when it is approved',
        },
      }
    : NOTHING;
};
