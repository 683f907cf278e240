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

export const SPANS = ['detect', 'decide', 'restore', 'verify'] as const;
export type SpanName = (typeof SPANS)[number];

export interface Span {
  name: SpanName;
  /** Null while it is under way or when its start is not known. */
  seconds: number | null;
}

function between(from: string | undefined, to: string | undefined) {
  if (!from || !to) return null;
  return Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000);
}

/** How long each part of a way back took. Detecting is left out for people's. */
export function spansOf(reversal: Reversal): Span[] {
  const { firstSeenAt, confirmedAt, decidedAt, restoredAt, verifiedAt } =
    reversal;
  const spans: Span[] = [
    { name: 'detect', seconds: between(firstSeenAt, confirmedAt) },
    { name: 'decide', seconds: between(confirmedAt, decidedAt) },
    { name: 'restore', seconds: between(decidedAt, restoredAt) },
    { name: 'verify', seconds: between(restoredAt, verifiedAt) },
  ];
  return confirmedAt ? spans : spans.slice(2);
}

/** From the first thing known to the read-back; null while under way. */
export function totalOf(reversal: Reversal): number | null {
  return between(
    reversal.firstSeenAt ?? reversal.decidedAt,
    reversal.verifiedAt,
  );
}
