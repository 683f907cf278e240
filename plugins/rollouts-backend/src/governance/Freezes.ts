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

import { randomUUID } from 'node:crypto';
import {
  freezeTimingSchema,
  type Actor,
  type Freeze,
  type FreezeChange,
  type FreezeDraft,
  type FreezeView,
  type FreezeWindow,
  type Problem,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { declare, end, extend, type FreezeOutcome } from '../freezes/changes';
import { refuseOperator } from '../freezes/refuseOperator';
import { timingProblems } from '../freezes/timingProblems';
import { standing, windowsBetween } from '../freezes/windows';
import { databaseNow } from '../store/clock';
import {
  insertFreeze,
  readFreeze,
  readFreezeChanges,
  writeFreeze,
} from '../store/freezes';
import { inTransaction } from '../store/transaction';
import {
  InputProblemsError,
  MissingError,
  refusalError,
  StaleVersionError,
} from '../problems/errors';
import { once, type RequestKey } from './once';
import { below, problemsOf } from '../problems/problems';
import { tellOfFreeze } from './tellOfFreezes';

const PREVIEWED_MS = 400 * 86_400_000;
const PREVIEWED = 5;

interface Given {
  actor: Actor;
  key?: RequestKey;
}

type Done = Extract<FreezeOutcome, { freeze: Freeze }>;

/** @throws what a refusal or a problem is answered with. */
function done(outcome: FreezeOutcome, at: readonly string[] = []): Done {
  if ('refused' in outcome) throw refusalError(outcome.refused);
  if ('problems' in outcome) {
    throw new InputProblemsError(below([...at], outcome.problems));
  }
  return outcome;
}

/** A freeze with its history, as it stands now. */
export async function viewFreezes(
  trx: Knex,
  freezes: readonly Freeze[],
  now: Date,
): Promise<FreezeView[]> {
  const changes = await readFreezeChanges(
    trx,
    freezes.map(({ id }) => id),
  );
  return freezes.map(freeze => ({
    ...freeze,
    ...standing(freeze, now),
    history: changes.get(freeze.id) ?? [],
  }));
}

/** Declares freezes, and lets them end later or earlier: each for the record. */
export class Freezes {
  readonly #knex: Knex;
  readonly #operators: readonly string[];

  constructor(options: { knex: Knex; operators: readonly string[] }) {
    this.#knex = options.knex;
    this.#operators = options.operators;
  }

  /** The next windows of a timing that is being written; nothing is kept. */
  async preview(
    raw: unknown,
  ): Promise<{ problems: Problem[]; windows: FreezeWindow[] }> {
    const parsed = freezeTimingSchema.safeParse(raw, { reportInput: true });
    if (!parsed.success) {
      return { problems: problemsOf(parsed.error), windows: [] };
    }
    const now = await databaseNow(this.#knex);
    const problems = timingProblems(parsed.data, now);
    if (problems.length > 0) return { problems, windows: [] };
    const timed = { timing: parsed.data, moved: [], ended: null };
    const to = new Date(now.getTime() + PREVIEWED_MS);
    const windows = windowsBetween(timed, now, to).slice(0, PREVIEWED);
    const { window } = standing(timed, now);
    return {
      problems: [],
      windows: windows.length === 0 && window ? [window] : windows,
    };
  }

  /** @throws RefusedActorError, InputProblemsError below `timing`. */
  async declare(draft: FreezeDraft, given: Given): Promise<FreezeView> {
    return this.#once(given, async trx => {
      const now = await databaseNow(trx);
      const id = randomUUID();
      const { reason } = draft;
      const outcome = declare(
        draft,
        { id, stopsLine: false },
        { actor: given.actor, reason, now },
      );
      return this.#keep(trx, done(outcome, ['timing']), now, insertFreeze);
    });
  }

  /** @throws as `declare`, MissingError, StaleVersionError. */
  async extend(
    request: { id: string; version: number; reason: string; end: string },
    given: Given,
  ): Promise<FreezeView> {
    const { reason } = request;
    return this.#once(given, async trx => {
      const freeze = await this.#read(trx, request);
      const now = await databaseNow(trx);
      const { actor } = given;
      const outcome = extend(freeze, request.end, { actor, reason, now });
      return this.#keep(trx, done(outcome), now, writeFreeze);
    });
  }

  /** @throws as `extend`. */
  async end(
    request: {
      id: string;
      version: number;
      reason: string;
      what: 'freeze' | 'window';
    },
    given: Given,
  ): Promise<FreezeView> {
    const { reason, what } = request;
    return this.#once(given, async trx => {
      const freeze = await this.#read(trx, request);
      const now = await databaseNow(trx);
      const outcome = end(freeze, what, { actor: given.actor, reason, now });
      return this.#keep(trx, done(outcome), now, writeFreeze);
    });
  }

  async #once(
    { actor, key }: Given,
    work: (trx: Knex.Transaction) => Promise<FreezeView>,
  ): Promise<FreezeView> {
    const refused = refuseOperator(actor, this.#operators);
    if (refused) throw refusalError(refused);
    return inTransaction(this.#knex, async trx => {
      const view = key
        ? await once(trx, key, () => work(trx))
        : await work(trx);
      if (!view) throw new Error('A change of a freeze has an answer');
      return view;
    });
  }

  async #read(
    trx: Knex,
    { id, version }: { id: string; version: number },
  ): Promise<Freeze> {
    const freeze = await readFreeze(trx, id, { forUpdate: true });
    if (!freeze) {
      throw new MissingError(
        `There is no freeze ${id}`,
        'Look for it among the freezes',
      );
    }
    if (freeze.version !== version) {
      throw new StaleVersionError('freeze', version, freeze.version);
    }
    return freeze;
  }

  async #keep(
    trx: Knex,
    { freeze, change }: { freeze: Freeze; change: FreezeChange },
    now: Date,
    write: (trx: Knex, freeze: Freeze, change: FreezeChange) => unknown,
  ): Promise<FreezeView> {
    await write(trx, freeze, change);
    await tellOfFreeze(trx, freeze, change);
    const [view] = await viewFreezes(trx, [freeze], now);
    return view;
  }
}
