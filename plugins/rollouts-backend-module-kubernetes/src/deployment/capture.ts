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

import type {
  Baseline,
  WriteContext,
} from '@stagecraft/backstage-plugin-rollouts-node';
import { changedSinceSeen } from '../write/fence';
import { writeForward } from '../write/writeForward';
import { captureStep } from '../write/captureStep';
import { baselineOf } from './baseline';
import { hasSameSpec, TOTAL_ANNOTATION, type Side } from './pair';
import type { PairObjects } from './PairObjects';

const SIDES: readonly Side[] = ['baseline', 'new'];

/** Stamps both, and answers what both were. */
export async function capturePair(
  objects: PairObjects,
  context: WriteContext,
): Promise<Baseline> {
  const [pair, selector] = await Promise.all([
    objects.read(context.signal),
    objects.selector(context.signal),
  ]);
  const result = baselineOf(pair, selector);
  const total = String(pair.baseline.spec.replicas);
  for (const side of SIDES) {
    await writeForward(
      objects[side],
      live =>
        captureStep(
          live.metadata,
          { ...context, more: { [TOTAL_ANNOTATION]: total } },
          () => {
            if (hasSameSpec(live, pair[side])) return result;
            const { generation } = pair[side].metadata;
            throw changedSinceSeen(live.metadata, generation);
          },
        ),
      context,
    );
  }
  return result;
}
