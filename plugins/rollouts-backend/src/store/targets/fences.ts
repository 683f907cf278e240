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

import type {
  Exposure,
  Fence,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { inTransaction } from '../transaction';
import type { Writing } from '../tables';
import { lockTicket, type Ticket } from '../work/ticket';

/** Every write that was decided before knows a lower fence from now on. */
export async function raiseFences(trx: Knex, rolloutId: string): Promise<void> {
  await trx.raw(
    `with held as (
       select id from targets where rollout_id = ? order by id for update
     )
     update targets set fence_count = fence_count + 1
     from held where targets.id = held.id`,
    [rolloutId],
  );
}

async function raise(
  trx: Knex,
  targetId: string,
  above: Fence,
): Promise<Fence> {
  const {
    rows: [row],
  } = await trx.raw<{ rows: { fence_epoch: number; fence_count: number }[] }>(
    `update targets
     set fence_epoch = greatest(fence_epoch, :epoch),
         fence_count = 1 + case
           when fence_epoch < :epoch then :count
           when fence_epoch = :epoch then greatest(fence_count, :count)
           else fence_count end
     where id = :targetId
     returning fence_epoch, fence_count`,
    { targetId, epoch: above.epoch, count: above.count },
  );
  return { epoch: row.fence_epoch, count: row.fence_count };
}

/**
 * The next fence of a target, above its own and above `above`, for the holder
 * of the ticket.
 *
 * @throws LostTicketError
 */
export async function raiseFence(
  knex: Knex,
  { targetId, ticket }: Ticket,
  above: Fence = { epoch: 0, count: 0 },
): Promise<Fence> {
  return inTransaction(knex, async trx => {
    await lockTicket(trx, targetId, ticket);
    return raise(trx, targetId, above);
  });
}

/**
 * The fence of a forward write that is about to be sent, and a note of what it
 * is: seen on the object, that fence tells that the write has landed.
 *
 * @throws LostTicketError
 */
export async function startWriting(
  knex: Knex,
  { targetId, ticket }: Ticket,
  write: {
    decision: string;
    exposure: Exposure;
    /** The note of the write before; its count goes on for the same decision. */
    previous: Writing | null;
    /** Whether it lowers what others raised. */
    reverts: boolean;
  },
): Promise<Fence> {
  return inTransaction(knex, async trx => {
    await lockTicket(trx, targetId, ticket);
    const fence = await raise(trx, targetId, { epoch: 0, count: 0 });
    const before =
      write.previous?.decision === write.decision ? write.previous : undefined;
    const writing: Writing = {
      decision: write.decision,
      exposure: write.exposure,
      fence: before?.fence ?? fence,
      reverts: (before?.reverts ?? 0) + (write.reverts ? 1 : 0),
    };
    await trx('targets')
      .where({ id: targetId })
      .update({ writing: JSON.stringify(writing) });
    return fence;
  });
}
