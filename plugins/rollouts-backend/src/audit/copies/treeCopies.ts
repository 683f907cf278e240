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

import { toError } from '@backstage/errors';
import type {
  TreeCopy,
  TreeHead,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { z } from 'zod';
import { Undelivered, type Deliverer } from '../../outbox/deliverer';
import {
  lockCopy,
  noteCopied,
  noteCopyTrouble,
  readHeads,
  readLeaves,
} from '../../store/tree';
import type { Copy } from './copy';

const payloadSchema = z.object({ name: z.string() });

type Kept = 'one' | 'none-left' | 'busy';

/** Keeps the next head in a copy, and notes that it has it. */
async function keepNext(knex: Knex, copy: Copy): Promise<Kept> {
  return knex.transaction(async trx => {
    const row = await lockCopy(trx, copy.name);
    if (!row) return 'busy';
    const [head] = await readHeads(trx, Number(row.copied_size), 1);
    if (!head) return 'none-left';
    await copy.keep(await copyLine(trx, head));
    await noteCopied(trx, copy.name, head.size);
    return 'one';
  });
}

async function copyLine(trx: Knex, head: TreeHead): Promise<TreeCopy> {
  const leaves = await readLeaves(trx, head.previous?.size ?? 0, head.size);
  return {
    head,
    entries: leaves.map(leaf => [leaf.chain, leaf.seq, leaf.hash]),
  };
}

/**
 * Brings a copy up to date, head by head in their order. What was kept but not
 * noted is kept again: copies may hold a head twice.
 */
export async function bringUpToDate(knex: Knex, copy: Copy): Promise<void> {
  let kept: Kept = 'one';
  while (kept === 'one') {
    try {
      kept = await keepNext(knex, copy);
    } catch (error) {
      await noteCopyTrouble(knex, copy.name, toError(error).message);
      throw error;
    }
  }
  // It may have looked before the newest head was there.
  if (kept === 'busy') {
    throw new Error(`Another replica writes to ${copy.name} now`);
  }
}

/** Copies tree heads outside the database, and tries again what fails. */
export function treeCopies(options: {
  knex: Knex;
  copies: readonly Copy[];
}): Deliverer {
  async function deliver(name: string): Promise<void> {
    const copy = options.copies.find(each => each.name === name);
    // One that is no longer configured is owed nothing.
    if (copy) await bringUpToDate(options.knex, copy);
  }
  return {
    kind: 'tree-copy',
    coalesces: true,
    async deliver(entries) {
      const reasons = new Map<string, Error>();
      const named = entries.flatMap(({ id, payload }) => {
        const { data, error } = payloadSchema.safeParse(payload);
        if (error) reasons.set(id, error);
        return data ? [{ id, name: data.name }] : [];
      });
      const names = [...new Set(named.map(({ name }) => name))];
      await Promise.all(
        names.map(name =>
          deliver(name).catch(error =>
            named
              .filter(each => each.name === name)
              .forEach(each => reasons.set(each.id, toError(error))),
          ),
        ),
      );
      if (reasons.size > 0) throw new Undelivered(reasons);
    },
  };
}
