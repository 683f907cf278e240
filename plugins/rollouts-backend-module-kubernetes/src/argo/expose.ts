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
  compareFences,
  type Exposure,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { ForwardContext } from '@stagecraft/backstage-plugin-rollouts-node';
import {
  changedSinceSeen,
  changedSinceWritten,
  guardOperations,
  isFence,
  isFencedAbove,
  staleFence,
  stampOperations,
} from '../write/fence';
import type { Step } from '../write/writeForward';
import { openableRung, openOperations } from './exposurePatch';
import { rungAt, type Rung } from './ladder';
import {
  ASKS_ANNOTATION,
  askOf,
  askText,
  isHalfWritten,
  settledFence,
} from './marks';
import { configurationOf } from './observe';
import { stepIndexOf, type ArgoRollout } from './rollout';

/** The stamp says what is asked for, so that whoever reads it can tell whether it came. */
function stamped(
  rollout: ArgoRollout,
  rung: Rung,
  context: ForwardContext,
  now: Date,
): Step<void> {
  const ask = {
    from: stepIndexOf(rollout),
    to: rung.index,
    before: context.expected,
    at: now,
  };
  return {
    kind: 'first',
    operations: [
      ...guardOperations(rollout.metadata),
      ...stampOperations(rollout.metadata, {
        ...context,
        more: { [ASKS_ANNOTATION]: askText(ask) },
      }),
    ],
  };
}

/** What is left to do once this write's stamp is on the object. */
function opened(
  rollout: ArgoRollout,
  exposure: Exposure,
  context: ForwardContext,
): Step<void> {
  const rung = openableRung(rollout, exposure);
  const ask = askOf(rollout);
  // From the pause to the same rung's weight there is nothing to open.
  const isThere = rungAt(rollout, stepIndexOf(rollout))?.index === rung.index;
  if (isThere) return { kind: 'done', result: undefined };
  const isOurs =
    ask !== undefined &&
    ask.to === rung.index &&
    isHalfWritten(rollout, ask) &&
    configurationOf(rollout) === context.generation;
  if (!isOurs) throw changedSinceWritten(rollout.metadata);
  return {
    kind: 'write',
    part: 'status',
    operations: openOperations(rollout, rung),
    result: undefined,
  };
}

/** What brings a live Rollout to `exposure`: the stamp, then the status. */
export function exposeStep(
  rollout: ArgoRollout,
  exposure: Exposure,
  context: ForwardContext,
  now: Date,
): Step<void> {
  const { metadata } = rollout;
  if (isFence(metadata, context.fence)) {
    return opened(rollout, exposure, context);
  }
  const settled = settledFence(rollout, now);
  const isExpected =
    settled !== null && compareFences(settled, context.expected) === 0;
  if (!isExpected || isFencedAbove(metadata, context.fence)) {
    throw staleFence(metadata, context.expected);
  }
  if (configurationOf(rollout) !== context.generation) {
    throw changedSinceSeen(metadata, context.generation);
  }
  return stamped(rollout, openableRung(rollout, exposure), context, now);
}
