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
  BoardGroup,
  Decision,
  Rollout,
  RolloutRow,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { missingRollout } from '../problems/errors';
import type { DecideContext } from '../lifecycle/decision';
import { asOf } from '../lifecycle/expiry';
import {
  withRollbackAuthority,
  type RollbackAuthority,
} from '../people/service';
import { databaseNow } from '../store/clock';
import { listDecisions } from '../store/decisions';
import { readExperiment, readTitles } from '../store/experiments';
import { readPlaybook } from '../store/playbooks';
import { openReviewsOf } from '../store/reviews';
import {
  countBoard,
  listAwaiting,
  listBoard,
  readRollout,
  type BoardFilter,
  type BoardPosition,
  type StoredRollout,
} from '../store/rollouts';
import { askedOf, awaitedOf, quorumsOf, type AwaitedRow } from './asked';
import { couldApprove } from './commandStates';
import { readContexts, type ReadAllPolicies } from '../governance/contexts';
import type { Measured } from './measured';
import { readOutlook } from './outlook';
import { rolloutRow } from './rolloutRow';
import { targetStates } from './targetStates';
import { refsOf, type Viewer } from '../permissions/Viewer';

export interface Page<T, P> {
  items: T[];
  /** Where the next page begins; undefined after the last. */
  next: P | undefined;
}

interface Described {
  rollout: StoredRollout;
  title: string;
  context: DecideContext;
}

/** Rollouts as their viewers see them. */
export class Rollouts {
  readonly #knex: Knex;
  readonly #readAllEvidence: Measured['readAllEvidence'];
  readonly #readAllPolicies: ReadAllPolicies;
  readonly #rollbackAuthority: RollbackAuthority[];

  constructor(
    options: {
      knex: Knex;
      readAllPolicies: ReadAllPolicies;
      /** Who else may roll back, by system. */
      rollbackAuthority?: RollbackAuthority[];
    } & Pick<Measured, 'readAllEvidence'>,
  ) {
    this.#knex = options.knex;
    this.#readAllEvidence = options.readAllEvidence;
    this.#readAllPolicies = options.readAllPolicies;
    this.#rollbackAuthority = options.rollbackAuthority ?? [];
  }

