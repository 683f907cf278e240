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

import { deadlineOf, nextReminder } from '../../lifecycle/deadline';
import { isStillAsked } from '../../lifecycle/asking';
import type { Rule, Subject } from '../subject';
import { takeBack } from './evidence';

function isAsked({ state, context }: Subject): boolean {
  return state.phase === 'proposed' || isStillAsked(state, context);
}

/** People were asked and nobody decided in time: what the plan says of it. */
export const onUndecided: Rule = subject => {
  const { state, context } = subject;
  const deadline = deadlineOf(state, context.plan);
  const now = context.now.getTime();
  if (!deadline || now < deadline.at.getTime() || !isAsked(subject)) {
    return undefined;
  }
  const reason = `Nobody decided on stage ${
    state.stageIndex + 2
  } in the time the plan gives`;
  switch (deadline.then) {
    case 'cancel':
      return { command: { command: 'cancel', reason } };
    case 'roll-back':
      return takeBack(subject, reason, 'undecided', 'undecided');
    case 'hold':
      return {
        command: { command: 'hold', reason, cause: 'undecided', checks: [] },
      };
    case 'remind': {
      const due = nextReminder(state, context.plan);
      return due && now >= due.getTime()
        ? { command: { command: 'remind', reason } }
        : undefined;
    }
    default:
      throw new Error(`No such way: ${deadline.then satisfies never}`);
  }
};

/** The same, before anything is exposed: that takes no look at the targets. */
export const onUndecidedBefore: Rule = subject =>
  subject.state.phase === 'proposed' ? onUndecided(subject) : undefined;
