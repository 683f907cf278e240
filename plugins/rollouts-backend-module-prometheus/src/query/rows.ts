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

import { ServiceUnavailableError } from '@backstage/errors';
import type { MetricDefinition } from '@stagecraft/backstage-plugin-rollouts-common';
import type { MetricsRow } from '@stagecraft/backstage-plugin-rollouts-node';
import { PART_LABEL, type Part } from './definition';
import { keyOf, type Identified, type Identity } from './identity';

/** One series at one time. */
export interface Point {
  labels: Record<string, string>;
  value: number;
}

type Parts = Partial<Record<Part, number>>;

const NOTHING = { value: null, count: 0, sum: null, sumSquares: null } as const;

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

function proportion(parts: Parts, count: number) {
  // No series of failed requests is no failed request; NaN is no number.
  const events = finite(parts.events ?? 0);
  if (events === null) return NOTHING;
  // Each series is extrapolated by itself, so that a share could pass one.
  const sum = Math.min(count, Math.max(0, events));
  return { value: sum / count, count, sum, sumSquares: sum };
}

function mean(parts: Parts, count: number) {
  const sum = finite(parts.sum);
  if (sum === null) return NOTHING;
  return {
    value: sum / count,
    count,
    sum,
    sumSquares: finite(parts.sumSquares),
  };
}

function single(parts: Parts, count: number) {
  const value = finite(parts.value);
  return value === null
    ? NOTHING
    : { value, count, sum: null, sumSquares: null };
}

function numbers(
  statistic: MetricDefinition['statistic'],
  parts: Parts,
): Omit<MetricsRow, 'service' | 'variant'> {
  const count = finite(parts.count) ?? 0;
  if (count <= 0) return NOTHING;
  if (statistic === 'proportion') return proportion(parts, count);
  return statistic === 'mean' ? mean(parts, count) : single(parts, count);
}

function partsByKey(identity: Identity, points: readonly Point[]) {
  const found = new Map<string, Parts>();
  for (const { labels, value } of points) {
    const key = keyOf(identity, labels);
    const parts = found.get(key) ?? {};
    const part = (labels[PART_LABEL] ?? '') as Part;
    if (part in parts) {
      throw new ServiceUnavailableError(
        `Prometheus answered two series for ${part} of ${key}: group by ($labels) and by nothing else`,
      );
    }
    found.set(key, { ...parts, [part]: value });
  }
  return found;
}

/** One time's series as a row for each version, those without data too. */
export function rowsOf(
  statistic: MetricDefinition['statistic'],
  identity: Identity,
  all: readonly Identified[],
  points: readonly Point[],
): MetricsRow[] {
  const parts = partsByKey(identity, points);
  return all.map(({ service, variant, labels }) => ({
    service: service.ref,
    variant,
    ...numbers(statistic, parts.get(keyOf(identity, labels)) ?? {}),
  }));
}
