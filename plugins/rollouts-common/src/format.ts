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

import type { MetricDefinition } from './words';

/**
 * A share in basis points as people read it: `5.0 %`, `25 %`, `0.05 %`. Only
 * nobody is `0 %` and only all are `100 %`.
 */
export function formatShare(basisPoints: number): string {
  const percent = basisPoints / 100;
  if (percent === 0 || percent === 100) return `${percent} %`;
  if (percent < 0.1 || percent > 99.9) return `${percent.toFixed(2)} %`;
  if (percent < 9.95) return `${percent.toFixed(1)} %`;
  return `${Number(percent.toPrecision(3))} %`;
}

const UNITS: readonly [seconds: number, name: string][] = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
];

/** A duration in its largest fitting unit, rounded: `12 minutes`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  // Rounding in a unit must not reach two of the next: never 120 minutes.
  const [size, name] =
    UNITS.find(
      ([unit], index) => whole > 2 * unit - (UNITS[index + 1]?.[0] ?? 1),
    ) ?? UNITS[UNITS.length - 1];
  const amount = Math.round(whole / size);
  return `${amount} ${name}${amount === 1 ? '' : 's'}`;
}

/** `approval`, `2 approvals`. */
export function formatCount(count: number, noun: string): string {
  return count === 1 ? `one ${noun}` : `${count} ${noun}s`;
}

function significant(value: number): string {
  return Math.abs(value) >= 1000
    ? String(Math.round(value))
    : String(Number(value.toPrecision(3)));
}

/**
 * A ratio as a percentage: `1.2 %`. Little never reads as nothing, nor nearly
 * all as all: `0.04 %`, `99.96 %`.
 */
export function formatRatio(ratio: number): string {
  const percent = ratio * 100;
  const size = Math.abs(percent);
  if (size === 0) return '0 %';
  if (size < 0.05) return `${Number(percent.toPrecision(1))} %`;
  if (size < 99.95) return `${percent.toFixed(1)} %`;
  if (size < 100) return `${Math.trunc(percent * 100) / 100} %`;
  return `${significant(percent)} %`;
}

/** A relative change with its sign: `+7.6 %`. */
export function formatChange(ratio: number): string {
  return ratio > 0 ? `+${formatRatio(ratio)}` : formatRatio(ratio);
}

/** A value in its metric's unit, three significant digits: `212 ms`. */
export function formatValue(
  value: number,
  unit: MetricDefinition['unit'],
): string {
  switch (unit) {
    case 'ratio':
      return formatRatio(value);
    case 'per-second':
      return `${significant(value)} a second`;
    case 'count':
      return significant(value);
    default:
      return `${significant(value)} ${unit}`;
  }
}

/** The name in an entity reference: `payments-owners`. */
export function nameOfRef(ref: string): string {
  return ref.slice(ref.indexOf('/') + 1);
}
