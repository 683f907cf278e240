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

/**
 * The end of the first window that lies wholly within the stage, on the grid
 * of ticks.
 */
export function firstFullLook(
  from: Date,
  windowSeconds: number,
  intervalSeconds: number,
): Date {
  const interval = intervalSeconds * 1000;
  const earliest = from.getTime() + windowSeconds * 1000;
  return new Date(Math.ceil(earliest / interval) * interval);
}

/**
 * When a check without data is overdue. The clock starts at the first full
 * window, not at the stage's entry: no look could have been usable before, and
 * a deadline shorter than the window would end every healthy stage.
 *
 * @param blindSince - since when nothing usable is seen
 */
export function noDataDeadline(
  firstFull: Date,
  blindSince: Date,
  afterSeconds: number,
): Date {
  const start = Math.max(firstFull.getTime(), blindSince.getTime());
  return new Date(start + afterSeconds * 1000);
}
