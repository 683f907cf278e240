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

import type { Knex } from 'knex';
import { readLeaves, readNodes } from '../../store/tree';
import { hashNode, leafOf } from '../../chain/merkle';
import { KEPT_LEVELS } from '../sequence';

const WIDTH = 2 ** KEPT_LEVELS;
/** About 30 kB each. */
const KEPT_TILES = 200;

/** Roots of full subtrees by level within the tile, the leaves of it first. */
type Tile = string[][];

function tileOf(bottom: string[]): Tile {
  const levels = [bottom];
  for (let width = bottom.length; width > 1; width = Math.floor(width / 2)) {
    const below = levels[levels.length - 1];
    const level: string[] = [];
    for (let at = 0; at + 1 < below.length; at += 2) {
      level.push(hashNode(below[at], below[at + 1]));
    }
    levels.push(level);
  }
  return levels;
}

/**
 * Reads roots of full subtrees for proofs. Only every eighth level is stored,
 * so a proof over millions of decisions costs three small reads at most.
 */
export class Tiles {
  readonly #knex: Knex;
  readonly #tiles = new Map<string, Promise<Tile>>();

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  readonly read = async (level: number, position: number): Promise<string> => {
    const above = level % KEPT_LEVELS;
    const kept = level - above;
    const first = position * 2 ** above;
    const tile = await this.#tile(kept, Math.floor(first / WIDTH));
    const root = tile[above]?.[(first % WIDTH) / 2 ** above];
    if (root) return root;
    throw new Error(`The tree lacks the subtree ${position} of level ${level}`);
  };

  #tile(level: number, index: number): Promise<Tile> {
    const key = `${level}/${index}`;
    const known = this.#tiles.get(key);
    // Taken out and put in again, it is the newest one.
    this.#tiles.delete(key);
    const tile = known ?? this.#load(level, index);
    this.#tiles.set(key, tile);
    const [oldest] = this.#tiles.keys();
    if (this.#tiles.size > KEPT_TILES) this.#tiles.delete(oldest);
    return tile;
  }

  async #load(level: number, index: number): Promise<Tile> {
    const from = index * WIDTH;
    if (level > 0) {
      return tileOf(await readNodes(this.#knex, level, from, from + WIDTH));
    }
    const leaves = await readLeaves(this.#knex, from, from + WIDTH);
    return tileOf(leaves.map(({ hash }) => leafOf(hash)));
  }
}
