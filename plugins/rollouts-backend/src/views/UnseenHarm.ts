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
  OperationOutput,
  Operations,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { MissingError } from '../problems/errors';
import { gatherHarm } from '../outbox';
import { databaseNow } from '../store/clock';
import { markSeen, readUnseen } from '../store/harm';
import type { Viewer } from '../permissions/Viewer';

type HarmReader = Pick<Viewer, 'actor' | 'visibility'>;

/** What of harm people were told, until they say that they have seen it. */
export class UnseenHarm {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async list({
    actor,
    visibility,
  }: HarmReader): Promise<OperationOutput<Operations['listHarm']>> {
    const rows = await readUnseen(this.#knex, actor.ref, { visibility });
    return {
      items: gatherHarm(rows).map(({ harm }) => harm),
      now: (await databaseNow(this.#knex)).toISOString(),
    };
  }

  /**
   * Notes that the viewer has seen all that stood there when `id` was the
   * newest of it, and answers what is left.
   *
   * @throws MissingError when they were never told of it.
   */
  async acknowledge(
    reader: HarmReader,
    id: string,
  ): Promise<OperationOutput<Operations['listHarm']>> {
    const { actor, visibility } = reader;
    const rows = await readUnseen(this.#knex, actor.ref, {
      visibility,
      upTo: id,
    });
    const shown = gatherHarm(rows).find(({ harm }) => harm.id === id);
    // Seen already, or held no more: then there is nothing else to note.
    const keys = shown?.keys ?? [id];
    if ((await markSeen(this.#knex, actor.ref, keys)) === 0) {
      throw new MissingError(
        'You were told of no such harm',
        'What was seen is forgotten after a week: read the list again',
      );
    }
    return this.list(reader);
  }
}
