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

/** A number as a person writes it, with a comma or a point; null if it is none. */
export function parseNumber(text: string): number | null {
  const plain = text
    .trim()
    .replace(/[\s\u00a0]/g, '')
    .replace(',', '.');
  const number = Number(plain);
  return plain === '' || !Number.isFinite(number) ? null : number;
}

/** Without the noise of binary fractions. */
export function printNumber(value: number | null): string {
  return value === null ? '' : String(Number(value.toPrecision(12)));
}

/** How a stored number is written: stored times `perUnit` is what is shown. */
export interface Scale {
  perUnit: number;
  /** Whether only whole stored numbers are meant. */
  whole?: boolean;
}

export const PLAIN: Scale = { perUnit: 1 };
/** Basis points, written as percent. */
export const BASIS_POINTS: Scale = { perUnit: 1 / 100, whole: true };
/** A ratio, written as percent. */
export const RATIO: Scale = { perUnit: 100 };

export function stored(text: string, { perUnit, whole }: Scale): number | null {
  const written = parseNumber(text);
  if (written === null) return null;
  const value = Number((written / perUnit).toPrecision(12));
  return whole ? Math.round(value) : value;
}

export function shown(value: number | null, { perUnit }: Scale): string {
  return printNumber(value === null ? null : value * perUnit);
}

export const UNITS = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };
export type Unit = keyof typeof UNITS;

/** The largest unit that writes a duration without a fraction. */
export function unitOf(seconds: number | null): Unit {
  const names: Unit[] = ['days', 'hours', 'minutes'];
  const value = seconds ?? 0;
  return (
    names.find(name => value > 0 && value % UNITS[name] === 0) ??
    (seconds === null ? 'minutes' : 'seconds')
  );
}
