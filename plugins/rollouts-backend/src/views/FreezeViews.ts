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
  Freeze,
  OperationOutput,
  Operations,
} from '@stagecraft/backstage-plugin-rollouts-common';
import {
  freezeManagePermission,
  lineStopPermission,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { BasicPermission } from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import { refuseOperator } from '../freezes/refuseOperator';
import { windowsBetween } from '../freezes/windows';
import { InputProblemsError } from '../problems/errors';
import { viewFreezes } from '../governance/Freezes';
import { databaseNow } from '../store/clock';
import { readOpenFreezes, readPastFreezes } from '../store/freezes';
import { seenOf } from '../store/rollouts';
import { lacksPermission } from '../permissions/commandPermissions';
import type { Viewer } from '../permissions/Viewer';

type Listed = OperationOutput<Operations['listFreezes']>;

const DAY_MS = 86_400_000;
const SHOWN_MS = 31 * DAY_MS;
const LONGEST_MS = 400 * DAY_MS;
const MOST_WINDOWS = 1000;

const ORDER = ['in-force', 'upcoming', 'past'];

function refOf({ scope }: Freeze): string | null {
  return 'ref' in scope ? scope.ref : null;
}

function rangeOf(
  { from, to }: { from?: string; to?: string },
  now: Date,
): { from: Date; to: Date } {
  const start = from ? new Date(from) : now;
  const end = to ? new Date(to) : new Date(start.getTime() + SHOWN_MS);
  const length = end.getTime() - start.getTime();
  if (length > 0 && length <= LONGEST_MS) return { from: start, to: end };
  throw new InputProblemsError([
    {
      path: ['to'],
      message:
        length > 0
          ? 'That is more than 400 days after the start'
          : 'That is not after the start',
      remedy: 'Choose an end within 400 days of the start',
    },
  ]);
}

/** Freezes and their windows, as far as their viewer sees what they cover. */
export class FreezeViews {
  readonly #knex: Knex;
  readonly #operators: readonly string[];

  constructor(options: { knex: Knex; operators: readonly string[] }) {
    this.#knex = options.knex;
    this.#operators = options.operators;
  }

  /** @throws InputProblemsError for a calendar without or with endless days. */
  async list(
    query: { from?: string; to?: string },
    viewer: Viewer,
  ): Promise<Listed> {
    const now = await databaseNow(this.#knex);
    const { from, to } = rangeOf(query, now);
    const freezes = await this.#seen(viewer, now);
    const views = await viewFreezes(this.#knex, freezes, now);
    const windows = freezes
      .flatMap(freeze =>
        windowsBetween(freeze, from, to).map(window => ({
          ...window,
          freezeId: freeze.id,
        })),
      )
      .sort((a, b) => Date.parse(a.start) - Date.parse(b.start));
    return {
      items: views.sort(
        (a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state),
      ),
      windows: windows.slice(0, MOST_WINDOWS),
      truncated: windows.length > MOST_WINDOWS,
      operators: [...this.#operators],
      manage: this.#state(viewer, freezeManagePermission),
      stop: this.#state(viewer, lineStopPermission),
      now: now.toISOString(),
    };
  }

  /** A freeze of what one may not see would tell that it is there. */
  async #seen(viewer: Viewer, now: Date): Promise<Freeze[]> {
    const freezes = [
      ...(await readOpenFreezes(this.#knex, now)),
      ...(await readPastFreezes(this.#knex, now)),
    ];
    const refs = freezes.flatMap(freeze => refOf(freeze) ?? []);
    const seen = await seenOf(this.#knex, refs, viewer.visibility);
    return freezes.filter(freeze => {
      const ref = refOf(freeze);
      return ref === null || seen.has(ref);
    });
  }

  #state(
    { actor, permits }: Viewer,
    permission: BasicPermission,
  ): Listed['manage'] {
    const refused = refuseOperator(actor, this.#operators);
    if (refused) {
      const { reason, remedy, whoCould } = refused;
      return { open: false, reason, remedy, whoCould };
    }
    return permits.has(permission.name)
      ? { open: true }
      : { open: false, ...lacksPermission(permission) };
  }
}
