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
  Actor,
  Conclusion,
  ConclusionDraft,
  Effect,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import type { Directory } from '../people/Directory';
import { databaseNow } from '../store/clock';
import { appendDecision } from '../store/decisions';
import { readExperiment, writeConclusion } from '../store/experiments';
import { addSignal } from '../store/outbox';
import {
  lockRolloutsOf,
  readRolloutsOf,
  type StoredRollout,
} from '../store/rollouts';
import type { ExperimentRow } from '../store/tables';
import { inTransaction } from '../store/transaction';
import { refuseConclusion } from './decideConclude';
import {
  MissingError,
  refusalError,
  StaleVersionError,
  UnavailableError,
} from '../problems/errors';
import { toJson } from './json';
import { once, type RequestKey } from './once';

export interface ConclusionRequest {
  experimentId: string;
  /** The experiment's version that the actor saw. */
  version: number;
  conclusion: ConclusionDraft;
  actor: Actor;
}

/** The rollout whose effects speak for the experiment: the latest exposed. */
export function measuredRollout(
  rollouts: readonly StoredRollout[],
): StoredRollout | undefined {
  return rollouts.find(({ state }) => state.stageTimes.length > 0);
}

function searchText(
  { body, service }: ExperimentRow,
  { learning, differently }: ConclusionDraft,
): string {
  const { belief, audience, expectedOutcome, refutedBy } = body.hypothesis;
  return [
    body.title,
    body.description,
    body.businessGoal,
    ...(body.tags ?? []),
    belief,
    audience,
    expectedOutcome,
    refutedBy,
    learning,
    differently,
    service.slice(service.indexOf('/') + 1),
  ].join('\n');
}

/** Concludes experiments; the learning is then found by search. */
export class Concluder {
  readonly #knex: Knex;
  readonly #directory: Pick<Directory, 'service'>;
  readonly #readEffects: (
    trx: Knex,
    rollout: StoredRollout,
  ) => Promise<Effect[]>;

  constructor(options: {
    knex: Knex;
    directory: Pick<Directory, 'service'>;
    readEffects(trx: Knex, rollout: StoredRollout): Promise<Effect[]>;
  }) {
    this.#knex = options.knex;
    this.#directory = options.directory;
    this.#readEffects = options.readEffects;
  }

  /**
   * @param answer - What the request is answered with, kept for its repeats.
   * @throws MissingError, StaleVersionError, and the error of a refusal.
   */
  async conclude<T>(
    request: ConclusionRequest,
    answer: (trx: Knex) => Promise<T>,
    key?: RequestKey,
  ): Promise<T> {
    const { service: ref } = await this.#read(this.#knex, request);
    const service = await this.#directory.service(ref);
    if (!service) {
      throw new UnavailableError(
        `The catalogue no longer has ${ref}, so it is not known who may conclude`,
        'Bring the service back in the catalogue',
      );
    }
    return inTransaction(this.#knex, async trx => {
      const work = async () => {
        await this.#write(trx, request, service.people);
        return answer(trx);
      };
      const given = key ? await once(trx, key, work) : await work();
      if (given === undefined) throw new Error('A conclusion has an answer');
      return given;
    });
  }

  async #read(
    trx: Knex,
    { experimentId, version }: ConclusionRequest,
    options: { forUpdate?: boolean } = {},
  ): Promise<ExperimentRow> {
    const experiment = await readExperiment(trx, experimentId, options);
    if (!experiment) {
      throw new MissingError(
        `There is no experiment ${experimentId}`,
        'Look for it on the list of experiments',
      );
    }
    if (experiment.version !== version) {
      throw new StaleVersionError('experiment', version, experiment.version);
    }
    return experiment;
  }

  async #write(
    trx: Knex.Transaction,
    request: ConclusionRequest,
    people: StoredRollout['people'],
  ): Promise<void> {
    const { experimentId, actor } = request;
    // The rollouts first, as the door locks them, and then the chain.
    await lockRolloutsOf(trx, experimentId);
    const experiment = await this.#read(trx, request, { forUpdate: true });
    const rollouts = await readRolloutsOf(trx, experimentId);
    const refused = refuseConclusion(
      {
        concluded: experiment.outcome !== null,
        requestedBy: experiment.requested_by.ref,
      },
      rollouts,
      actor,
      people,
    );
    if (refused) throw refusalError(refused);
    const measured = measuredRollout(rollouts);
    const now = (await databaseNow(trx)).toISOString();
    const conclusion: Conclusion = {
      ...request.conclusion,
      concludedBy: actor.ref,
      concludedAt: now,
      effects: measured ? await this.#readEffects(trx, measured) : [],
    };
    const { seq } = await appendDecision(trx, {
      experimentId,
      rolloutId: null,
      at: now,
      actor,
      command: 'conclude',
      reason: conclusion.learning,
      evidence: toJson({ effects: conclusion.effects }),
      policies: [],
      result: {
        phase: null,
        stageIndex: null,
        sentence: `${actor.name} concluded: ${conclusion.outcome}`,
      },
      planHash: null,
    });
    await writeConclusion(
      trx,
      experimentId,
      conclusion,
      searchText(experiment, conclusion),
    );
    await addSignal(trx, `${experimentId}/${seq}/signal`);
  }
}
