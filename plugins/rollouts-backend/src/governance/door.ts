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
import type { Knex } from 'knex';
import { decide } from '../lifecycle/decide';
import type { AnyCommand, AnyCommandName } from '../lifecycle/commands';
import type {
  DecideContext,
  Refused,
  StageEvidence,
} from '../lifecycle/decision';
import { DEFAULT_APPROVAL_LIFETIME_MS } from '../lifecycle/expiry';
import {
  withRollbackAuthority,
  type RollbackAuthority,
} from '../people/service';
import { databaseNow } from '../store/clock';
import { lockBypassesOf, openReviewsOf } from '../store/reviews';
import { readRollout, type StoredRollout } from '../store/rollouts';
import { inTransaction } from '../store/transaction';
import { lockTicket } from '../store/work';
import { commit, type Committed } from './commit';
import { missingRollout, StaleVersionError } from '../problems/errors';
import { readFreezesOf } from './freezesOf';
import { once, type RequestKey } from './once';
import { overrulesOf } from './overrules';
import { takesBack, type Preparation } from './preparation';
import type { DoorRequest } from './request';
import type { Preparer } from './Preparer';

export type DoorResult =
  | ({ accepted: true } & Committed)
  | { accepted: false; refusal: Refused; rollout: StoredRollout };

export interface DoorOptions {
  knex: Knex;
  preparer: Pick<Preparer, 'prepare'>;
  readEvidence(
    trx: Knex,
    rollout: StoredRollout,
    now: Date,
  ): Promise<StageEvidence>;
  /** How long an approval counts; seven days where nothing is said. */
  approvalLifetimeMs?: number;
  /** Groups that hear of every bypass, besides owners and operators. */
  security?: string[];
  /** Who else may roll back, by system: whatever the catalogue says. */
  rollbackAuthority?: RollbackAuthority[];
  /** Kinds of targets on which decisions are told. */
  recordedKinds?: ReadonlySet<string>;
}

const TRIES = 3;
/** What who may overrule matters to. */
const OBJECTING: readonly AnyCommandName[] = ['object', 'resolve-objection'];

/**
 * The one door. Every change of a rollout is decided here, and committed with
 * its decision in one transaction; only rows that are read after the commit
 * change anything outside.
 */
export class Door {
  readonly #options: DoorOptions;

  constructor(options: DoorOptions) {
    this.#options = options;
  }

  /**
   * @throws MissingError when there is no such rollout.
   * @throws StaleVersionError when the command was given on another version.
   * @throws LostTicketError when the ticket is no longer the work's.
   * @throws InputProblemsError when a revised plan is wrong.
   * @throws UnavailableError when who may do this can't be known now.
   */
  async command(request: DoorRequest): Promise<DoorResult> {
    return this.#prepared(request, preparation =>
      inTransaction(this.#options.knex, trx =>
        this.#decide(trx, request, preparation),
      ),
    );
  }

  /**
   * The same, made one with its repeats: what `answer` gives is kept with the
   * change.
   *
   * @throws RefusedConflictError when the key was used for another request.
   */
  async commandOnce<T>(
    request: DoorRequest,
    key: RequestKey,
    answer: (trx: Knex, rollout: StoredRollout) => Promise<T>,
  ): Promise<
    { accepted: true; answer: T } | { accepted: false; refusal: Refused }
  > {
    return this.#prepared(request, preparation =>
      inTransaction(this.#options.knex, async trx => {
        let refusal: Refused | undefined;
        let moved = false;
        const given = await once(trx, key, async () => {
          const result = await this.#decide(trx, request, preparation);
          if (result === undefined) moved = true;
          else if (result.accepted) return answer(trx, result.rollout);
          else refusal = result.refusal;
          return undefined;
        });
        if (moved) return undefined;
        if (refusal) return { accepted: false, refusal };
        if (given === undefined) throw new Error('A command has an answer');
        return { accepted: true, answer: given };
      }),
    );
  }

  /**
   * What takes asking others is done before the transaction, and anew where
   * the rollout has changed in between.
   */
  async #prepared<T>(
    request: DoorRequest,
    act: (preparation: Preparation) => Promise<T | undefined>,
  ): Promise<T> {
    const { knex, preparer } = this.#options;
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      const rollout = await readRollout(knex, request.rolloutId);
      if (!rollout) throw missingRollout(request.rolloutId);
      refuseStaleVersion(request.command, rollout);
      const result = await act(
        await preparer.prepare(rollout, request.command, request.actor),
      );
      if (result !== undefined) return result;
    }
    throw new Error(
      `Rollout ${request.rolloutId} changes faster than it can be decided on`,
    );
  }

  /** Undefined when the rollout has changed since it was prepared for. */
  async #decide(
    trx: Knex.Transaction,
    request: DoorRequest,
    preparation: Preparation,
  ): Promise<DoorResult | undefined> {
    const { command, actor, ticket } = request;
    const rollout = await readRollout(trx, request.rolloutId, {
      forUpdate: true,
    });
    if (!rollout) throw missingRollout(request.rolloutId);
    if (ticket) await lockTicket(trx, ticket.targetId, ticket.ticket);
    refuseStaleVersion(command, rollout);
    if (preparation.version !== undefined) {
      if (preparation.version !== rollout.version) return undefined;
    }
    const now = await databaseNow(trx);
    const { approvalLifetimeMs = DEFAULT_APPROVAL_LIFETIME_MS, security = [] } =
      this.#options;
    const judged = await preparation.judge?.(trx, rollout, now);
    const context: DecideContext = {
      now,
      plan: rollout.plan,
      planHash: rollout.planHash,
      people: withRollbackAuthority(
        preparation.people ?? rollout.people,
        rollout.system,
        this.#options.rollbackAuthority ?? [],
      ),
      ...(preparation.memberships && { memberships: preparation.memberships }),
      evidence: await this.#options.readEvidence(trx, rollout, now),
      policies: judged?.policies ?? preparation.policies,
      // What keeps exposure from rising has no say in taking it back.
      freezes: takesBack(command) ? [] : await readFreezesOf(trx, rollout, now),
      openReviews:
        command.command === 'bypass' ? await countOpen(trx, actor.ref) : 0,
      overrules: OBJECTING.includes(command.command)
        ? await overrulesOf(trx, rollout)
        : 'approvers',
      approvalLifetimeMs,
      security,
      ...(preparation.revised ? { revised: preparation.revised } : {}),
      newId: randomUUID(),
    };
    const outcome =
      preparation.refusal ?? decide(rollout.state, command, actor, context);
    if (!outcome.accepted) {
      return { accepted: false, refusal: outcome, rollout };
    }
    const inForce = judged?.inForce ?? preparation.inForce;
    const decided = {
      request,
      rollout,
      context,
      preparation,
      inForce,
      outcome,
      recordedKinds: this.#options.recordedKinds,
    };
    return { accepted: true, ...(await commit(trx, decided)) };
  }
}

async function countOpen(
  trx: Knex.Transaction,
  personRef: string,
): Promise<number> {
  await lockBypassesOf(trx, personRef);
  return openReviewsOf(trx, personRef);
}

/** Lowering exposure never depends on what its caller has seen. */
function refuseStaleVersion(command: AnyCommand, rollout: StoredRollout): void {
  if (takesBack(command) || !('version' in command)) return;
  if (command.version !== undefined && command.version !== rollout.version) {
    throw new StaleVersionError('rollout', command.version, rollout.version);
  }
}
