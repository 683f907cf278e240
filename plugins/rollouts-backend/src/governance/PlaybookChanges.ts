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
import type { PlaybookChangeDraft } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { databaseNow } from '../store/clock';
import { readExperiment } from '../store/experiments';
import {
  appendPlaybookEvent,
  closePlaybookChange,
  insertPlaybookChange,
  lockPlaybook,
  readPlaybook,
  readPlaybookChange,
  readStanding,
  writeStanding,
} from '../store/playbooks';
import { inTransaction } from '../store/transaction';
import { sees } from '../store/visibility';
import type { Viewer } from '../permissions/Viewer';
import {
  ownersOf,
  playbookError,
  refuseBase,
  refuseProposing,
  refuseRefusal,
  refuseReview,
  refuseSignOff,
  refuseWithdrawal,
  type PlaybookRefusal,
} from './decidePlaybook';
import { InputProblemsError, RefusedConflictError } from '../problems/errors';
import { once, type RequestKey } from './once';
import { documentOfDraft } from './playbookDraft';
import { missingChange, missingPlaybook } from './missingPlaybook';
import { bringAbout, refuseSame } from './playbookChange';
import { tellOfChange } from './tellOfPlaybooks';

type Asker = Pick<Viewer, 'actor' | 'permits' | 'visibility'>;

export interface ChangeDecision {
  changeId: string;
  decision: 'sign-off' | 'refuse' | 'withdraw';
  reason: string;
}

/** What the request is answered with, kept for its repeats. */
type Answer<T> = (trx: Knex, id: string) => Promise<T>;

const ENDS = {
  'sign-off': 'signed-off',
  refuse: 'refused',
  withdraw: 'withdrawn',
} as const;

function refuseIf(refusal: PlaybookRefusal | undefined): void {
  if (refusal) throw playbookError(refusal);
}

/** Changes playbooks: one proposes, the role that owns it signs off. */
export class PlaybookChanges {
  readonly #knex: Knex;
  readonly #operators: string[];

  constructor(options: { knex: Knex; operators: string[] }) {
    this.#knex = options.knex;
    this.#operators = options.operators;
  }

