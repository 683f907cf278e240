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

import type { PlaybookView } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { MissingError } from '../governance/errors';
import {
  readFared,
  readNewestPlaybooks,
  readPlaybook,
  readVersions,
  UNUSED,
} from '../store/playbooks';
import type { PlaybookRow } from '../store/tables';

/** Playbooks with their versions, and how they fared. */
export class Playbooks {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async list(): Promise<PlaybookView[]> {
    return this.#views(await readNewestPlaybooks(this.#knex));
  }

  /** @throws MissingError */
  async get(id: string, version?: number): Promise<PlaybookView> {
    const row = await readPlaybook(this.#knex, id, version);
    const [view] = row ? await this.#views([row]) : [];
    if (view) return view;
    throw new MissingError(
      version === undefined
        ? `There is no playbook ${id}`
        : `There is no version ${version} of playbook ${id}`,
      'Look for it on the list of playbooks',
    );
  }

  async #views(rows: readonly PlaybookRow[]): Promise<PlaybookView[]> {
    const ids = rows.map(row => row.id);
    const [versions, fared] = await Promise.all([
      readVersions(this.#knex, ids),
      readFared(this.#knex, ids),
    ]);
    return rows.map(row => ({
      ...row.body,
      version: row.version,
      versions: versions
        .filter(({ id }) => id === row.id)
        .map(({ version, created_at }) => ({
          version,
          createdAt: created_at.toISOString(),
        })),
      fared: fared.get(row.id) ?? UNUSED,
    }));
  }
}
