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

import {
  isAlias,
  isCollection,
  isNode,
  isPair,
  isScalar,
  type LineCounter,
  type Pair,
} from 'yaml';
import type { LineProblem, Problem } from '../words';

type Path = Problem['path'];

/** Parts that may repeat others; it also bounds how often by others again. */
export const MOST_ALIASES = 20;
const MOST_ITEMS = 50;
const DEEPEST = 30;
/** More than a person reads at once. */
const MOST_PROBLEMS = 30;
const LONGEST_MESSAGE = 200;
const CORE_TAG = 'tag:yaml.org,2002:';

/** Looks at every node once, and follows no alias. */
export class Inspector {
  readonly problems: LineProblem[] = [];
  readonly #lines: LineCounter;
  readonly #anchors = new Set<string>();
  #aliases = 0;

  constructor(lines: LineCounter) {
    this.#lines = lines;
  }

  add(offset: number, path: Path, message: string, remedy: string): void {
    if (this.problems.length >= MOST_PROBLEMS) return;
    const { line, col } = this.#lines.linePos(offset);
    this.problems.push({
      path,
      message: message.slice(0, LONGEST_MESSAGE),
      remedy,
      line: Math.max(line, 1),
      column: Math.max(col, 1),
    });
  }

  /** @param around - Anchors of the nodes that this one is in. */
  inspect(node: unknown, path: Path, around: readonly string[]): void {
    if (!isNode(node)) return;
    const at = node.range?.[0] ?? 0;
    if (isAlias(node)) {
      this.#alias(node.source, at, path, around);
      return;
    }
    if (node.tag) {
      this.add(
        at,
        path,
        `The tag ${node.tag.replace(CORE_TAG, '!!')} is not read`,
        'Leave tags out: write plain text, numbers, lists and maps',
      );
      return;
    }
    if (node.anchor) this.#anchors.add(node.anchor);
    if (!isCollection(node)) return;
    if (path.length >= DEEPEST) {
      this.add(at, path, 'This is nested too deeply', 'Take a level out');
      return;
    }
    this.#items(node.items, path, [
      ...around,
      ...(node.anchor ? [node.anchor] : []),
    ]);
  }

  #alias(
    source: string,
    at: number,
    path: Path,
    around: readonly string[],
  ): void {
    this.#aliases += 1;
    if (!this.#anchors.has(source)) {
      this.add(
        at,
        path,
        `*${source} repeats a part that has no such name before it`,
        'Write out what is meant',
      );
    } else if (around.includes(source)) {
      this.add(
        at,
        path,
        `*${source} stands inside of what it repeats, so it would never end`,
        'Write out what is meant',
      );
    } else if (this.#aliases === MOST_ALIASES + 1) {
      this.add(
        at,
        path,
        `More than ${MOST_ALIASES} parts repeat others by *name`,
        'Write some of them out',
      );
    }
  }

  #items(
    items: readonly unknown[],
    path: Path,
    around: readonly string[],
  ): void {
    if (items.length > MOST_ITEMS) {
      const most =
        path[0] === 'stages' || path[1] === 'stages' ? 20 : MOST_ITEMS;
      const first = items[most];
      this.add(
        offsetOf(isPair(first) ? first.key : first),
        path,
        `${path.at(-1) ?? 'The document'} has ${
          items.length
        } entries, at most ${most} are read`,
        `Leave out those from here on`,
      );
      return;
    }
    const names = new Set<string>();
    items.forEach((item, index) => {
      if (!isPair(item)) this.inspect(item, [...path, index], around);
      else this.#pair(item, names, path, around);
    });
  }

  #pair(
    { key, value }: Pair,
    names: Set<string>,
    path: Path,
    around: readonly string[],
  ): void {
    if (!isScalar(key) || key.tag) {
      this.add(offsetOf(key), path, 'A name is plain text', 'Rename it');
      return;
    }
    const name = String(key.value);
    if (names.has(name)) {
      this.add(
        offsetOf(key),
        [...path, name],
        `${name} is given twice`,
        'Leave one out',
      );
    }
    names.add(name);
    this.inspect(value, [...path, name], around);
  }
}

/** Where a node begins; 0 of what is none. */
export function offsetOf(node: unknown): number {
  return isNode(node) ? node.range?.[0] ?? 0 : 0;
}
