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

import { createHash } from 'node:crypto';

/*
 * The Merkle tree of RFC 6962, section 2.1. Hashes are hexadecimal text.
 */

const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);

/** The root of a tree without leaves. */
export const EMPTY_ROOT = createHash('sha256').digest('hex');

/** @param data - What the leaf holds, as bytes. */
export function hashLeaf(data: Uint8Array): string {
  return createHash('sha256').update(LEAF).update(data).digest('hex');
}

/** The leaf of an entry holds the 32 bytes of its hash. */
export function leafOf(entryHash: string): string {
  return hashLeaf(Buffer.from(entryHash, 'hex'));
}

export function hashNode(left: string, right: string): string {
  return createHash('sha256')
    .update(NODE)
    .update(left, 'hex')
    .update(right, 'hex')
    .digest('hex');
}

/** The root of a full subtree of 2 ** level leaves; `position` counts those. */
export interface SubtreeRoot {
  level: number;
  position: number;
  hash: string;
}

/**
 * A tree that only grows. It keeps the roots of its full subtrees, the largest
 * first, which is all that the next leaf and the root need.
 */
export class Frontier {
  #size: number;
  readonly #roots: string[];

  /** @param roots - One for each bit that is set in `size`. */
  constructor(size = 0, roots: readonly string[] = []) {
    this.#size = size;
    this.#roots = [...roots];
  }

  get size(): number {
    return this.#size;
  }

  get roots(): readonly string[] {
    return this.#roots;
  }

  /**
   * Adds a leaf.
   *
   * @param onFull - told of each subtree of two leaves or more that it fills
   */
  append(leaf: string, onFull?: (root: SubtreeRoot) => void): void {
    let hash = leaf;
    let position = this.#size;
    for (let level = 1; position % 2 === 1; level += 1) {
      const left = this.#roots.pop();
      if (left === undefined) throw new Error('The frontier lacks a subtree');
      hash = hashNode(left, hash);
      position = (position - 1) / 2;
      onFull?.({ level, position, hash });
    }
    this.#roots.push(hash);
    this.#size += 1;
  }

  root(): string {
    const [last, ...others] = [...this.#roots].reverse();
    if (last === undefined) return EMPTY_ROOT;
    return others.reduce((right, left) => hashNode(left, right), last);
  }
}
