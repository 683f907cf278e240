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

import { stringify } from 'yaml';
import { rungAt, rungsOf } from './ladder';
import { highestWeight, stepIndexOf, type ArgoRollout } from './rollout';

/**
 * The part of a Rollout that opening steps moves, as YAML: at which pair of
 * setWeight and pause it stands, and what both versions get there.
 */
export function shortForm(rollout: ArgoRollout): string {
  const rungs = rungsOf(rollout);
  const rung = rungAt(rollout, stepIndexOf(rollout));
  const place = rungs.findIndex(({ index }) => index === rung?.index);
  const { stableService, canaryService } = rollout.spec.strategy?.canary ?? {};
  return stringify({
    step: rung ? `${place + 1} of ${rungs.length}` : 'after the last',
    weights: [
      {
        name: stableService ?? 'stable',
        weight: highestWeight(rollout) - (rung?.weight ?? 0),
      },
      { name: canaryService ?? 'canary', weight: rung?.weight ?? 0 },
    ],
  });
}
