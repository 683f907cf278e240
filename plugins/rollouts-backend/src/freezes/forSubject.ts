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
  nameOfRef,
  type Freeze,
  type FreezeWindow,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { FreezeInForce } from '../lifecycle/decision';
import { isInScope, type Scoped } from './scope';
import { tellUntil } from './tell';
import { inForce } from './windows';

/**
 * The window in force. One that can't be told is as good as in force: nothing
 * is exposed further by what is not known.
 */
function windowOf(freeze: Freeze, now: Date): FreezeWindow | null {
  try {
    return inForce(freeze, now);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { start: freeze.declaredAt, end: null };
  }
}

function tell(freeze: Freeze, { end }: FreezeWindow): FreezeInForce {
  const { id, title, reason, contact } = freeze;
  return {
    id,
    sentence: `Freeze "${title}" ${tellUntil(end)}: ${reason} (ask ${nameOfRef(
      contact,
    )})`,
    until: end,
    who: end === null ? [contact] : [],
  };
}

function endOf({ until }: FreezeInForce): number {
  return until === null ? Infinity : Date.parse(until);
}

/**
 * The freezes in force for something, the one that ends last first: where
 * several overlap, all of them hold. Pure.
 */
export function freezesInForce(
  freezes: readonly Freeze[],
  subject: Scoped,
  now: Date,
): FreezeInForce[] {
  return freezes
    .filter(({ scope }) => isInScope(scope, subject))
    .flatMap(freeze => {
      const window = windowOf(freeze, now);
      return window ? [tell(freeze, window)] : [];
    })
    .sort((a, b) => (endOf(a) === endOf(b) ? 0 : endOf(b) - endOf(a)));
}
