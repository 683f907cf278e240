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

import type { TreeHead } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { databaseNow } from '../store/clock';
import { addToOutbox } from '../store/outbox';
import { inTransaction } from '../store/transaction';
import {
  lockTree,
  readNewestHead,
  takeQueued,
  writeGrown,
  type Leaf,
} from '../store/tree';
import type { SigningKey } from './keys';
import { Frontier, leafOf, type SubtreeRoot } from '../chain/merkle';

/** Every so many levels the roots of full subtrees are kept, for proofs. */
export const KEPT_LEVELS = 8;

export interface SequenceOptions {
  knex: Knex;
  key: Pick<SigningKey, 'sign'>;
  /** Names of the copies that are to get the head. */
  copies: readonly string[];
  /** Between two heads. */
  intervalMs: number;
  /** Entries that one head may newly cover. */
  batch: number;
}

/**
 * Gives entries that no head covers their place in the global order, and
 * signs a head over all so far; undefined when there are none, it is too
 * early, or another replica does it. All of it is one transaction: dying
 * leaves everything as it was. It locks nothing that deciding needs.
 */
export async function sequenceOnce(
  options: SequenceOptions,
): Promise<{ head: TreeHead; more: boolean } | undefined> {
  return inTransaction(options.knex, async trx => {
    const state = await lockTree(trx);
    if (!state) return undefined;
    const queued = await takeQueued(trx, options.batch);
    if (queued.length === 0) return undefined;

    const frontier = new Frontier(Number(state.size), state.frontier);
    const nodes: SubtreeRoot[] = [];
    const leaves: Leaf[] = queued.map(entry => {
      const index = frontier.size;
      frontier.append(leafOf(entry.hash), root => {
        if (root.level % KEPT_LEVELS === 0) nodes.push(root);
      });
      return { index, ...entry };
    });
    const previous = await readNewestHead(trx);
    const head = options.key.sign({
      size: frontier.size,
      root: frontier.root(),
      at: (await databaseNow(trx)).toISOString(),
      previous: previous ? { size: previous.size, root: previous.root } : null,
    });
    const more = queued.length === options.batch;
    await writeGrown(trx, {
      leaves,
      nodes,
      head,
      frontier: frontier.roots,
      dueInMs: more ? 0 : options.intervalMs,
    });
    for (const name of options.copies) await queueCopy(trx, name, head.size);
    return { head, more };
  });
}

/** Has a copy brought up to date once the transaction is committed. */
export async function queueCopy(
  trx: Knex,
  name: string,
  why: number | string,
): Promise<void> {
  await addToOutbox(trx, {
    kind: 'tree-copy',
    payload: { name },
    dedupeKey: `tree-copy/${why}/${name}`,
  });
}
