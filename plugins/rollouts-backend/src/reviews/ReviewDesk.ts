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

import {
  reviewClosePermission,
  type Actor,
  type Review,
  type ReviewBody,
  type ReviewRow,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import {
  MissingError,
  refusalError,
  StaleVersionError,
} from '../problems/errors';
import { once, type RequestKey } from '../governance/once';
import type { Refused } from '../lifecycle/decision';
import type { People } from '../lifecycle/people';
import type { Directory } from '../people/Directory';
import { databaseNow } from '../store/clock';
import { listDecisions } from '../store/decisions';
import { readExperiment } from '../store/experiments';
import {
  countReviews,
  listReviews,
  readReview,
  readReviewHistory,
  writeReview,
  type ReviewFilter,
  type ReviewPosition,
} from '../store/reviews';
import { readRollout, type StoredRollout } from '../store/rollouts';
import type { ReviewTableRow } from '../store/tables';
import { inTransaction } from '../store/transaction';
import { lacksPermission } from '../permissions/commandPermissions';
import type { Viewer } from '../permissions/Viewer';
import {
  refuseCloser,
  refuseTicking,
  refuseUnfinished,
  refuseWriting,
  tickedOnly,
  type Reviewed,
} from './rights';
import { bypassTimeline, incidentTimeline } from './timeline';

/** Decisions after a bypass that its timeline shows. */
const SHOWN = 50;

export interface ReviewRequest {
  id: string;
  /** The version that the actor saw. */
  version: number;
  body: ReviewBody;
  closes: boolean;
  actor: Actor;
}

/** Reviews of incidents and bypasses, as people read, write and close them. */
export class ReviewDesk {
  readonly #knex: Knex;
  readonly #directory: Pick<Directory, 'service'>;

  constructor(options: { knex: Knex; directory: Pick<Directory, 'service'> }) {
    this.#knex = options.knex;
    this.#directory = options.directory;
  }

  async list(
    filter: ReviewFilter,
    viewer: Viewer,
    page: { limit: number; after?: ReviewPosition },
  ) {
    const found = await listReviews(this.#knex, filter, viewer.visibility, {
      ...page,
      limit: page.limit + 1,
    });
    const now = await databaseNow(this.#knex);
    const items = found.slice(0, page.limit);
    return {
      items: items.map(row => toRow(row, row.title, now)),
      next: found.length > page.limit ? items.at(-1)?.position : undefined,
      now,
    };
  }

  async counts({ visibility }: Viewer) {
    const now = await databaseNow(this.#knex);
    return {
      ...(await countReviews(this.#knex, visibility)),
      now: now.toISOString(),
    };
  }

  /** @throws MissingError, also where the viewer may not see it. */
  async get(id: string, viewer: Viewer): Promise<Review> {
    return this.view(this.#knex, id, viewer);
  }

  /** @throws MissingError, also where the viewer may not see it. */
  async view(trx: Knex, id: string, viewer: Viewer): Promise<Review> {
    const row = await readReview(trx, id, { visibility: viewer.visibility });
    const experiment = row && (await readExperiment(trx, row.experiment_id));
    const rollout = row && (await readRollout(trx, row.rollout_id));
    if (!row || !experiment || !rollout) throw missing(id);
    const now = await databaseNow(trx);
    const { people } = rollout;
    const reviewed = toReviewed(row);
    return {
      ...toRow(row, experiment.body.title, now),
      now: now.toISOString(),
      body: row.body,
      timeline: await timelineOf(trx, row, rollout),
      concluded: experiment.outcome !== null,
      write: openTo(viewer, refuseWriting(reviewed, viewer.actor, people)),
      tick: openTo(
        viewer,
        refuseTicking(row.body.actions, viewer.actor, people),
      ),
      close: openTo(viewer, refuseCloser(reviewed, viewer.actor, people)),
      history: await readReviewHistory(trx, id),
    };
  }

  /**
   * @param answer - What the request is answered with, kept for its repeats.
   * @throws MissingError, StaleVersionError, UnavailableError, and the error
   * of a refusal.
   */
  async write<T>(
    request: ReviewRequest,
    viewer: Pick<Viewer, 'visibility'>,
    answer: (trx: Knex) => Promise<T>,
    key?: RequestKey,
  ): Promise<T> {
    const { id } = request;
    const known = await readReview(this.#knex, id, viewer);
    if (!known) throw missing(id);
    const people = await this.#people(known);
    return inTransaction(this.#knex, async trx => {
      const work = async () => {
        const row = await readReview(trx, id, { forUpdate: true });
        if (!row) throw missing(id);
        refuseWrite(row, request, people);
        await writeReview(trx, request);
        return answer(trx);
      };
      const given = key ? await once(trx, key, work) : await work();
      if (given === undefined) throw new Error('A review has an answer');
      return given;
    });
  }

  /** What a service left behind when it went, those last seen settle. */
  async #people(review: ReviewTableRow): Promise<People> {
    const service = await this.#directory.service(review.service);
    if (service) return service.people;
    const rollout = await readRollout(this.#knex, review.rollout_id);
    if (!rollout) throw missing(review.id);
    return rollout.people;
  }
}

function missing(id: string): MissingError {
  return new MissingError(
    `There is no review ${id}`,
    'Look for it on the list of reviews',
  );
}

function refuseWrite(
  row: ReviewTableRow,
  { version, body, closes, actor }: ReviewRequest,
  people: People,
): void {
  const refused = closes
    ? refuseCloser(toReviewed(row), actor, people)
    : refuseWords(row, body, actor, people);
  if (refused) throw refusalError(refused);
  if (row.version !== version) {
    throw new StaleVersionError('review', version, row.version);
  }
  const unfinished = closes ? refuseUnfinished(body) : undefined;
  if (unfinished) throw refusalError(unfinished);
}

/** What is closed stays as it was, but for what is done since. */
function refuseWords(
  row: ReviewTableRow,
  body: ReviewBody,
  actor: Actor,
  people: People,
): Refused | undefined {
  const ticked = tickedOnly(row.body, body);
  return ticked && ticked.length > 0
    ? refuseTicking(ticked, actor, people)
    : refuseWriting(toReviewed(row), actor, people);
}

function toReviewed(row: ReviewTableRow): Reviewed {
  return { kind: row.kind, about: row.about, closed: row.closed_at !== null };
}

function openTo(viewer: Viewer, refused: Refused | undefined): Review['write'] {
  if (refused) {
    const { reason, remedy, whoCould } = refused;
    return { open: false, reason, remedy, whoCould };
  }
  return viewer.permits.has(reviewClosePermission.name)
    ? { open: true }
    : { open: false, ...lacksPermission(reviewClosePermission) };
}

function toRow(row: ReviewTableRow, title: string, now: Date): ReviewRow {
  return {
    id: row.id,
    version: row.version,
    kind: row.kind,
    rolloutId: row.rollout_id,
    experiment: { id: row.experiment_id, title },
    service: row.service,
    subject: row.subject,
    reason: row.reason,
    about: row.about,
    openedBy: row.opened_by,
    openedAt: row.opened_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    overdue: row.closed_at === null && row.due_at < now,
    openActions: row.body.actions.filter(({ done }) => !done).length,
    closedBy: row.closed_by,
    closedAt: row.closed_at?.toISOString() ?? null,
  };
}

async function timelineOf(
  trx: Knex,
  row: ReviewTableRow,
  rollout: StoredRollout,
): Promise<Review['timeline']> {
  if (row.kind === 'incident') {
    const { reversal } = rollout.state;
    return reversal ? incidentTimeline(reversal) : [];
  }
  const decisions = await listDecisions(trx, rollout.id, { limit: SHOWN });
  const since = row.opened_at.getTime() - 60_000;
  return bypassTimeline(decisions.filter(({ at }) => Date.parse(at) >= since));
}
