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
import type {
  Comment,
  Problem,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import {
  InputProblemsError,
  MissingError,
  RefusedActorError,
} from '../problems/errors';
import { once, type RequestKey } from '../governance/once';
import {
  insertComment,
  listComments,
  lockComment,
  readCommenters,
  withdrawComment,
  type CommentPosition,
  type CommentRow,
} from '../store/comments';
import { readExperiment } from '../store/experiments';
import { addNotice } from '../store/outbox';
import { readRollout } from '../store/rollouts';
import type { ExperimentRow } from '../store/tables';
import { inTransaction } from '../store/transaction';
import type { Page } from '../views/Rollouts';
import type { Viewer } from '../permissions/Viewer';

function viewOf(row: CommentRow, { actor }: Viewer): Comment {
  return {
    id: row.id,
    rolloutId: row.rollout_id,
    actor: row.actor,
    text: row.text,
    at: row.at.toISOString(),
    withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
    own: row.withdrawn_at === null && row.actor.ref === actor.ref,
  };
}

const NOT_ITS_ROLLOUT: Problem = {
  path: ['rolloutId'],
  message: 'That is no rollout of this experiment',
  remedy: 'Leave it out to comment on the experiment as a whole',
};

/** What people say on experiments and rollouts. */
export class Discussion {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** @throws MissingError */
  async list(
    scope: { experimentId: string; rolloutId?: string },
    viewer: Viewer,
    page: { limit: number; after?: CommentPosition },
  ): Promise<Page<Comment, CommentPosition>> {
    await this.#experiment(this.#knex, scope.experimentId, viewer);
    const rows = await listComments(this.#knex, scope, viewer.visibility, {
      ...page,
      limit: page.limit + 1,
    });
    const shown = rows.slice(0, page.limit);
    const last = shown.at(-1);
    return {
      items: shown.map(row => viewOf(row, viewer)),
      next:
        rows.length > page.limit && last
          ? { at: last.exact_at, id: last.id }
          : undefined,
    };
  }

  /**
   * @throws MissingError
   * @throws InputProblemsError for a rollout of another experiment.
   */
  async comment(
    said: { experimentId: string; rolloutId?: string; text: string },
    viewer: Viewer,
    key?: RequestKey,
  ): Promise<Comment> {
    return inTransaction(this.#knex, async trx => {
      const work = () => this.#say(trx, said, viewer);
      const comment = await (key ? once(trx, key, work) : work());
      if (!comment) throw new Error('A comment has an answer');
      return comment;
    });
  }

  /**
   * @throws MissingError
   * @throws RefusedActorError for somebody else's comment.
   */
  async withdraw(id: string, viewer: Viewer): Promise<Comment> {
    return inTransaction(this.#knex, async trx => {
      const comment = await lockComment(trx, id, viewer.visibility);
      if (!comment) {
        throw new MissingError(
          `There is no comment ${id}`,
          'Load the discussion again',
        );
      }
      if (comment.actor.ref !== viewer.actor.ref) {
        throw new RefusedActorError(
          'A comment is withdrawn by whoever wrote it',
          { code: 'not-eligible', remedy: `Ask ${comment.actor.name}` },
        );
      }
      return viewOf(await withdrawComment(trx, id), viewer);
    });
  }

  async #say(
    trx: Knex,
    said: { experimentId: string; rolloutId?: string; text: string },
    viewer: Viewer,
  ): Promise<Comment> {
    const { experimentId, rolloutId = null, text } = said;
    const experiment = await this.#experiment(trx, experimentId, viewer);
    if (rolloutId !== null) {
      const { visibility } = viewer;
      const rollout = await readRollout(trx, rolloutId, { visibility });
      if (rollout?.experimentId !== experimentId) {
        throw new InputProblemsError([NOT_ITS_ROLLOUT]);
      }
    }
    const before = await readCommenters(trx, experimentId);
    const { kind, ref, name } = viewer.actor;
    const row = await insertComment(trx, {
      id: randomUUID(),
      experiment_id: experimentId,
      rollout_id: rolloutId,
      actor: { kind, ref, name },
      text,
    });
    await addNotice(
      trx,
      {
        topic: 'commented',
        recipients: [experiment.requested_by.ref, ...before],
        except: ref,
        title: `${name} commented: ${experiment.body.title}`,
        // What was said stays where it can be withdrawn.
        description: 'Open the discussion to read it',
        rolloutId,
        experimentId,
        ...(rolloutId === null && {
          link: `/rollouts/experiments/${encodeURIComponent(experimentId)}`,
        }),
      },
      `comment/${row.id}`,
    );
    return viewOf(row, viewer);
  }

  async #experiment(
    trx: Knex,
    id: string,
    { visibility }: Viewer,
  ): Promise<ExperimentRow> {
    const experiment = await readExperiment(trx, id, { visibility });
    if (experiment) return experiment;
    throw new MissingError(
      `There is no experiment ${id}`,
      'Look for it on the list of experiments',
    );
  }
}
