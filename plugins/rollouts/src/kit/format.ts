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
  formatChange as change,
  formatShare as share,
  formatValue as value,
  isExposed,
  segmentOf,
  metricDefinitionSchema,
  type AudienceKind,
  type Exposure,
} from '@stagecraft/backstage-plugin-rollouts-common';

/** No-break space, between a number and its unit. */
const GAP = '\u00a0';
const LOCALE = 'en-GB';

function together(text: string): string {
  return text.replaceAll(' ', GAP);
}

/** A share in basis points. */
export function formatShare(basisPoints: number): string {
  return together(share(basisPoints));
}

/** A value in a metric's unit, three significant digits. */
export function formatValue(amount: number, unit: string): string {
  const known = metricDefinitionSchema.shape.unit.safeParse(unit);
  return together(
    known.success ? value(amount, known.data) : `${amount} ${unit}`,
  );
}

/** A relative change, as a ratio, with its sign. */
export function formatChange(ratio: number): string {
  return together(change(ratio));
}

/** A whole number with separators. */
export function formatCount(count: number): string {
  return new Intl.NumberFormat(LOCALE).format(Math.round(count));
}

const STEPS = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
] as const;

/** A duration in its two largest units; below an hour in one. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const first = STEPS.findIndex(([, size]) => whole >= size);
  if (first < 0) return `0${GAP}s`;
  const parts: string[] = [];
  let rest = whole;
  for (const [unit, size] of STEPS.slice(
    first,
    first < 2 ? first + 2 : first + 1,
  )) {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    if (amount > 0) parts.push(`${amount}${GAP}${unit}`);
  }
  return parts.join(' ');
}

/** Short spans, such as the way back took: `85 ms`, `1.1 s`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 0.95) return `${Math.round(seconds * 1000)}${GAP}ms`;
  return seconds < 60
    ? `${seconds.toFixed(1)}${GAP}s`
    : formatDuration(seconds);
}

/** What is exposed: the widest audience that has a share of its own. */
export function widest(exposure: Exposure): {
  audience: AudienceKind | null;
  share: number;
} {
  if (!isExposed(exposure)) return { audience: null, share: 0 };
  if (exposure.everyone > 0) {
    return { audience: 'everyone', share: exposure.everyone };
  }
  const segment = segmentOf(exposure);
  return segment > 0
    ? { audience: 'segment', share: segment }
    : { audience: 'internal', share: exposure.internal };
}

/** The first digits of a hash, enough to tell two apart by eye. */
export function shortHash(hash: string): string {
  return hash.slice(0, 12);
}
