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

import { useRef } from 'react';

/**
 * The rows in the order they were shown in, for as long as somebody points at
 * them: values change in place, what is new goes to the end.
 */
export function steadyOrder<T extends { id: string }>(
  shown: readonly string[],
  rows: readonly T[],
): T[] {
  const place = new Map(shown.map((id, index) => [id, index]));
  const last = shown.length;
  return rows
    .map((row, index) => ({ row, at: place.get(row.id) ?? last + index }))
    .sort((a, b) => a.at - b.at)
    .map(({ row }) => row);
}

export function useSteadyOrder<T extends { id: string }>(
  rows: readonly T[],
  pointed: boolean,
): { rows: T[]; reordered: boolean } {
  const shown = useRef<string[]>([]);
  const steady = pointed ? steadyOrder(shown.current, rows) : [...rows];
  shown.current = steady.map(({ id }) => id);
  return {
    rows: steady,
    reordered: steady.some((row, index) => row.id !== rows[index]?.id),
  };
}
