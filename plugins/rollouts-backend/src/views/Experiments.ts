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
  experimentConcludePermission,
  type Experiment,
  type Learning,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { proposeOutcome } from '../assessment';
import { measuredRollout } from '../governance/Concluder';
import { refuseConclusion } from '../governance/decideConclude';
import { MissingError } from '../problems/errors';
import type { People } from '../lifecycle/people';
import { databaseNow } from '../store/clock';
import {
  listExperiments,
  listLearnings,
  readExperiment,
  type ExperimentPosition,
  type LearningFilter,
  type LearningPosition,
  listSimilar,
  type LearntRow,
} from '../store/experiments';
import { readRolloutsOf, type StoredRollout } from '../store/rollouts';
import type { ExperimentRow } from '../store/tables';
import { lacksPermission } from '../permissions/commandPermissions';
import type { Measured } from './measured';
import type { Page, Rollouts } from './Rollouts';
import type { Viewer } from '../permissions/Viewer';

const NOBODY: People = { owners: [], approvers: [], operators: [] };

/** Experiments and what they taught, as their viewers see them. */
export class Experiments {
  readonly #knex: Knex;
  readonly #rollouts: Rollouts;
  readonly #readEffects: Measured['readEffects'];

  constructor(
    options: { knex: Knex; rollouts: Rollouts } & Pick<Measured, 'readEffects'>,
  ) {
    this.#knex = options.knex;
    this.#rollouts = options.rollouts;
    this.#readEffects = options.readEffects;
  }

  /** @throws MissingError */
  async get(id: string, viewer: Viewer): Promise<Experiment> {
    return this.view(this.#knex, id, viewer);
  }

  /** @throws MissingError when there is none, or none that the viewer sees. */
  async stored(
    id: string,
    { visibility }: Pick<Viewer, 'visibility'>,
    trx = this.#knex,
  ): Promise<ExperimentRow> {
    const experiment = await readExperiment(trx, id, { visibility });
    if (experiment) return experiment;
    throw new MissingError(
      `There is no experiment ${id}`,
      'Look for it on the list of experiments',
    );
  }

  /** @throws MissingError when there is none, or none that the viewer sees. */
  async view(trx: Knex, id: string, viewer: Viewer): Promise<Experiment> {
    const experiment = await this.stored(id, viewer, trx);
    const rollouts = await readRolloutsOf(trx, id, viewer.visibility);
    const measured = measuredRollout(rollouts);
    const effects =
      experiment.conclusion?.effects ??
      (measured ? await this.#readEffects(trx, measured) : []);
    const [latest] = rollouts;
    const proposed = latest
      ? proposeOutcome(
          effects,
          (measured ?? latest).plan,
          measured?.state.reversal ?? null,
        )
      : { outcome: 'inconclusive' as const, because: 'Nothing was exposed' };
    const now = await databaseNow(trx);
    return {
      ...experiment.body,
      id,
      version: experiment.version,
      now: now.toISOString(),
      service: experiment.service,
      system: experiment.system,
      requestedBy: experiment.requested_by.ref,
      createdAt: experiment.created_at.toISOString(),
      rollouts: await this.#rollouts.rows(trx, rollouts, now, viewer),
      effects,
      conclusion: experiment.conclusion,
      conclude: {
        ...concludeState(experiment, rollouts, viewer),
        proposed: proposed.outcome,
        proposedBecause: proposed.because,
      },
    };
  }

  async list(
    { visibility }: Pick<Viewer, 'visibility'>,
    options: {
      service?: string;
      limit: number;
      after?: ExperimentPosition;
    },
  ): Promise<Page<ExperimentRow, ExperimentPosition>> {
    const found = await listExperiments(this.#knex, visibility, {
      ...options,
      limit: options.limit + 1,
    });
    const items = found.slice(0, options.limit);
    return {
      items,
      next: found.length > options.limit ? items.at(-1)?.position : undefined,
    };
  }

  /** Concluded experiments that share words with a text or an experiment. */
  async similar(
    { visibility }: Pick<Viewer, 'visibility'>,
    like: { text: string; except?: string },
    limit: number,
  ): Promise<Learning[]> {
    const rows = await listSimilar(this.#knex, visibility, like, limit);
    return rows.flatMap(toLearning);
  }

  async learnings(
    { visibility }: Pick<Viewer, 'visibility'>,
    filter: LearningFilter,
    page: { limit: number; after?: LearningPosition },
  ): Promise<Page<Learning, LearningPosition>> {
    const found = await listLearnings(this.#knex, visibility, filter, {
      ...page,
      limit: page.limit + 1,
    });
    const shown = found.slice(0, page.limit);
    return {
      items: shown.flatMap(toLearning),
      next: found.length > page.limit ? shown.at(-1)?.position : undefined,
    };
  }
}

function concludeState(
  experiment: ExperimentRow,
  rollouts: readonly StoredRollout[],
  viewer: Viewer,
): Pick<Experiment['conclude'], 'open' | 'reason' | 'remedy'> {
  const refused = refuseConclusion(
    {
      concluded: experiment.outcome !== null,
      requestedBy: experiment.requested_by.ref,
    },
    rollouts,
    viewer.actor,
    rollouts[0]?.people ?? NOBODY,
  );
  if (refused) {
    return { open: false, reason: refused.reason, remedy: refused.remedy };
  }
  return viewer.permits.has(experimentConcludePermission.name)
    ? { open: true }
    : { open: false, ...lacksPermission(experimentConcludePermission) };
}

function toLearning(row: LearntRow): Learning[] {
  if (row.conclusion === null) return [];
  return [
    {
      experimentId: row.id,
      title: row.body.title,
      tags: row.body.tags ?? [],
      service: row.service,
      system: row.system,
      playbook:
        row.playbook_id !== null && row.playbook_version !== null
          ? { id: row.playbook_id, version: row.playbook_version }
          : null,
      rolloutId: row.rollout_id,
      hypothesis: row.body.hypothesis,
      conclusion: row.conclusion,
    },
  ];
}
