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

import type { Reversal } from '@stagecraft/backstage-plugin-rollouts-common';
import { controller, makeCheck, NOW } from '../../testing/plans';

export const later = (seconds: number) =>
  new Date(NOW.getTime() + seconds * 1000);
export const iso = (seconds: number) => later(seconds).toISOString();

/** Of a breach at `NOW`, within seconds. */
export function makeReversal(overrides: Partial<Reversal> = {}): Reversal {
  return {
    cause: 'breach',
    sentence: 'error ratio 4.0 %, limit 2.0 %',
    checks: [makeCheck({ verdict: 'breached' })],
    actor: controller,
    firstSeenAt: iso(5),
    confirmedAt: iso(8),
    decidedAt: iso(8.5),
    restoredAt: iso(9),
    verifiedAt: iso(9.2),
    ...overrides,
  };
}
