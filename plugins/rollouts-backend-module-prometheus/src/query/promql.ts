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

/** A PromQL string literal of exactly this text. */
export function quoted(text: string): string {
  // Half of a surrogate pair has no UTF-8, and PromQL refuses its escape.
  return JSON.stringify(Buffer.from(text, 'utf8').toString('utf8'));
}

/** A regular expression (RE2) that matches this text and nothing else. */
export function exactly(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}

/** A matcher for a label that has one of the values; Prometheus anchors it. */
export function oneOf(label: string, values: readonly string[]): string {
  const distinct = [...new Set(values)];
  const [only] = distinct;
  return distinct.length === 1 && only !== undefined
    ? `${label}=${quoted(only)}`
    : `${label}=~${quoted(distinct.map(exactly).join('|'))}`;
}
