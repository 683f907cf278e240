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
import { toError } from '@backstage/errors';
import type {
  Actor,
  Freeze,
  FreezeDraft,
  FreezeScope,
  FreezeView,
  LineRollout,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { declare } from '../freezes/changes';
import { refuseOperator } from '../freezes/refuseOperator';
import { describeScope } from '../freezes/scope';
import { decide } from '../lifecycle/decide';
import { NO_EVIDENCE } from '../lifecycle/decision';
import { databaseNow } from '../store/clock';
import { readTitles } from '../store/experiments';
import { insertFreeze, readLineFreeze } from '../store/freezes';
import {
  awaitDecisions,
  listInScope,
  type StoredRollout,
} from '../store/rollouts';
import { inTransaction } from '../store/transaction';
import type { Visibility } from '../store/visibility';
import { viewContext } from './contexts';
import type { Door } from './door';
import { refusalError } from '../problems/errors';
import { viewFreezes } from './Freezes';
import { tellOfFreeze } from './tellOfFreezes';

/** Rollouts are held side by side, and others' commands still get their turn. */
const SIDE_BY_SIDE = 4;

type Held = Pick<LineRollout, 'outcome' | 'why'>;

interface Asked {
  scope: FreezeScope;
  actor: Actor;
  visibility: Visibility;
}

export interface Line {
  items: LineRollout[];
  complete: boolean;
  now: Date;
}

function notHeld({ state }: StoredRollout, why: string): Held {
  return state.phase === 'held'
    ? { outcome: 'already-held', why: 'It is held already' }
    : { outcome: 'not-held', why };
}

/** Holds everything exposed in a scope at once, each by its own decision. */
export class LineStop {
  readonly #knex: Knex;
  readonly #door: Pick<Door, 'command'>;
  readonly #operators: readonly string[];

  constructor(options: {
    knex: Knex;
    door: Pick<Door, 'command'>;
    operators: readonly string[];
  }) {
    this.#knex = options.knex;
    this.#door = options.door;
    this.#operators = options.operators;
  }

  /** What stopping the line would hold, by the same `decide`. */
  async preview(asked: Asked): Promise<Line> {
    this.#refuse(asked.actor);
    const now = await databaseNow(this.#knex);
    return this.#told(asked, now, async rollout => {
      const context = viewContext(rollout, {
        evidence: NO_EVIDENCE,
        policies: [],
        now,
      });
      const outcome = decide(
        rollout.state,
        { command: 'hold', version: rollout.version, reason: 'Would it hold?' },
        asked.actor,
        context,
      );
      return outcome.accepted
        ? { outcome: 'holds', why: null }
        : notHeld(rollout, outcome.reason);
    });
  }

  /**
   * Freezes the scope, then holds what is exposed in it. Doing so again
   * neither freezes nor holds twice, and holds what could not be held before.
   *
   * @throws RefusedActorError for anybody but an operator in person.
   */
  async stop(
    asked: Asked & Pick<FreezeDraft, 'reason' | 'contact'>,
  ): Promise<Line & { freeze: FreezeView }> {
    this.#refuse(asked.actor);
    const { reason, actor, scope } = asked;
    const freeze = await inTransaction(this.#knex, trx =>
      this.#freeze(trx, asked),
    );
    // A stage that is being opened now was decided on before the freeze.
    await inTransaction(this.#knex, trx => awaitDecisions(trx, scope));
    const now = await databaseNow(this.#knex);
    const line = await this.#told(asked, now, async rollout => {
      try {
        const result = await this.#door.command({
          rolloutId: rollout.id,
          command: {
            command: 'hold',
            version: rollout.version,
            reason: `Line stopped: ${reason}`,
          },
          actor,
          toldElsewhere: true,
        });
        return result.accepted
          ? { outcome: 'held', why: null }
          : notHeld(result.rollout, result.refusal.reason);
      } catch (error) {
        // The others are held all the same, and this one is told of.
        return { outcome: 'not-held', why: toError(error).message };
      }
    });
    const [view] = await viewFreezes(this.#knex, [freeze], now);
    return { ...line, freeze: view };
  }

  #refuse(actor: Actor): void {
    const refused = refuseOperator(actor, this.#operators);
    if (refused) throw refusalError(refused);
  }

  async #freeze(
    trx: Knex,
    { scope, reason, contact, actor }: Parameters<LineStop['stop']>[0],
  ): Promise<Freeze> {
    const before = await readLineFreeze(trx, scope);
    if (before) return before;
    const now = await databaseNow(trx);
    const outcome = declare(
      {
        title: `Line stopped: ${describeScope(scope)}`,
        reason,
        contact,
        scope,
        timing: { kind: 'one-off', start: now.toISOString(), end: null },
      },
      { id: randomUUID(), stopsLine: true },
      { actor, reason, now },
    );
    if (!('freeze' in outcome))
      throw new Error('An open freeze is never wrong');
    const { freeze, change } = outcome;
    if (await insertFreeze(trx, freeze, change)) {
      await tellOfFreeze(trx, freeze, change);
      return freeze;
    }
    const other = await readLineFreeze(trx, scope);
    if (!other)
      throw new Error('Somebody stopped the line and ended it at once');
    return other;
  }

  async #told(
    { scope, visibility }: Asked,
    now: Date,
    hold: (rollout: StoredRollout) => Promise<Held>,
  ): Promise<Line> {
    const query = { scope, exposedOnly: true } as const;
    const all = await listInScope(this.#knex, { ...query, visibility: 'all' });
    const shown = await listInScope(this.#knex, { ...query, visibility });
    const seen = new Set(shown.map(({ id }) => id));
    const held = await sideBySide(all, hold);
    const titles = await readTitles(
      this.#knex,
      all.map(({ experimentId }) => experimentId),
    );
    const items = all.flatMap((rollout, index): LineRollout[] =>
      seen.has(rollout.id)
        ? [
            {
              rolloutId: rollout.id,
              title: titles.get(rollout.experimentId) ?? '',
              service: rollout.service,
              environment: rollout.plan.environment,
              phase: rollout.state.phase,
              ...held[index],
            },
          ]
        : [],
    );
    return { items, complete: visibility === 'all', now };
  }
}

/** The answers in the order of the questions, a few at a time. */
async function sideBySide<T, R>(
  all: readonly T[],
  work: (one: T) => Promise<R>,
): Promise<R[]> {
  const answers: R[] = [];
  const waiting = all.entries();
  const lane = async () => {
    for (const [index, one] of waiting) answers[index] = await work(one);
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, lane));
  return answers;
}
