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

import type { EvidenceCheck } from '@stagecraft/backstage-plugin-rollouts-common';

/** One instant of a chart. Values in the metric's unit, null for no data. */
export interface SeriesPoint {
  /** Milliseconds. */
  time: number;
  new: number | null;
  baseline: number | null;
  limit: number | null;
  /** Observations of the new version. */
  count: number;
}

/** The limit that is in force where the baseline is as given. */
export function limitAt(
  check: Pick<EvidenceCheck, 'limit' | 'maxChange' | 'direction'>,
  baseline: number | null,
): number | null {
  if (check.limit !== null) return check.limit;
  if (check.maxChange === null || baseline === null) return null;
  const change =
    check.direction === 'lower-is-better' ? check.maxChange : -check.maxChange;
  return baseline * (1 + change);
}

/** New version and baseline by instant, oldest first. */
export function seriesOf(check: EvidenceCheck): SeriesPoint[] {
  const points = new Map<number, SeriesPoint>();
  const pointAt = (at: string) => {
    const time = Date.parse(at);
    const point = points.get(time) ?? {
      time,
      new: null,
      baseline: null,
      limit: null,
      count: 0,
    };
    points.set(time, point);
    return point;
  };
  check.new.forEach(({ at, value, count }) =>
    Object.assign(pointAt(at), { new: value, count }),
  );
  check.baseline.forEach(({ at, value }) => {
    pointAt(at).baseline = value;
  });
  return [...points.values()]
    .sort((a, b) => a.time - b.time)
    .map(point => ({ ...point, limit: limitAt(check, point.baseline) }));
}

export interface Gap {
  from: number;
  to: number;
}

/** Where the new version has no data for longer than one interval. */
export function gapsOf(
  points: readonly SeriesPoint[],
  intervalSeconds: number,
  end: number,
): Gap[] {
  const interval = intervalSeconds * 1000;
  const seen = points.filter(point => point.new !== null);
  if (seen.length === 0) return [];
  return seen.flatMap((point, index) => {
    const next = seen[index + 1];
    const to = next ? next.time : end;
    const missing = to - point.time - interval;
    return missing > interval * 0.5
      ? [{ from: point.time, to: next ? next.time : end }]
      : [];
  });
}

/** Less than this share of the axis is a pixel or two; the line breaks there. */
const LEAST_SHARE = 0.005;

/** The gaps that are wide enough to be seen as bands. */
export function wideGaps(
  gaps: readonly Gap[],
  { from, to }: { from: number; to: number },
): Gap[] {
  return gaps.filter(gap => gap.to - gap.from >= (to - from) * LEAST_SHARE);
}

export interface Scale {
  range: [number, number];
  ticks: number[];
}

/** The next of 1, 2, 2.5 and 5 times a power of ten. */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const factor = [1, 2, 2.5, 5, 10].find(each => each * power >= step) ?? 10;
  return factor * power;
}

/** What is less, of the values themselves or at all, is drawn as no difference. */
const LEAST = 1e-9;

/** How much an axis has to show; never so little that its ticks would round away. */
function sizeOf(low: number, high: number): number {
  const largest = Math.max(Math.abs(low), Math.abs(high));
  if (high - low > Math.max(largest, 1e-3) * LEAST) return high - low;
  return largest > LEAST ? largest : 1;
}

/** Round ticks that take in all values and limits; from 0 where that is near. */
export function scaleOf(points: readonly SeriesPoint[]): Scale {
  const values = points.flatMap(point =>
    [point.new, point.baseline, point.limit].filter(
      (value): value is number => value !== null,
    ),
  );
  const low = values.length > 0 ? Math.min(...values) : 0;
  const high = values.length > 0 ? Math.max(...values) : 1;
  const from = low >= 0 && low < (high - low) * 0.5 ? 0 : low;
  const step = roundStep(sizeOf(from, high) / 3);
  const first = Math.floor(from / step);
  const last = Math.ceil((high + step * 0.05) / step);
  // Multiplying whole numbers keeps rounding errors from adding up.
  const ticks = Array.from(
    { length: last - first + 1 },
    (_, index) => (first + index) * step,
  );
  return { range: [first * step, last * step], ticks };
}

export function lastOf(
  points: readonly SeriesPoint[],
  name: 'new' | 'baseline' | 'limit',
): (SeriesPoint & { value: number }) | undefined {
  for (let index = points.length - 1; index >= 0; index -= 1) {
    const point = points[index];
    const value = point?.[name];
    if (point && value !== null && value !== undefined) {
      return { ...point, value };
    }
  }
  return undefined;
}
