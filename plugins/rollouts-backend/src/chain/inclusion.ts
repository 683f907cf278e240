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

import { hashNode } from './merkle';

/*
 * Audit paths of RFC 6962, section 2.1.1: that a leaf is in a tree, without
 * the rest of the tree.
 */

/** The root of a full subtree: 2 ** level leaves, the `position`-th of those. */
export type SubtreeReader = (
  level: number,
  position: number,
) => Promise<string>;

/** The largest power of two below `size`, which is 2 or more. */
function split(size: number): number {
  let half = 1;
  while (half * 2 < size) half *= 2;
  return half;
}

/** The root of the leaves from `start` on; `start` is a multiple of a power of two that is not below `size`. */
async function rootOf(
  start: number,
  size: number,
  read: SubtreeReader,
): Promise<string> {
  const level = Math.log2(size);
  if (Number.isInteger(level)) return read(level, start / size);
  const left = split(size);
  return hashNode(
    await read(Math.log2(left), start / left),
    await rootOf(start + left, size - left, read),
  );
}

/** What a leaf is hashed with on the way to the root, from the leaf up. */
export async function proveInclusion(
  index: number,
  size: number,
  read: SubtreeReader,
): Promise<string[]> {
  const path: string[] = [];
  let start = 0;
  let width = size;
  while (width > 1) {
    const left = split(width);
    if (index - start < left) {
      path.push(await rootOf(start + left, width - left, read));
      width = left;
    } else {
      path.push(await rootOf(start, left, read));
      start += left;
      width -= left;
    }
  }
  return path.reverse();
}

/** The root that a path leads to; undefined when it can't be a path of such a leaf. */
export function rootByPath(
  leaf: string,
  index: number,
  size: number,
  path: readonly string[],
): string | undefined {
  if (index >= size) return undefined;
  let node = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of path) {
    if (last === 0) return undefined;
    if (node % 2 === 1 || node === last) {
      hash = hashNode(sibling, hash);
      while (node % 2 === 0 && node !== 0) {
        node = Math.floor(node / 2);
        last = Math.floor(last / 2);
      }
    } else {
      hash = hashNode(hash, sibling);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? hash : undefined;
}
