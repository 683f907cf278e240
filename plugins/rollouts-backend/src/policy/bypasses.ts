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
  Bypass,
  PolicyResult,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { isLive } from '../lifecycle/bypasses';

/** What fails and somebody went past warns, and says who and until when. */
export function withBypasses(
  results: readonly PolicyResult[],
  bypasses: readonly Bypass[],
  at: { planHash: string; now: Date },
): PolicyResult[] {
  const live = bypasses.filter(bypass => isLive(bypass, at));
  return results.map((result): PolicyResult => {
    if (result.outcome !== 'fail' || result.neverBypassed) return result;
    const past = live.find(({ policy }) => policy === result.policy);
    return past
      ? {
          ...result,
          outcome: 'warn',
          bypassed: { by: past.actor.name, until: past.expiresAt },
        }
      : result;
  });
}
