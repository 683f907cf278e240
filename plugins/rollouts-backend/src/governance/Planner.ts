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
  planDraftSchema,
  type Plan,
  type PlanCheck,
  type PlanDraft,
  type Playbook,
  type PolicyResult,
  type Problem,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { hashPlan } from '../chain/hash';
import type { Directory } from '../people/Directory';
import type { Service } from '../people/service';
import { blastRadius } from '../policy/blastRadius';
import { departuresFrom } from '../policy/departures';
import { earliestFinishSeconds } from '../policy/earliestFinish';
import type { InForce } from '../policy/inForce';
import { databaseNow } from '../store/clock';
import { readPlaybook, readStanding } from '../store/playbooks';
import { refuseExposed, type IdentifiedTarget } from '../store/targets';
import { assemblePlan, sameTargets } from './assemblePlan';
import { NOTHING_FOUND, type Candidates } from './Candidates';
import type { Drivers } from './Drivers';
import { InputProblemsError, missingService } from '../problems/errors';
import { partsOf } from './partsOf';
import { judgePlannedFreezes } from './plannedFreezes';
import {
  judgeRequired,
  markRequired,
  preflightProblems,
  type CheckedTarget,
} from './preflights';
import { below, failuresOf } from '../problems/problems';
import { definitionsByName } from './judgeAll';
import type { Policies } from './Policies';
import { shapeProblems } from './shapeProblems';
import type { Traffic } from './Traffic';
import { needsFinding, planProblems, type World } from './world';

/** A plan that may be proposed, with all that its proposal needs. */
export interface Planned {
  plan: Plan;
  planHash: string;
  targets: IdentifiedTarget[];
  policies: PolicyResult[];
  /** What was demanded of it then. */
  inForce?: InForce;
  /** What the targets showed when it was planned. */
  preflight: CheckedTarget[];
  service: Service;
}

export interface PlannerOptions {
  knex: Knex;
  directory: Pick<Directory, 'service'>;
  policies: Pick<Policies, 'judge'>;
  drivers: Drivers;
  candidates: Pick<Candidates, 'find'>;
  traffic: Pick<Traffic, 'perSecond'>;
}

/** Makes plans of drafts, and says what is wrong with them. */
export class Planner {
  readonly #options: PlannerOptions;

  constructor(options: PlannerOptions) {
    this.#options = options;
  }

  /**
   * @param parties - Who requested it, then who wrote it, besides the authors.
   * @throws InputProblemsError naming every field, below `plan`.
   * @throws TargetTakenError when a rollout has exposed one of its targets.
   * @throws UnavailableError when the catalogue or a cluster can't be asked.
   */
  async plan(
    draft: PlanDraft,
    serviceRef: string,
    parties: readonly [requestedBy: string, ...writers: string[]],
  ): Promise<Planned> {
    const { drivers } = this.#options;
    const service = await this.service(serviceRef);
    const world = await this.#world(service, draft);
    refuse(planProblems(draft, world));
    const { policies, inForce } = await this.#options.policies.judge(
      draft,
      service,
      parties,
    );
    refuse(failuresOf(policies));
    const preflight = await drivers.checked(draft);
    await this.#refuseUnready(draft.targets, preflight);
    const required = judgeRequired(world.playbook?.body, preflight);
    refuse(failuresOf(required));
    const targets = await drivers.identify(draft.targets);
    refuse(sameTargets(targets));
    const plan = assemblePlan(draft, world);
    return {
      plan,
      planHash: hashPlan(plan),
      targets,
      policies: [
        ...policies,
        ...required,
        ...(await judgePlannedFreezes(this.#options.knex, draft, service)),
      ],
      inForce,
      preflight: markRequired(world.playbook?.body, preflight),
      service,
    };
  }

  /** @throws MissingError when the catalogue has no such entity. */
  async service(ref: string): Promise<Service> {
    const service = await this.#options.directory.service(ref);
    if (service) return service;
    throw missingService(ref);
  }

  /** In its newest version; undefined when there is none of that name. */
  async playbook(id: string): Promise<Playbook | undefined> {
    return (await readPlaybook(this.#options.knex, id))?.body;
  }

  /** @throws InputProblemsError when it does not fit its service or drivers. */
  async refuseMisfits(
    draft: Partial<PlanDraft>,
    serviceRef: string,
  ): Promise<void> {
    const service = await this.service(serviceRef);
    refuse(planProblems(draft, await this.#world(service, draft)));
  }

  /** What is known of a plan that is being written; paths are the plan's. */
  async check(
    raw: unknown,
    serviceRef: string,
    parties: readonly [requestedBy: string, ...writers: string[]],
  ): Promise<PlanCheck> {
    const { knex, traffic } = this.#options;
    const service = await this.service(serviceRef);
    const parsed = planDraftSchema.safeParse(raw);
    const parts: Partial<PlanDraft> = parsed.success
      ? parsed.data
      : partsOf(raw);
    const world = await this.#world(service, parts);
    const { policies, risk } = await this.#options.policies.judge(
      parts,
      service,
      parties,
    );
    return {
      problems: [
        ...(parsed.success ? [] : shapeProblems(parsed.error, parts)),
        ...planProblems(parts, world),
        ...failuresOf(policies),
      ],
      policies: [
        ...policies,
        ...(await judgePlannedFreezes(knex, parts, service)),
      ],
      risk,
      departures: world.playbook
        ? departuresFrom(world.playbook.body, parts)
        : [],
      blastRadius: parts.stages
        ? blastRadius(
            parts.stages,
            await traffic.perSecond(service.ref, parts.targets ?? []),
          )
        : null,
      earliestFinishSeconds: parts.stages
        ? earliestFinishSeconds(
            { stages: parts.stages, schedule: parts.schedule },
            await databaseNow(knex),
          )
        : null,
    };
  }

  async #refuseUnready(
    targets: PlanDraft['targets'],
    preflight: CheckedTarget[],
  ): Promise<void> {
    const problems = preflightProblems(preflight);
    if (problems.length === 0) return;
    const { knex, drivers } = this.#options;
    await refuseExposed(knex, await drivers.identify(targets));
    refuse(problems);
  }

  async #world(service: Service, plan: Partial<PlanDraft>): Promise<World> {
    const { knex, drivers, candidates } = this.#options;
    const { playbook } = plan;
    const standing = playbook ? await readStanding(knex, playbook) : undefined;
    return {
      service,
      playbook: playbook ? await readPlaybook(knex, playbook) : undefined,
      retired: Boolean(standing?.retired_at),
      definitions: await definitionsByName(knex),
      driverKinds: drivers.kinds,
      found: needsFinding(plan, service)
        ? await candidates.find(service)
        : NOTHING_FOUND,
    };
  }
}

function refuse(problems: Problem[]): void {
  if (problems.length > 0) {
    throw new InputProblemsError(below(['plan'], problems));
  }
}
