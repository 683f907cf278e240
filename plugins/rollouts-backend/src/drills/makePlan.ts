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
  DrillDraft,
  DrillGoals,
  PlanDraft,
  PlaybookPolicy,
  Problem,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { InputProblemsError } from '../problems/errors';
import type { Planner } from '../governance/Planner';
import { databaseNow } from '../store/clock';
import { currentDefinitions } from '../store/metricDefinitions';
import { readPlaybook } from '../store/playbooks';
import { readNewestRollout } from '../store/rollouts';
import { boundOf, drillPlan, goalsOf, guardrailOf } from './plan';
import type { AddedDrillSources } from './Sources';

/** A source that takes longer to say whether it can is as good as down. */
const PATIENCE_MS = 5000;

export interface MadePlan {
  plan: PlanDraft;
  playbookTitle: string;
  guardrail: string;
  goals: DrillGoals;
}

export interface MakePlanDeps {
  knex: Knex;
  planner: Pick<Planner, 'service'>;
  sources: AddedDrillSources;
  /** Names of the environments that are production. */
  production: readonly string[];
  /** Demanded of every plan. */
  everybody: PlaybookPolicy;
}

function refuse(path: Problem['path'], message: string, remedy: string): never {
  throw new InputProblemsError([{ path, message, remedy }]);
}

/**
 * Makes a drill's plan: from the playbook, and of the service's newest rollout
 * what the draft leaves out.
 *
 * @throws InputProblemsError naming the field and the remedy.
 */
export async function makePlan(
  { knex, planner, sources, production, everybody }: MakePlanDeps,
  draft: DrillDraft,
): Promise<MadePlan> {
  const service = await planner.service(draft.service);
  const playbook = (await readPlaybook(knex, draft.playbook))?.body;
  if (!playbook) {
    return refuse(
      ['playbook'],
      `There is no playbook ${draft.playbook}`,
      'Pick one of the list of playbooks',
    );
  }
  const newest = await readNewestRollout(knex, service.ref, draft.environment);
  const environment = draft.environment ?? newest?.plan.environment;
  if (environment === undefined) {
    return refuse(
      ['environment'],
      'The service has no rollout yet that says its environment',
      'Name the environment',
    );
  }
  const artefacts = draft.artefacts ?? newest?.plan.artefacts;
  if (!artefacts) {
    return refuse(
      ['artefacts'],
      'The service has no rollout yet that says what its new version is',
      'Name the image, its digest and its commit',
    );
  }
  const targets = newest?.plan.targets ?? service.targets;
  if (targets.length === 0) {
    return refuse(
      ['service'],
      `The catalogue names no target of ${service.ref}`,
      service.targetsTrouble ?? 'Name its targets in the catalogue',
    );
  }
  const guardrail = guardrailOf(playbook, draft.guardrail);
  if (!guardrail) {
    return refuse(
      ['guardrail'],
      draft.guardrail === undefined
        ? 'No guardrail of the first stage takes back by itself'
        : `The first stage has no guardrail ${draft.guardrail}`,
      'Choose a guardrail of the first stage',
    );
  }
  const definition = (await currentDefinitions(knex)).find(
    known => known.definition.name === guardrail.metric,
  )?.definition;
  if (!definition) {
    return refuse(
      ['guardrail'],
      `There is no metric named ${guardrail.metric}`,
      'Choose a guardrail whose metric is installed',
    );
  }
  const now = await databaseNow(knex);
  const goals = goalsOf(playbook);
  const trouble = await sources.unable(
    draft.breach,
    {
      drillId: 'asked-beforehand',
      service: service.ref,
      targets,
      definition,
      until: new Date(now.getTime() + boundOf(goals) * 1000),
    },
    AbortSignal.timeout(PATIENCE_MS),
  );
  if (trouble !== null) {
    return refuse(['breach'], trouble, 'Choose another way to make the breach');
  }
  return {
    plan: drillPlan({
      playbook,
      environment,
      isProduction: production.includes(environment),
      breach: draft.breach,
      guardrail,
      artefacts,
      targets,
      now,
      demands: [everybody, playbook.policy ?? {}],
    }),
    playbookTitle: playbook.title,
    guardrail: guardrail.name,
    goals,
  };
}
