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

import { nextReminder } from '../deadline';
import { isStillAsked } from '../asking';
import type { Handler } from '../handler';
import { notOpen } from '../refuse';
import { missingFrom, standingsOf } from '../quorums';

/** Tells people again that they were asked; nothing else comes of it. */
export const remind: Handler<'remind'> = (state, command, _actor, context) => {
  const due = nextReminder(state, context.plan);
  const asked = state.phase === 'proposed' || isStillAsked(state, context);
  if (!due || !asked || context.now.getTime() < due.getTime()) {
    return notOpen(state.phase, 'People are reminded after the time they have');
  }
  const missing = missingFrom(
    standingsOf(state, context, state.stageIndex + 1),
  );
  return {
    accepted: true,
    next: { ...state, remindedAt: context.now.toISOString() },
    sentence: `People are reminded: ${command.reason}`,
    evidence: {},
    effects: [
      { kind: 'wake', urgent: false },
      {
        kind: 'notify',
        topic: 'decision-overdue',
        recipients: [
          state.requestedBy.ref,
          ...missing.flatMap(({ from }) => from),
        ],
        except: null,
        title: `Nobody has decided on stage ${state.stageIndex + 2}`,
        description: command.reason,
        severity: 'high',
      },
    ],
  };
};
