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
  playbookToYaml,
  type PlaybookChange,
  type PlaybookEvent,
  type PlaybookView,
  type ProposedPlaybook,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import {
  openingOf,
  ownersOf,
  refuseProposing,
  refuseRefusal,
  refuseReview,
  refuseSignOff,
  refuseWithdrawal,
} from '../governance/decidePlaybook';
import { MissingError } from '../problems/errors';
import { missingChange, missingPlaybook } from '../governance/missingPlaybook';
import { databaseNow } from '../store/clock';
import { readExperiment } from '../store/experiments';
import {
  countOpenChanges,
  listPlaybookChanges,
  listProposedPlaybooks,
  readFared,
  readNewestPlaybooks,
  readPlaybook,
  readPlaybookChange,
  readPlaybookEvents,
  readStandings,
  readVersions,
  reviewDueAt,
  UNUSED,
} from '../store/playbooks';
import type {
  PlaybookChangeRow,
  PlaybookRow,
  PlaybookStandingRow,
} from '../store/tables';
import { sees } from '../store/visibility';
import type { Viewer } from '../permissions/Viewer';

/** Playbooks with their versions and changes, and how they fared. */
export class Playbooks {
  readonly #knex: Knex;
  readonly #operators: string[];

  constructor(options: { knex: Knex; operators: string[] }) {
    this.#knex = options.knex;
    this.#operators = options.operators;
  }

  async list(viewer: Viewer): Promise<PlaybookView[]> {
    const rows = await readNewestPlaybooks(this.#knex);
    return this.#views(this.#knex, rows, viewer);
  }

  /** New ones that wait for sign-off, and stand on no other list. */
  async proposed(): Promise<ProposedPlaybook[]> {
    const rows = await listProposedPlaybooks(this.#knex);
    return rows.flatMap(row =>
      row.document
        ? [
            {
              id: row.playbook_id,
              title: row.document.title,
              purpose: row.document.purpose,
              changeId: row.id,
              proposedBy: row.proposed_by,
              proposedAt: row.proposed_at.toISOString(),
              owners: ownersOf(undefined, this.#operators),
            },
          ]
        : [],
    );
  }

  /** @throws MissingError */
  async get(
    id: string,
    viewer: Viewer,
    options: { version?: number; trx?: Knex } = {},
  ): Promise<PlaybookView> {
    const trx = options.trx ?? this.#knex;
    const row = await this.#row(trx, id, options.version);
    const [view] = await this.#views(trx, [row], viewer);
    return view;
  }

  /** As YAML, with its version in a remark. @throws MissingError */
  async export(id: string, version?: number): Promise<string> {
    const row = await this.#row(this.#knex, id, version);
    return playbookToYaml(
      row.body,
      `The playbook ${row.id}, version ${row.version}`,
    );
  }

  /** @throws MissingError */
  async changes(id: string, viewer: Viewer): Promise<PlaybookChange[]> {
    const rows = await listPlaybookChanges(this.#knex, id);
    if (rows.length === 0) await this.#row(this.#knex, id);
    return Promise.all(rows.map(row => this.#change(this.#knex, row, viewer)));
  }

  /** @throws MissingError */
  async change(
    id: string,
    viewer: Viewer,
    trx: Knex = this.#knex,
  ): Promise<PlaybookChange> {
    const row = await readPlaybookChange(trx, id);
    if (!row) throw missingChange(id);
    return this.#change(trx, row, viewer);
  }

  /** @throws MissingError */
  async history(id: string): Promise<PlaybookEvent[]> {
    const events = await readPlaybookEvents(this.#knex, id);
    if (events.length === 0) throw missingPlaybook(id);
    return events;
  }

  async #row(trx: Knex, id: string, version?: number): Promise<PlaybookRow> {
    const row = await readPlaybook(trx, id, version);
    if (row) return row;
    throw version === undefined
      ? missingPlaybook(id)
      : new MissingError(
          `There is no version ${version} of playbook ${id}`,
          'Look for it on the list of playbooks',
        );
  }

  async #change(
    trx: Knex,
    row: PlaybookChangeRow,
    viewer: Viewer,
  ): Promise<PlaybookChange> {
    const newest = await readPlaybook(trx, row.playbook_id);
    const owners = ownersOf(newest?.body, this.#operators);
    const context = { owners, newest: newest?.version ?? 0 };
    return {
      id: row.id,
      playbook: row.playbook_id,
      kind: row.kind,
      baseVersion: row.base_version,
      document: row.document,
      reason: row.reason,
      learning: await learningOf(trx, row.learning, viewer),
      proposedBy: row.proposed_by,
      proposedAt: row.proposed_at.toISOString(),
      state: row.state,
      closed: closedOf(row),
      version: row.version,
      newestVersion: context.newest,
      owners,
      signOff: openingOf(refuseSignOff(row, viewer, context)),
      refuse: openingOf(refuseRefusal(row, viewer, context)),
      withdraw: openingOf(refuseWithdrawal(row, viewer)),
    };
  }

  async #views(
    trx: Knex,
    rows: readonly PlaybookRow[],
    viewer: Viewer,
  ): Promise<PlaybookView[]> {
    const ids = rows.map(row => row.id);
    const versions = await readVersions(trx, ids);
    const standings = await readStandings(trx, ids);
    const open = await countOpenChanges(trx, ids);
    const fared = await readFared(trx, ids, viewer.visibility);
    const now = await databaseNow(trx);
    return rows.map(row => {
      const standing = standings.get(row.id);
      if (!standing) throw new Error(`Playbook ${row.id} has no standing`);
      const owners = ownersOf(row.body, this.#operators);
      const retired = standing.retired_at !== null;
      return {
        ...row.body,
        version: row.version,
        versions: versions
          .filter(({ id }) => id === row.id)
          .map(({ version, created_at, source, change_id }) => ({
            version,
            createdAt: created_at.toISOString(),
            source,
            changeId: change_id,
          })),
        owners,
        retiredAt: standing.retired_at?.toISOString() ?? null,
        review: reviewOf(row.body.reviewEveryDays, standing, now),
        openChanges: open.get(row.id) ?? 0,
        propose: openingOf(refuseProposing(viewer)),
        markReviewed: openingOf(refuseReview({ retired }, viewer, owners)),
        fared: fared.get(row.id) ?? UNUSED,
      };
    });
  }
}

function reviewOf(
  everyDays: number | undefined,
  standing: PlaybookStandingRow,
  now: Date,
): PlaybookView['review'] {
  const dueAt = reviewDueAt(everyDays, standing);
  return {
    everyDays: everyDays ?? null,
    lastAt: standing.reviewed_at?.toISOString() ?? null,
    lastBy: standing.reviewed_by,
    note: standing.review_note,
    dueAt: dueAt?.toISOString() ?? null,
    overdue: dueAt !== null && dueAt <= now,
  };
}

function closedOf(row: PlaybookChangeRow): PlaybookChange['closed'] {
  const { closed_by, closed_at, closing_reason } = row;
  return closed_by && closed_at
    ? {
        by: closed_by,
        at: closed_at.toISOString(),
        reason: closing_reason ?? '',
      }
    : null;
}

/** Nobody learns of an experiment that they may not see. */
async function learningOf(
  trx: Knex,
  experimentId: string | null,
  { visibility }: Viewer,
): Promise<PlaybookChange['learning']> {
  const experiment = experimentId && (await readExperiment(trx, experimentId));
  return experiment && sees(visibility, experiment)
    ? { experimentId: experiment.id, title: experiment.body.title }
    : null;
}
