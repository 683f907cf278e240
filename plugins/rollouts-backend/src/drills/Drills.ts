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
  nameOfRef,
  type Actor,
  type Drill,
  type DrillDraft,
  type ExperimentDraft,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import type { RequestKey } from '../governance/once';
import type { Proposed, Proposer } from '../governance/Proposer';
import type { Service } from '../people/service';
import { databaseNow } from '../store/clock';
import {
  drillExperiment,
  insertDrill,
  lastDrills,
  listDrills,
  listSchedules,
  type DrillFilter,
  type DrillPosition,
} from '../store/drills';
import { readRollouts, type StoredRollout } from '../store/rollouts';
import type { DrillTableRow } from '../store/tables';
import type { Viewer } from '../permissions/Viewer';
import { makePlan, type MadePlan, type MakePlanDeps } from './makePlan';
import { toDrill, toStandings } from './views';

export interface DrillRequest {
  draft: DrillDraft;
  actor: Actor;
  /** Throws where this actor may see or request nothing of the service. */
  admit?(service: Service): void;
  key?: RequestKey;
  /** Where a schedule runs it. */
  scheduleId?: string;
}

function experimentOf(
  { service }: DrillDraft,
  { playbookTitle }: MadePlan,
): ExperimentDraft {
  const name = nameOfRef(service);
  return {
    title: `Drills of ${name} with ${playbookTitle}`,
    businessGoal: `Know that ${name} can be taken back in time`,
    hypothesis: {
      belief: 'a guardrail that breaches takes the exposure back by itself',
      audience: 'those who are allowed to be hurt',
      expectedOutcome:
        'the baseline, restored within the goals of the playbook',
      refutedBy: 'a drill fails',
    },
  };
}

/** Rehearsed rollbacks: run, and how they went. */
export class Drills {
  readonly #options: MakePlanDeps & {
    proposer: Pick<Proposer, 'propose' | 'proposeRollout'>;
  };
  readonly #knex: Knex;

  constructor(
    options: MakePlanDeps & {
      proposer: Pick<Proposer, 'propose' | 'proposeRollout'>;
    },
  ) {
    this.#options = options;
    this.#knex = options.knex;
  }

  /**
   * Rehearses now. The drill is a rollout that goes through the one door like
   * any other.
   *
   * @throws InputProblemsError naming the field, and as `Proposer.propose`.
   */
  async run(request: DrillRequest): Promise<Proposed> {
    const { draft, actor, admit, key, scheduleId = null } = request;
    const { planner, proposer } = this.#options;
    // Before its plan is made: what that lacks tells of the service's rollouts.
    admit?.(await planner.service(draft.service));
    const made = await makePlan(this.#options, draft);
    const proposal = {
      plan: made.plan,
      actor,
      admit,
      key,
      writeDrill: (
        trx: Knex,
        { experimentId, rolloutId }: Proposed,
        plan: Pick<StoredRollout['plan'], 'service' | 'playbook'>,
      ) =>
        insertDrill(trx, {
          id: randomUUID(),
          rolloutId,
          experimentId,
          service: plan.service,
          playbook: plan.playbook,
          environment: made.plan.environment,
          requestedBy: actor,
          scheduleId,
          breach: draft.breach,
          guardrail: made.guardrail,
          goals: made.goals,
        }),
    };
    const experimentId = await drillExperiment(this.#knex, draft);
    return experimentId === undefined
      ? proposer.propose({
          ...proposal,
          service: draft.service,
          experiment: experimentOf(draft, made),
        })
      : proposer.proposeRollout({ ...proposal, experimentId });
  }

  /** @throws InputProblemsError where such a drill could not be run. */
  async check(draft: DrillDraft): Promise<void> {
    await makePlan(this.#options, draft);
  }

  async list(
    filter: DrillFilter,
    { visibility }: Viewer,
    page: { limit: number; after?: DrillPosition },
  ): Promise<{ items: Drill[]; next?: DrillPosition; now: Date }> {
    const found = await listDrills(this.#knex, filter, visibility, {
      ...page,
      limit: page.limit + 1,
    });
    const shown = found.slice(0, page.limit);
    const rollouts = await this.#running(shown);
    return {
      items: shown.map(row => toDrill(row, rollouts.get(row.rollout_id))),
      next: found.length > page.limit ? shown.at(-1)?.position : undefined,
      now: await databaseNow(this.#knex),
    };
  }

  async standings(
    filter: Pick<DrillFilter, 'service' | 'playbook'>,
    { visibility }: Viewer,
  ) {
    const last = await lastDrills(this.#knex, filter, visibility);
    const rollouts = await this.#running(last);
    const schedules = await listSchedules(this.#knex, filter, visibility);
    return {
      items: toStandings(
        last.map(row => ({ ...row, rollout: rollouts.get(row.rollout_id) })),
        schedules,
      ),
      breaches: this.#options.sources.kinds,
      now: (await databaseNow(this.#knex)).toISOString(),
    };
  }

  /** The rollouts of those that have not ended. */
  #running(
    rows: readonly Pick<DrillTableRow, 'ended_at' | 'rollout_id'>[],
  ): Promise<Map<string, StoredRollout>> {
    const ids = rows.flatMap(({ ended_at: ended, rollout_id: id }) =>
      ended === null ? [id] : [],
    );
    return readRollouts(this.#knex, ids);
  }
}
