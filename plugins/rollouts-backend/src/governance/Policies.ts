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
import type { People } from '../lifecycle/decision';
import { partiesTo, refsOfRole } from '../lifecycle/people';
import type { Directory } from '../people/Directory';
import { evaluatePolicies } from '../policy/evaluate';
import type { Circumstances, PlanContent } from '../policy/policy';
import { databaseNow } from '../store/clock';
import {
  currentDefinitions,
  type HashedDefinition,
} from '../store/metricDefinitions';
import type { StoredRollout } from '../store/rollouts';
import { UnavailableError } from './errors';

/** The definitions that new plans may use, by name. */
export async function definitionsByName(
  knex: Knex,
): Promise<Map<string, HashedDefinition>> {
  const current = await currentDefinitions(knex);
  return new Map(current.map(entry => [entry.definition.name, entry]));
}

/** Asks policy about plans, with what the database and the catalogue know. */
export class Policies {
  readonly #knex: Knex;
  readonly #directory: Pick<Directory, 'members'>;

  constructor(options: { knex: Knex; directory: Pick<Directory, 'members'> }) {
    this.#knex = options.knex;
    this.#directory = options.directory;
  }

  /** What policy says now of the parts of a plan that are there. */
  async judge(
    plan: Partial<PlanContent>,
    {
      people,
      parties,
      opened = 0,
    }: {
      people: People;
      /** Who requested or wrote it, besides the artefacts' authors. */
      parties: readonly string[];
      /** Of a rollout: how many stages were opened. */
      opened?: number;
    },
  ): Promise<PolicyResult[]> {
    const definitions = await definitionsByName(this.#knex);
    const known = await this.#peopleByRole(plan, people);
    const circumstances: Circumstances = {
      now: await databaseNow(this.#knex),
      opened,
      parties: [...parties, ...(plan.artefacts?.authors ?? [])],
      peopleIn: role => known.get(role),
      windowSecondsOf: metric =>
        definitions.get(metric)?.definition.windowSeconds,
    };
    return evaluatePolicies(plan, circumstances);
  }

  /** What policy says now of the stages of a rollout that lie ahead. */
  async judgeRollout(
    { plan, state }: Pick<StoredRollout, 'plan' | 'state'>,
    people: People,
  ): Promise<PolicyResult[]> {
    return this.judge(plan, {
      people,
      parties: partiesTo(state, plan),
      opened: state.stageIndex + 1,
    });
  }

  async #peopleByRole(
    plan: Partial<PlanContent>,
    people: People,
  ): Promise<Map<Role, string[]>> {
    const roles = new Set(
      (plan.stages ?? [])
        .filter(stage => stage.approvals.required > 0)
        .map(stage => stage.approvals.from),
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
    return known;
  }
}
