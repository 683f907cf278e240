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

import type { Phase } from '@stagecraft/backstage-plugin-rollouts-common';
import type { RolloutState } from '../lifecycle/state';

/** What is known of a drill when it is worked on. */
export interface DrillProgress {
  createdAt: Date;
  /** Written before the breach is begun. */
  breachBeganAt: Date | null;
  /** When its source said that it is on. */
  breachOnAt: Date | null;
  breachEndedAt: Date | null;
  /** A rollback must have been decided so many seconds after the breach. */
  boundSeconds: number;
  /** It must be exposed so many seconds after it was requested. */
  exposeWithinSeconds: number;
}

export type DrillStep =
  | { do: 'wait' }
  | { do: 'begin-breach' }
  | { do: 'watch-probes' }
  | { do: 'end-breach' }
  | { do: 'take-back' | 'cancel'; reason: string }
  | { do: 'finish' };

/** A source that does not answer for longer can't make the breach. */
const BEGIN_WITHIN_SECONDS = 30;
const ENDED: readonly Phase[] = ['rolled-back', 'cancelled', 'stuck'];

/** Completed, and still exposed: it could only be while nobody looked after it. */
function isLeftExposed({ phase, wayBackClosedAt }: RolloutState): boolean {
  return phase === 'completed' && wayBackClosedAt === null;
}

function isOver(state: RolloutState): boolean {
  return (
    ENDED.includes(state.phase) ||
    (state.phase === 'completed' && !isLeftExposed(state))
  );
}

function secondsSince(at: Date, now: Date): number {
  return (now.getTime() - at.getTime()) / 1000;
}

function beforeBreach(
  { createdAt, exposeWithinSeconds }: DrillProgress,
  state: RolloutState,
  now: Date,
): DrillStep {
  if (state.phase === 'held') {
    return {
      do: 'take-back',
      reason:
        'It was held before the breach was made, so nothing could be rehearsed',
    };
  }
  if (state.phase === 'observing' && state.acknowledged) {
    return { do: 'begin-breach' };
  }
  if (secondsSince(createdAt, now) <= exposeWithinSeconds) {
    return { do: 'wait' };
  }
  return {
    do: state.stageIndex < 0 ? 'cancel' : 'take-back',
    reason: `It was not exposed within ${exposeWithinSeconds} s, so nothing could be rehearsed`,
  };
}

/**
 * What comes next of a drill; pure. The breach is ended before anything else
 * once the way back was decided, or nothing goes on.
 */
export function nextStep(
  drill: DrillProgress,
  state: RolloutState,
  now: Date,
): DrillStep {
  const { breachBeganAt, breachOnAt, breachEndedAt, boundSeconds } = drill;
  const over = isOver(state);
  const left = isLeftExposed(state);
  const goesBack = over || left || state.reversal !== null;
  if (goesBack && breachBeganAt && !breachEndedAt) return { do: 'end-breach' };
  if (over) return { do: 'finish' };
  if (left) {
    return {
      do: 'take-back',
      reason: 'It completed, and no guardrail had taken it back',
    };
  }
  if (goesBack) return { do: 'wait' };
  if (!breachBeganAt) return beforeBreach(drill, state, now);
  const since = secondsSince(breachBeganAt, now);
  if (!breachOnAt) {
    return since <= BEGIN_WITHIN_SECONDS
      ? { do: 'begin-breach' }
      : {
          do: 'take-back',
          reason: `The breach could not be made within ${BEGIN_WITHIN_SECONDS} s`,
        };
  }
  return since <= boundSeconds
    ? { do: 'watch-probes' }
    : {
        do: 'take-back',
        reason: `No guardrail took it back within ${boundSeconds} s of the breach`,
      };
}