  /**
   * @throws InputProblemsError for what is wrong with it, and the error of a
   * refusal, which names the newer version where the base is not the newest.
   */
  async propose<T>(
    playbookId: string,
    draft: PlaybookChangeDraft,
    asker: Asker,
    answer: Answer<T>,
    key?: RequestKey,
  ): Promise<T> {
    refuseIf(refuseProposing(asker));
    const document = documentOfDraft(playbookId, draft);
    await this.#checkLearning(draft.learning, asker);
    return this.#once(key, playbookId, answer, async trx => {
      const newest = await readPlaybook(trx, playbookId);
      if (!newest && draft.kind !== 'revise') throw missingPlaybook(playbookId);
      refuseIf(
        refuseBase(
          { base_version: draft.baseVersion, playbook_id: playbookId },
          newest?.version ?? 0,
        ),
      );
      await refuseSame(trx, draft, document, newest);
      const id = randomUUID();
      await insertPlaybookChange(trx, {
        id,
        playbook_id: playbookId,
        kind: draft.kind,
        base_version: draft.baseVersion,
        document,
        reason: draft.reason,
        learning: draft.learning ?? null,
        proposed_by: asker.actor,
      });
      await appendPlaybookEvent(trx, {
        playbookId,
        kind: 'proposed',
        actor: asker.actor,
        reason: draft.reason,
        version: null,
        changeId: id,
      });
      await tellOfChange(trx, {
        change: { id, playbookId, kind: draft.kind },
        title: newest?.body.title ?? document?.title ?? playbookId,
        what: 'proposed',
        actor: asker.actor,
        reason: draft.reason,
        recipients: ownersOf(newest?.body, this.#operators),
      });
      return id;
    });
  }

  /** @throws MissingError, and the error of a refusal. */
  async decide<T>(
    { changeId, decision, reason }: ChangeDecision,
    asker: Asker,
    answer: Answer<T>,
    key?: RequestKey,
  ): Promise<T> {
    const known = await readPlaybookChange(this.#knex, changeId);
    if (!known) throw missingChange(changeId);
    return this.#once(key, known.playbook_id, answer, async trx => {
      const change = await readPlaybookChange(trx, changeId);
      if (!change) throw missingChange(changeId);
      const newest = await readPlaybook(trx, change.playbook_id);
      const owners = ownersOf(newest?.body, this.#operators);
      const context = { owners, newest: newest?.version ?? 0 };
      refuseIf(
        {
          'sign-off': refuseSignOff,
          refuse: refuseRefusal,
          withdraw: refuseWithdrawal,
        }[decision](change, asker, context),
      );
      const version =
        decision === 'sign-off'
          ? await bringAbout(trx, change, asker.actor)
          : null;
      await closePlaybookChange(trx, changeId, {
        state: ENDS[decision],
        closing_reason: reason,
        closed_by: asker.actor,
        version,
      });
      await appendPlaybookEvent(trx, {
        playbookId: change.playbook_id,
        kind: ENDS[decision],
        actor: asker.actor,
        reason,
        version,
        changeId,
      });
      await tellOfChange(trx, {
        change: {
          id: changeId,
          playbookId: change.playbook_id,
          kind: change.kind,
        },
        title: newest?.body.title ?? change.document?.title ?? '',
        what: ENDS[decision],
        actor: asker.actor,
        reason,
        recipients: decision === 'withdraw' ? owners : [change.proposed_by.ref],
      });
      return changeId;
    });
  }

  /** Records that the owner read the newest version again. */
  async review<T>(
    request: { playbookId: string; version: number; note: string },
    asker: Asker,
    answer: Answer<T>,
    key?: RequestKey,
  ): Promise<T> {
    const { playbookId, version, note } = request;
    return this.#once(key, playbookId, answer, async trx => {
      const newest = await readPlaybook(trx, playbookId);
      const standing = await readStanding(trx, playbookId);
      if (!newest || !standing) throw missingPlaybook(playbookId);
      const retired = standing.retired_at !== null;
      const owners = ownersOf(newest.body, this.#operators);
      refuseIf(refuseReview({ retired }, asker, owners));
      if (newest.version !== version) {
        throw new RefusedConflictError(
          `You read version ${version}, but version ${newest.version} is in force since`,
          {
            code: 'stale-version',
            remedy: 'Read what changed, then record it',
          },
        );
      }
      await writeStanding(trx, playbookId, {
        reviewed_at: await databaseNow(trx),
        reviewed_by: asker.actor,
        review_note: note,
      });
      await appendPlaybookEvent(trx, {
        playbookId,
        kind: 'reviewed',
        actor: asker.actor,
        reason: note,
        version,
        changeId: null,
      });
      return playbookId;
    });
  }

  /** A learning proposes only once it is written, and to who may read it. */
  async #checkLearning(
    experimentId: string | undefined,
    { visibility }: Asker,
  ): Promise<void> {
    if (experimentId === undefined) return;
    const experiment = await readExperiment(this.#knex, experimentId);
    if (experiment?.outcome && sees(visibility, experiment)) return;
    throw new InputProblemsError([
      {
        path: ['body', 'learning'],
        message: `There is no learning of an experiment ${experimentId}`,
        remedy: 'Conclude the experiment first, or leave it out',
      },
    ]);
  }

  #once<T>(
    key: RequestKey | undefined,
    playbookId: string,
    answer: Answer<T>,
    act: (trx: Knex.Transaction) => Promise<string>,
  ): Promise<T> {
    return inTransaction(this.#knex, async trx => {
      const work = async () => {
        await lockPlaybook(trx, playbookId);
        return answer(trx, await act(trx));
      };
      const given = key ? await once(trx, key, work) : await work();
      if (given === undefined) throw new Error('A change has an answer');
      return given;
    });
  }
}