  /** @throws MissingError when there is none, or none that the viewer sees. */
  async stored(
    id: string,
    { visibility }: Pick<Viewer, 'visibility'>,
  ): Promise<StoredRollout> {
    const rollout = await readRollout(this.#knex, id, { visibility });
    if (rollout) return rollout;
    throw missingRollout(id);
  }

  /** @throws MissingError */
  async get(id: string, viewer: Viewer): Promise<Rollout> {
    return this.view(this.#knex, await this.stored(id, viewer), viewer);
  }

  async view(
    trx: Knex,
    rollout: StoredRollout,
    viewer: Viewer,
  ): Promise<Rollout> {
    const now = await databaseNow(trx);
    const state = asOf(rollout.state, now);
    const { plan } = rollout;
    const [seen] = await this.#contexts(trx, [rollout], now);
    const context = {
      ...seen,
      openReviews: await openReviewsOf(trx, viewer.actor.ref),
    };
    const experiment = await readExperiment(trx, rollout.experimentId);
    if (!experiment) throw new Error(`Rollout ${rollout.id} is an orphan`);
    const playbook = await readPlaybook(
      trx,
      plan.playbook.id,
      plan.playbook.version,
    );
    return {
      ...rolloutRow(rollout, experiment.body.title, context, viewer),
      now: now.toISOString(),
      businessGoal: experiment.body.businessGoal,
      hypothesis: experiment.body.hypothesis,
      plan,
      planHash: rollout.planHash,
      recoverySteps: playbook?.body.recoverySteps ?? [],
      approvals: state.approvals,
      quorums: quorumsOf({ ...rollout, state }),
      asked: askedOf(rollout),
      objections: state.objections,
      attestations: state.attestations,
      bypasses: state.bypasses,
      checks: context.evidence.checks,
      targets: await targetStates(trx, rollout),
      stageTimes: state.stageTimes,
      stageSample: context.evidence.sample,
      reversal: state.reversal,
      promotedAt: state.promotedAt,
      outlook: await readOutlook(trx, rollout, now),
    };
  }

  async board(
    filter: BoardFilter & { group?: BoardGroup },
    page: { limit: number; after?: BoardPosition },
    viewer: Viewer,
  ): Promise<
    Page<RolloutRow, BoardPosition> & {
      counts: Record<BoardGroup, number>;
      now: Date;
    }
  > {
    const { group, phase, ...scope } = filter;
    const { visibility } = viewer;
    const found = await listBoard(this.#knex, visibility, filter, {
      ...page,
      limit: page.limit + 1,
    });
    const shown = found.slice(0, page.limit);
    const now = await databaseNow(this.#knex);
    return {
      items: await this.rows(
        this.#knex,
        shown.map(({ rollout }) => rollout),
        now,
        viewer,
      ),
      next: found.length > page.limit ? shown.at(-1)?.position : undefined,
      counts: await countBoard(this.#knex, visibility, scope),
      now,
    };
  }

  /** As many rows by as many queries as one. */
  async rows(
    trx: Knex,
    rollouts: readonly StoredRollout[],
    now: Date,
    viewer: Viewer,
  ): Promise<RolloutRow[]> {
    const described = await this.#described(trx, rollouts, now);
    return described.map(({ rollout, title, context }) =>
      rolloutRow(rollout, title, context, viewer),
    );
  }

  /** What waits for the viewer's approval, oldest first. */
  async awaiting(viewer: Viewer): Promise<{ items: AwaitedRow[]; now: Date }> {
    const found = await listAwaiting(
      this.#knex,
      viewer.visibility,
      refsOf(viewer),
    );
    const now = await databaseNow(this.#knex);
    const described = await this.#described(this.#knex, found, now);
    const items = described.flatMap(
      ({ rollout, title, context }): AwaitedRow[] => {
        const awaited = awaitedOf(rollout);
        return awaited && couldApprove(rollout, context, viewer)
          ? [{ ...rolloutRow(rollout, title, context, viewer), ...awaited }]
          : [];
      },
    );
    return { items, now };
  }

  /** Newest first; `next` is the position before which the next page is. */
  async decisions(
    id: string,
    viewer: Pick<Viewer, 'visibility'>,
    options: { actor?: 'people' | 'machine'; limit: number; before?: number },
  ): Promise<Page<Decision, number>> {
    await this.stored(id, viewer);
    const found = await listDecisions(this.#knex, id, {
      ...options,
      limit: options.limit + 1,
    });
    const items = found.slice(0, options.limit);
    return {
      items,
      next: found.length > options.limit ? items.at(-1)?.seq : undefined,
    };
  }

  async #described(
    trx: Knex,
    rollouts: readonly StoredRollout[],
    now: Date,
  ): Promise<Described[]> {
    const titles = await readTitles(
      trx,
      rollouts.map(rollout => rollout.experimentId),
    );
    const contexts = await this.#contexts(trx, rollouts, now);
    return rollouts.map((rollout, index) => ({
      rollout,
      title: titles.get(rollout.experimentId) ?? '',
      context: contexts[index],
    }));
  }

  #contexts(
    trx: Knex,
    rollouts: readonly StoredRollout[],
    now: Date,
  ): Promise<DecideContext[]> {
    const seen = rollouts.map(rollout => ({
      ...rollout,
      people: withRollbackAuthority(
        rollout.people,
        rollout.system,
        this.#rollbackAuthority,
      ),
    }));
    return readContexts(trx, seen, {
      now,
      readAllEvidence: this.#readAllEvidence,
      readAllPolicies: this.#readAllPolicies,
    });
  }
}
