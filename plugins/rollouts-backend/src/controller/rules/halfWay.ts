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

import type { Step, Subject } from '../subject';
import { canHold, takeBack } from './evidence';

/**
 * Whether some of several targets were, or may have been, moved for the
 * decision in force, and not all of them were read back.
 */
function isHalfWay({ state, targets, decision }: Subject): boolean {
  return (
    state.phase === 'exposing' &&
    targets.length > 1 &&
    decision !== null &&
    targets.some(target => target.writing?.decision === decision)
  );
}

/**
 * What to do when a target fails: hold, but for a step that is left half-way.
 * That would leave targets at different exposures, which nobody approved: all
 * of them are taken back.
 */
export function holdOrTakeBack(
  subject: Subject,
  reason: string,
  cause: 'fault' | 'freeze' = 'fault',
): Step | undefined {
  if (isHalfWay(subject)) {
    return takeBack(
      subject,
      `${reason}; other targets were exposed already`,
      'fault',
      'fault',
    );
  }
  return canHold(subject)
    ? { command: { command: 'hold', reason, cause, checks: [] } }
    : undefined;
}
