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

import type { CheckVerdict } from '@stagecraft/backstage-plugin-rollouts-common';
import { FRESH_LOOKS } from '../assessment';

export interface LookTaken {
  /** From when the bake time counts; null before. */
  observedSince: string | null;
  /** The verdict before, in the same stage. */
  previous: Pick<CheckVerdict, 'assessedAt' | 'unwatchedSeconds'> | null;
  /** Whether the metrics source answered. */
  answered: boolean;
  at: Date;
  intervalSeconds: number;
}

/**
 * How much of the bake time nobody watched, in seconds: the source did not
 * answer, or no look was taken for so long that the one before was no longer
 * relied on.
 */
export function unwatchedSeconds({
  observedSince,
  previous,
  answered,
  at,
  intervalSeconds,
}: LookTaken): number {
  if (observedSince === null) return 0;
  const counts = Date.parse(observedSince);
  const before = previous ? Date.parse(previous.assessedAt) : counts;
  const known = before > counts ? previous?.unwatchedSeconds ?? 0 : 0;
  const since = (at.getTime() - Math.max(before, counts)) / 1000;
  const isGap = !answered || since > FRESH_LOOKS * intervalSeconds;
  return isGap && since > 0 ? known + since : known;
}
