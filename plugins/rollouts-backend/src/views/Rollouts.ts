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
  OperationOutput,
  Operations,
  Rollout,
  RolloutRow,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { MissingError } from '../governance/errors';
import type { DecideContext } from '../lifecycle/decision';
import { approvalsOf } from '../lifecycle/gates';
import { isWatched } from '../lifecycle/state';
import { databaseNow } from '../store/clock';
import { listDecisions } from '../store/decisions';
import { readExperiment, readTitles } from '../store/experiments';
import { readPlaybook } from '../store/playbooks';
import {
  countBoard,
  listAwaiting,
  listBoard,
  readRollout,
  type BoardFilter,
  type BoardPosition,
  type StoredRollout,
} from '../store/rollouts';
import type { Measured } from './measured';
import { rolloutRow, viewContext } from './rolloutRow';
import { targetStates } from './targetStates';
import { refsOf, type Viewer } from './Viewer';

type AwaitedRow = OperationOutput<Operations['listApprovals']>['items'][number];

export interface Page<T, P> {
  items: T[];
  /** Where the next page begins; undefined after the last. */
  next: P | undefined;
}

/** Rollouts as their viewers see them. */
export class Rollouts {
  readonly #knex: Knex;
  readonly #readEvidence: Measured['readEvidence'];

  constructor(options: { knex: Knex } & Pick<Measured, 'readEvidence'>) {
    this.#knex = options.knex;
    this.#readEvidence = options.readEvidence;
  }

  /** @throws MissingError */
  async stored(id: string): Promise<StoredRollout> {
    const rollout = await readRollout(this.#knex, id);
    if (rollout) return rollout;
    throw new MissingError(
      `There is no rollout ${id}`,
      'Look for it on the list of rollouts',
    );
  }

  /** @throws MissingError */
  async get(id: string, viewer: Viewer): Promise<Rollout> {
    return this.view(this.#knex, await this.stored(id), viewer);
  }

  async view(
    trx: Knex,
    rollout: StoredRollout,
    viewer: Viewer,
  ): Promise<Rollout> {
    const { state, plan } = rollout;
    const context = await this.#context(trx, rollout, await databaseNow(trx));
    const experiment = await readExperiment(trx, rollout.experimentId);
    if (!experiment) throw new Error(`Rollout ${rollout.id} is an orphan`);
    const playbook = await readPlaybook(
      trx,
      plan.playbook.id,
      plan.playbook.version,
    );
    return {
      ...rolloutRow(rollout, experiment.body.title, context, viewer),
      now: context.now.toISOString(),
      businessGoal: experiment.body.businessGoal,
      hypothesis: experiment.body.hypothesis,
      plan,
      planHash: rollout.planHash,
      recoverySteps: playbook?.body.recoverySteps ?? [],
      approvals: state.approvals,
      objections: state.objections,
      attestations: state.attestations,
      checks: context.evidence.checks,
      targets: await targetStates(trx, rollout),
      stageTimes: state.stageTimes,
      stageSample: context.evidence.sample,
      reversal: state.reversal,
      promotedAt: state.promotedAt,
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
    const found = await listBoard(this.#knex, filter, {
      ...page,
      limit: page.limit + 1,
    });
    const shown = found.slice(0, page.limit);
    const now = await databaseNow(this.#knex);
    return {
      items: await this.rows(
        shown.map(({ rollout }) => rollout),
        now,
        viewer,
      ),
      next: found.length > page.limit ? shown.at(-1)?.position : undefined,
      counts: await countBoard(this.#knex, scope),
      now,
    };
  }

  async rows(
    rollouts: readonly StoredRollout[],
    now: Date,
    viewer: Viewer,
  ): Promise<RolloutRow[]> {
    const titles = await readTitles(
      this.#knex,
      rollouts.map(rollout => rollout.experimentId),
    );
    return Promise.all(
      rollouts.map(rollout =>
        this.row(this.#knex, rollout, {
          title: titles.get(rollout.experimentId) ?? '',
          now,
          viewer,
        }),
      ),
    );
  }

  async row(
    trx: Knex,
    rollout: StoredRollout,
    { title, now, viewer }: { title: string; now: Date; viewer: Viewer },
  ): Promise<RolloutRow> {
    const context = await this.#context(trx, rollout, now);
    return rolloutRow(rollout, title, context, viewer);
  }

  /** What waits for the viewer's approval, oldest first. */
  async awaiting(viewer: Viewer): Promise<{ items: AwaitedRow[]; now: Date }> {
    const found = await listAwaiting(this.#knex, refsOf(viewer));
    const now = await databaseNow(this.#knex);
    const rows = await this.rows(found, now, viewer);
    const items = rows.flatMap((row, index): AwaitedRow[] => {
      const may = row.commands.some(
        ({ command, open }) => command === 'approve' && open,
      );
      const asked = askedOf(found[index]);
      return may && asked ? [{ ...row, ...asked }] : [];
    });
    return { items, now };
  }

  /** Newest first; `next` is the position before which the next page is. */
  async decisions(
    id: string,
    options: { actor?: 'people' | 'machine'; limit: number; before?: number },
  ): Promise<Page<Decision, number>> {
    await this.stored(id);
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

  async #context(
    trx: Knex,
    rollout: StoredRollout,
    now: Date,
  ): Promise<DecideContext> {
    const evidence = isWatched(rollout.state, rollout.plan)
      ? await this.#readEvidence(trx, rollout, now)
      : { checks: [], sample: 0 };
    return viewContext(rollout, evidence, now);
  }
}

function askedOf({
  state,
  plan,
  planHash,
}: StoredRollout): Omit<AwaitedRow, keyof RolloutRow> | undefined {
  const stageIndex = state.stageIndex + 1;
  const stage = plan.stages[stageIndex];
  if (state.askedAt === null || !stage) return undefined;
  return {
    askedAt: state.askedAt,
    decideBy:
      state.stageIndex < 0
        ? plan.end
        : new Date(
            Date.parse(state.askedAt) + stage.decideBySeconds * 1000,
          ).toISOString(),
    approvalStageIndex: stageIndex,
    given: approvalsOf(state, planHash, stageIndex).length,
    required: stage.approvals.required,
  };
}
