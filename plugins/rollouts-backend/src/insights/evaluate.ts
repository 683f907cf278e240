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

import type { Figure } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Facts } from './facts';
import type { FigureDefinition } from './figures';
import type { Measurement } from './measures';

/** From its start on, until before its end. */
export interface Period {
  from: Date;
  to: Date;
}

const WEEK_MS = 7 * 86_400_000;
const PARTS = 12;

function lengthMs({ from, to }: Period): number {
  return to.getTime() - from.getTime();
}

/** The period of the same length before. */
export function periodBefore(period: Period): Period {
  const from = new Date(period.from.getTime() - lengthMs(period));
  return { from, to: period.from };
}

/** Equal parts, oldest first: at least a day each, twelve at most. */
export function partsOfPeriod(period: Period): Period[] {
  const days = Math.ceil(lengthMs(period) / 86_400_000);
  const parts = Math.max(1, Math.min(PARTS, days));
  const edge = (index: number) =>
    new Date(period.from.getTime() + (lengthMs(period) * index) / parts);
  return Array.from({ length: parts }, (_, index) => ({
    from: edge(index),
    to: edge(index + 1),
  }));
}

/**
 * A quantile by linear interpolation between the two values beside it, as
 * PostgreSQL's `percentile_cont` has it; null of nothing.
 */
export function quantile(
  values: readonly number[],
  share: number,
): number | null {
  // Compares numbers by itself, many times as fast as with a function.
  const sorted = new Float64Array(values).sort();
  if (sorted.length === 0) return null;
  const place = share * (sorted.length - 1);
  const low = sorted[Math.floor(place)];
  const high = sorted[Math.ceil(place)];
  return low + (high - low) * (place - Math.floor(place));
}

/** A figure of fewer measurements says little by itself. */
const ENOUGH = 20;
/** Of the normal distribution, for 95 % on both sides. */
const Z = 1.96;

/** Wilson's interval of a share of `count`, which holds at 0 and 1 as well. */
function wilson(share: number, count: number): { low: number; high: number } {
  const scale = 1 + Z ** 2 / count;
  const middle = share + Z ** 2 / (2 * count);
  const reach =
    Z * Math.sqrt((share * (1 - share)) / count + (Z / (2 * count)) ** 2);
  return {
    low: Math.max(0, (middle - reach) / scale),
    high: Math.min(1, (middle + reach) / scale),
  };
}

function rangeOf(
  kind: Figure['kind'],
  values: readonly number[],
): Figure['range'] {
  const count = values.length;
  if (count === 0 || count >= ENOUGH) return null;
  switch (kind) {
    case 'duration':
      return count === 1
        ? null
        : { low: Math.min(...values), high: Math.max(...values) };
    case 'ratio':
      return wilson(
        values.reduce((sum, value) => sum + value, 0) / count,
        count,
      );
    default:
      return null;
  }
}

function valueOf(
  kind: Figure['kind'],
  values: readonly number[],
  period: Period,
): number | null {
  switch (kind) {
    case 'duration':
      return quantile(values, 0.5);
    case 'ratio':
      return values.length === 0
        ? null
        : values.reduce((sum, value) => sum + value, 0) / values.length;
    case 'rate':
      return values.length / (lengthMs(period) / WEEK_MS);
    default:
      return values.length;
  }
}

function measured(
  kind: Figure['kind'],
  values: readonly number[],
  period: Period,
) {
  return { value: valueOf(kind, values, period), sample: values.length };
}

/** Of a ratio, what raises it. */
function counts(kind: Figure['kind'], value: number): boolean {
  return kind !== 'ratio' || value > 0;
}

/** What a figure is made of in a period. */
export function behindOf(
  { kind, measure }: Pick<FigureDefinition, 'kind' | 'measure'>,
  facts: Facts,
  { from, to }: Period,
): Measurement[] {
  return measure(facts)
    .filter(({ at, value }) => at >= from && at < to && counts(kind, value))
    .sort((a, b) => b.at.getTime() - a.at.getTime());
}

/** The values in each of periods that follow each other without a gap. */
function valuesIn(
  measurements: readonly Measurement[],
  periods: readonly Period[],
): number[][] {
  const ends = periods.map(({ to }) => to.getTime());
  const start = periods[0]?.from.getTime() ?? Infinity;
  const values = periods.map((): number[] => []);
  for (const { at, value } of measurements) {
    const time = at.getTime();
    if (time >= start) {
      values[ends.findIndex(end => time < end)]?.push(value);
    }
  }
  return values;
}

export function evaluateFigure(
  definition: FigureDefinition,
  facts: Facts,
  period: Period,
): Figure {
  const { of, measure, ...told } = definition;
  const { kind } = told;
  const before = periodBefore(period);
  const parts = partsOfPeriod(period);
  const [earlier, ...inParts] = valuesIn(measure(facts), [before, ...parts]);
  const values = inParts.flat();
  return {
    ...told,
    ...measured(kind, values, period),
    p90: kind === 'duration' ? quantile(values, 0.9) : null,
    range: rangeOf(kind, values),
    previous: measured(kind, earlier, before),
    trend: parts.map((part, index) => ({
      from: part.from.toISOString(),
      ...measured(kind, inParts[index], part),
    })),
    behind: values.filter(value => counts(kind, value)).length,
  };
}
