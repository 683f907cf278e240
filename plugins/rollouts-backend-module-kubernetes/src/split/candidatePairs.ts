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
 * Every two of a list that have different names, each pair once, with the one
 * that has more first, else the one named first: it is taken for the baseline.
 */
export function candidatePairs<T>(
  items: readonly T[],
  of: { name(item: T): string; weight(item: T): number },
): [baseline: T, next: T][] {
  const found = new Map<string, [T, T]>();
  items.forEach((first, index) => {
    for (const second of items.slice(index + 1)) {
      const names = [of.name(first), of.name(second)];
      const key = [...names].sort().join('/');
      if (names[0] === names[1] || found.has(key)) continue;
      const isHeavier = of.weight(second) > of.weight(first);
      found.set(key, isHeavier ? [second, first] : [first, second]);
    }
  });
  return [...found.values()];
}
