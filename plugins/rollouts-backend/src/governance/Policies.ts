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
  PolicyResult,
  Role,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import type { People } from '../lifecycle/people';
import { partiesTo, refsOfRole } from '../lifecycle/people';
import { quorumsOf } from '../lifecycle/quorums';
import { mayGoOn } from '../lifecycle/state';
import type { Directory } from '../people/Directory';
import type { Service } from '../people/service';
import { withBypasses } from '../policy/bypasses';
import type { Circumstances, PlanContent } from '../policy/policy';
import { declaredTier, type Declared } from '../policy/riskTier';
import { databaseNow } from '../store/clock';
import type { StoredRollout } from '../store/rollouts';
import { UnavailableError } from '../problems/errors';
import {
  judgeAll,
  type Judged,
  type Judgements,
  type PolicySetup,
} from './judgeAll';

/** What the catalogue says, asked before the door's transaction. */
export interface Outside {
  peopleIn: Circumstances['peopleIn'];
  declared: Declared | null;
}

/** Of those who are not asked for now. */
const NOT_ASKED: Outside = { peopleIn: () => undefined, declared: null };

type Rollout = Pick<
  StoredRollout,
  'plan' | 'planHash' | 'state' | 'service' | 'system' | 'people' | 'inForce'
>;

function judgedOf(rollout: Rollout, outside: Outside): Judged {
  const { plan, state, service, system, inForce: before } = rollout;
  return {
    plan,
    playbook: plan.playbook.id,
    service,
    system,
    opened: state.stageIndex + 1,
    // What is only proposed may be approved while it could not open yet.
    opening: state.phase !== 'proposed',
    requestedBy: state.requestedBy.ref,
    parties: partiesTo(state, plan),
    peopleIn: outside.peopleIn,
    declared: outside.declared ?? before?.declared ?? declaredTier(undefined),
    before,
  };
}

function settled(rollout: Rollout, judgements: Judgements, now: Date) {
  const { planHash, state } = rollout;
  const policies = withBypasses(judgements.policies, state.bypasses, {
    planHash,
    now,
  });
  return { ...judgements, policies };
}

/** Asks policy about plans, with what the database and the catalogue know. */
export class Policies {
  readonly #knex: Knex;
  readonly #directory: Pick<Directory, 'members'>;
  readonly #setup: PolicySetup;

  constructor(options: {
    knex: Knex;
    directory: Pick<Directory, 'members'>;
    setup: PolicySetup;
  }) {
    this.#knex = options.knex;
    this.#directory = options.directory;
    this.#setup = options.setup;
  }

  /** What policy says now of the parts of a plan that are there. */
  async judge(
    plan: Partial<PlanContent> & { playbook?: string },
    service: Service,
    /** Who requested it, then who wrote it, besides the artefacts' authors. */
    parties: readonly [requestedBy: string, ...writers: string[]],
  ): Promise<Judgements> {
    const outside = await this.ask(plan, service);
    const now = await databaseNow(this.#knex);
    const [judgements] = await judgeAll(
      this.#knex,
      [
        {
          plan,
          playbook: plan.playbook,
          service: service.ref,
          system: service.system,
          opened: 0,
          opening: false,
          requestedBy: parties[0],
          parties: [...parties, ...(plan.artefacts?.authors ?? [])],
          peopleIn: outside.peopleIn,
          declared: declaredTier(service.riskTier),
          before: null,
        },
      ],
      now,
      this.#setup,
    );
    return judgements;
  }

  /** What policy says now of the stages of a rollout that lie ahead. */
  async judgeRollout(rollout: Rollout): Promise<Judgements> {
    const peopleIn = await this.#peopleIn(rollout.plan, rollout.people);
    const now = await databaseNow(this.#knex);
    return this.#judgeOne(this.#knex, rollout, now, {
      peopleIn,
      declared: null,
    });
  }

  /** Asks the catalogue what `judgeAtDoor` needs to know of it. */
  async ask(plan: Partial<PlanContent>, service: Service): Promise<Outside> {
    return {
      peopleIn: await this.#peopleIn(plan, service.people),
      declared: declaredTier(service.riskTier),
    };
  }

  /**
   * The same, in the transaction that decides.
   *
   * @param options - `outside`: what the catalogue says, where it was asked;
   *   `opens`: whether a stage opens by this transaction.
   */
  async judgeAtDoor(
    trx: Knex.Transaction,
    rollout: Rollout,
    now: Date,
    options: { outside?: Outside; opens: boolean },
  ): Promise<Judgements> {
    const { outside = NOT_ASKED, opens } = options;
    return this.#judgeOne(trx, rollout, now, outside, opens ? trx : undefined);
  }

  /**
   * Of many rollouts, in their order, without asking the catalogue: whether
   * enough others could approve is for the door to find out.
   */
  readonly readAll = async (
    trx: Knex,
    rollouts: readonly Rollout[],
    now: Date,
  ): Promise<PolicyResult[][]> => {
    const ahead = rollouts.filter(({ state }) => mayGoOn(state));
    const judgements = await judgeAll(
      trx,
      ahead.map(rollout => judgedOf(rollout, NOT_ASKED)),
      now,
      this.#setup,
    );
    return rollouts.map(rollout => {
      const found = judgements[ahead.indexOf(rollout)];
      return found ? settled(rollout, found, now).policies : [];
    });
  };

  async #judgeOne(
    trx: Knex,
    rollout: Rollout,
    now: Date,
    outside: Outside,
    lock?: Knex.Transaction,
  ): Promise<Judgements> {
    const [judgements] = await judgeAll(
      trx,
      [judgedOf(rollout, outside)],
      now,
      this.#setup,
      lock,
    );
    return settled(rollout, judgements, now);
  }

  async #peopleIn(
    plan: Partial<PlanContent>,
    people: People,
  ): Promise<Circumstances['peopleIn']> {
    const roles = new Set(
      (plan.stages ?? []).flatMap(quorumsOf).map(({ from }) => from),
    );
    const known = new Map<Role, string[]>();
    for (const role of roles) {
      try {
        known.set(
          role,
          await this.#directory.members(refsOfRole(role, people)),
        );
      } catch (error) {
        if (!(error instanceof UnavailableError)) throw error;
      }
    }
    return role => known.get(role);
  }
}
