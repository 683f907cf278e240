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

import { diffLines } from 'diff';

export interface DiffLine {
  kind: 'same' | 'added' | 'removed';
  text: string;
}
/** Unchanged lines that are left out, and how many. */
export interface DiffGap {
  kind: 'gap';
  count: number;
}

const AROUND = 3;

function linesOf(text: string): string[] {
  const lines = text.split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

/** Lines of two texts, each the same, added or removed. */
export function lineDiff(before: string, after: string): DiffLine[] {
  return diffLines(before, after).flatMap(part => {
    const changed = part.added ? 'added' : 'removed';
    const kind = part.added || part.removed ? changed : 'same';
    return linesOf(part.value).map(text => ({ kind, text } as const));
  });
}

/** Leaves out unchanged lines further than three lines from a change. */
export function withGaps(lines: readonly DiffLine[]): (DiffLine | DiffGap)[] {
  const changed = lines.flatMap((line, index) =>
    line.kind === 'same' ? [] : [index],
  );
  const isNear = (index: number) =>
    changed.some(at => Math.abs(at - index) <= AROUND);
  const shown: (DiffLine | DiffGap)[] = [];
  lines.forEach((line, index) => {
    if (isNear(index)) {
      shown.push(line);
      return;
    }
    const last = shown.at(-1);
    if (last?.kind === 'gap') last.count += 1;
    else shown.push({ kind: 'gap', count: 1 });
  });
  return shown;
}
