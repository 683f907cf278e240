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
  Change,
  Exposure,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { guardOperations } from '../write/fence';
import { pointer, setTested } from '../write/patch';
import { countsFor } from './counts';
import { totalOf, type Side } from './pair';
import type { PairObjects } from './PairObjects';
import { shortForm } from './shortForm';

/** What both would be, by the API server's own dry runs. */
export async function previewPair(
  objects: PairObjects,
  exposure: Exposure,
  signal: AbortSignal,
): Promise<Change> {
  const pair = await objects.read(signal);
  const wanted = countsFor(totalOf(pair), exposure);
  const tried = (side: Side) => {
    const { metadata, spec } = pair[side];
    return objects[side].dryRun(
      [
        ...guardOperations(metadata),
        ...setTested(pointer('spec', 'replicas'), spec.replicas, wanted[side]),
      ],
      signal,
    );
  };
  const [baseline, next] = await Promise.all([tried('baseline'), tried('new')]);
  return {
    before: shortForm(pair),
    after: shortForm({ baseline, new: next }),
  };
}
