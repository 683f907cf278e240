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

export interface Backoff {
  baseMs: number;
  capMs: number;
}

/**
 * The pause after `attempts` failed tries: doubling up to the cap, half of it
 * left to chance, so that what failed together does not come back together.
 */
export function backoffMs(
  attempts: number,
  { baseMs, capMs }: Backoff,
  random: () => number = Math.random,
): number {
  const doubled = baseMs * 2 ** Math.min(Math.max(attempts - 1, 0), 30);
  return Math.min(doubled, capMs) * (0.5 + random() / 2);
}
