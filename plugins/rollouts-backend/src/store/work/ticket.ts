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

/** One claim of a target's work; nobody else has this ticket. */
export interface Ticket {
  targetId: string;
  ticket: string;
}

/** The work was claimed anew, or taken away: whoever holds the ticket stops. */
export class LostTicketError extends Error {
  constructor(targetId: string) {
    super(`The work on target ${targetId} is no longer held with this ticket`);
    this.name = 'LostTicketError';
  }
}

/**
 * Keeps the claim for the rest of the transaction.
 *
 * @throws LostTicketError when the work has another ticket, or none.
 */
export async function lockTicket(
  trx: Knex,
  targetId: string,
  ticket: string,
): Promise<void> {
  const row = await trx('work')
    .where({ target_id: targetId, ticket })
    .first('target_id')
    .forUpdate();
  if (!row) throw new LostTicketError(targetId);
}
