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

import type { Handler } from '../handler';
import { notOpen } from '../refuse';
import { isWatched } from '../state';

/**
 * Tells people of what can't be held and is not taken back: where a guardrail
 * only notifies, and where a completed rollout has nothing left to hold.
 */
export const report: Handler<'report'> = (state, command, _actor, context) => {
  if (!isWatched(state, context.plan)) {
    return notOpen(state.phase, 'Only what is exposed and watched is told of');
  }
  if (state.reported.includes(command.subject)) {
    return notOpen(state.phase, 'People were told of it in this stage');
  }
  const { owners, operators } = context.people;
  return {
    accepted: true,
    next: { ...state, reported: [...state.reported, command.subject] },
    sentence: `People are told: ${command.reason}`,
    evidence: { checks: command.checks },
    effects: [
      {
        kind: 'notify',
        topic: 'breached',
        recipients: [state.requestedBy.ref, ...owners, ...operators],
        except: null,
        title: 'Rollout needs a look',
        description: command.reason,
        severity: 'high',
        cause: command.subject,
      },
    ],
  };
};
