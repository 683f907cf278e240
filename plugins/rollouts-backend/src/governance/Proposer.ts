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
  type Actor,
  type ExperimentDraft,
  type Plan,
  type PlanDraft,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { CHAIN_START } from '../chain/chain';
import type { Accepted, DecideContext } from '../lifecycle/decision';
import { DEFAULT_APPROVAL_LIFETIME_MS } from '../lifecycle/expiry';
import { decidePropose, refuseProposer } from '../lifecycle/propose';
import type { Service } from '../people/service';
import { keepStatedAuthors } from '../store/authors';
import { databaseNow } from '../store/clock';
import { appendDecision } from '../store/decisions';
import { insertExperiment, readExperiment } from '../store/experiments';
import { keepPlan } from '../store/plans';
import { insertRollout } from '../store/rollouts';
import { inTransaction } from '../store/transaction';
import { applyEffects } from './effects';
import {
  InputProblemsError,
  MARKED_DRILL,
  MissingError,
  refusalError,
  RefusedConflictError,
} from '../problems/errors';
import { toJson } from './json';
import { once, type RequestKey } from './once';
import type { Planned, Planner } from './Planner';

export interface Proposed {
  experimentId: string;
  rolloutId: string;
}

interface Proposal {
  plan: PlanDraft;
  actor: Actor;
  /** Throws where this actor may see or request nothing of the service. */
  admit?(service: Service): void;
  /** Makes repeats of the same request one. */
  key?: RequestKey;
  /** Of a drill: writes what belongs to it, in the same transaction. */
  writeDrill?(trx: Knex, proposed: Proposed, plan: Plan): Promise<void>;
}

/** Starts experiments and further rollouts of them; all of it or nothing. */
export class Proposer {
  readonly #knex: Knex;
  readonly #planner: Pick<Planner, 'plan' | 'service'>;

  constructor(options: {
    knex: Knex;
    planner: Pick<Planner, 'plan' | 'service'>;
  }) {
    this.#knex = options.knex;
    this.#planner = options.planner;
  }

  /**
   * @throws InputProblemsError naming every field that is wrong.
   * @throws RefusedActorError when it is not this actor's service.
   * @throws TargetTakenError when another rollout holds the target.
   */
  async propose(
    request: Proposal & { service: string; experiment: ExperimentDraft },
  ): Promise<Proposed> {
    const { actor, experiment } = request;
    const planned = await this.#plan(request, request.service);
    return this.#commit(
      request,
      planned,
      experiment.businessGoal,
      async trx => {
        const id = randomUUID();
        await insertExperiment(trx, {
          id,
          service: planned.service.ref,
          system: planned.service.system,
          body: experiment,
          requested_by: actor,
          chain_hash: CHAIN_START,
        });
        return id;
      },
    );
  }

  /** @throws as `propose`, and MissingError without such an experiment. */
  async proposeRollout(
    request: Proposal & { experimentId: string },
  ): Promise<Proposed> {
    const experiment = await readExperiment(this.#knex, request.experimentId);
    if (!experiment) {
      throw new MissingError(
        `There is no experiment ${request.experimentId}`,
        'Propose a new one',
      );
    }
    const planned = await this.#plan(request, experiment.service);
    const { businessGoal } = experiment.body;
    return this.#commit(request, planned, businessGoal, async trx => {
      const locked = await readExperiment(trx, experiment.id, {
        forUpdate: true,
      });
      if (locked?.outcome) {
        throw new RefusedConflictError('The experiment is concluded', {
          code: 'not-open',
          remedy: 'Propose a new experiment that builds on what was learned',
        });
      }
      return experiment.id;
    });
  }

  /** Whose service it is comes first: others learn nothing about it. */
  async #plan(
    { plan: draft, actor, admit, writeDrill }: Proposal,
    serviceRef: string,
  ): Promise<Planned> {
    // A rollout that calls itself a drill would count in no figure.
    if (draft.drill && !writeDrill) throw new InputProblemsError(MARKED_DRILL);
    const service = await this.#planner.service(serviceRef);
    admit?.(service);
    const refused = refuseProposer(actor, service.people);
    if (refused) throw refusalError(refused);
    return this.#planner.plan(draft, service.ref, [actor.ref]);
  }

  async #commit(
    request: Proposal,
    planned: Planned,
    reason: string,
    experimentOf: (trx: Knex.Transaction) => Promise<string>,
  ): Promise<Proposed> {
    return inTransaction(this.#knex, async trx => {
      const work = async () => {
        const written = await write(
          trx,
          await experimentOf(trx),
          request.actor,
          planned,
          reason,
        );
        await request.writeDrill?.(trx, written, planned.plan);
        return written;
      };
      const proposed = request.key
        ? await once(trx, request.key, work)
        : await work();
      if (!proposed) throw new Error('A proposal is written or thrown out');
      return proposed;
    });
  }
}

async function decideOn(
  trx: Knex.Transaction,
  actor: Actor,
  { plan, planHash, policies, service }: Planned,
  reason: string,
): Promise<{ outcome: Accepted; context: DecideContext }> {
  const context: DecideContext = {
    now: await databaseNow(trx),
    plan,
    planHash,
    people: service.people,
    evidence: { checks: [], sample: 0 },
    policies,
    freezes: [],
    openReviews: 0,
    overrules: 'approvers',
    approvalLifetimeMs: DEFAULT_APPROVAL_LIFETIME_MS,
    security: [],
    newId: randomUUID(),
  };
  const outcome = decidePropose(reason, actor, context);
  if (!outcome.accepted) throw refusalError(outcome);
  return { outcome, context };
}

async function write(
  trx: Knex.Transaction,
  experimentId: string,
  actor: Actor,
  planned: Planned,
  reason: string,
): Promise<Proposed> {
  const { plan, planHash, policies, inForce, preflight, service, targets } =
    planned;
  const { outcome, context } = await decideOn(trx, actor, planned, reason);
  const rolloutId = randomUUID();
  await keepPlan(trx, planHash, plan);
  await keepStatedAuthors(trx, actor, plan.artefacts);
  await insertRollout(trx, {
    id: rolloutId,
    experimentId,
    plan,
    planHash,
    state: outcome.next,
    people: service.people,
    service: service.ref,
    system: service.system,
    owner: service.owner,
    tags: service.tags,
    inForce,
  });
  const decision = await appendDecision(trx, {
    experimentId,
    rolloutId,
    at: context.now.toISOString(),
    actor,
    command: 'propose',
    reason,
    evidence: toJson({
      ...outcome.evidence,
      preflight,
      ...(inForce && { policyInForce: inForce }),
    }),
    policies,
    result: {
      phase: outcome.next.phase,
      stageIndex: outcome.next.stageIndex,
      sentence: outcome.sentence,
    },
    planHash,
  });
  await applyEffects(trx, outcome.effects, {
    rolloutId,
    plan,
    decision,
    targets,
  });
  return { experimentId, rolloutId };
}
