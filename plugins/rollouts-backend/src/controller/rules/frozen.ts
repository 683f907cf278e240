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

import { standingFreezes } from '../../lifecycle/bypasses';
import { isAcknowledged, isWritten } from '../exposure';
import type { Rule, Subject } from '../subject';
import { holdOrTakeBack } from './halfWay';

/** Whether exposing goes on by writing, not only by reading back. */
function isToBeWritten(subject: Subject): boolean {
  return subject.targets.some(
    target =>
      !isAcknowledged(subject, target) &&
      target.look.outcome === 'seen' &&
      !isWritten(subject, target, target.look.observed),
  );
}

/**
 * A freeze began between the decision to open a stage and the write, however
 * long that took: what is not written yet is not written any more.
 */
export const onFrozen: Rule = subject => {
  const { state, context } = subject;
  if (state.phase !== 'exposing') return undefined;
  const [freeze] = standingFreezes(state, context);
  if (!freeze || !isToBeWritten(subject)) return undefined;
  return holdOrTakeBack(
    subject,
    `It was frozen before stage ${state.stageIndex + 1} was exposed: ${
      freeze.sentence
    }`,
    'freeze',
  );
};
