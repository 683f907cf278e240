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

import type { DrillReadiness } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Readiness } from '@stagecraft/backstage-plugin-rollouts-node';

function tell(seen: readonly Readiness[]): string {
  return seen.map(({ sentence }) => sentence).join('; ');
}

/** What probes noticed once, they noticed; pure. */
export function addLook(
  before: DrillReadiness | null,
  seen: readonly Readiness[],
): DrillReadiness {
  const looks = (before?.looks ?? 0) + 1;
  if (before?.noticed) return { ...before, looks };
  const unready = seen.filter(({ ready }) => !ready);
  if (unready.length > 0) {
    return { noticed: true, sentence: tell(unready), looks };
  }
  return seen.length > 0
    ? { noticed: false, sentence: tell(seen), looks }
    : {
        noticed: before?.noticed ?? null,
        sentence: before?.sentence ?? 'Nothing here sees its readiness probes',
        looks,
      };
}
