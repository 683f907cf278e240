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
  isSameExposure,
  type Exposure,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { ForwardContext } from '@stagecraft/backstage-plugin-rollouts-node';
import {
  changedSinceSeen,
  changedSinceWritten,
  guardOperations,
  isFence,
  staleFence,
  stampOperations,
  type Metadata,
} from './fence';
import type { Operation } from './patch';
import type { Step } from './writeForward';

/**
 * What an exposure does to the one object that it changes: once, under the
 * fence that is expected, and on what was decided upon.
 *
 * @param shown - what the object shows, where this write landed before
 * @throws DriverError `stale-fence` or `conflict`
 */
export function forwardStep(
  metadata: Metadata,
  exposure: Exposure,
  context: ForwardContext,
  shown: () => Exposure,
  operations: () => Operation[],
): Step<void> {
  if (isFence(metadata, context.fence)) {
    // Who is internal is one of everyone too.
    const internal = Math.max(exposure.internal, exposure.everyone);
    if (isSameExposure(shown(), { ...exposure, internal })) {
      return { kind: 'done', result: undefined };
    }
    throw changedSinceWritten(metadata);
  }
  if (!isFence(metadata, context.expected)) {
    throw staleFence(metadata, context.expected);
  }
  if (metadata.generation !== context.generation) {
    throw changedSinceSeen(metadata, context.generation);
  }
  return {
    kind: 'write',
    result: undefined,
    operations: [
      ...guardOperations(metadata),
      ...operations(),
      ...stampOperations(metadata, context),
    ],
  };
}
