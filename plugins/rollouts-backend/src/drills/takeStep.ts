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
  BreachRequest,
  BreachSource,
} from '@stagecraft/backstage-plugin-rollouts-node';
import type { Knex } from 'knex';
import { CONTROLLER } from '../controller/deps';
import type { Door } from '../governance/door';
import { keepReadiness, markBreach, type ClaimedDrill } from '../store/drills';
import { readDefinitions } from '../store/metricDefinitions';
import type { StoredRollout } from '../store/rollouts';
import type { DrillStep } from './nextStep';
import { boundOf } from './plan';
import { addLook } from './readiness';
import type { AddedDrillSources } from './Sources';

const SPARE_MS = 60_000;

export interface StepDeps {
  knex: Knex;
  door: Pick<Door, 'command'>;
  sources: AddedDrillSources;
}

function sourceOf(
  sources: AddedDrillSources,
  { row }: ClaimedDrill,
): BreachSource {
  const source = sources.breach(row.breach);
  if (source) return source;
  throw new Error(
    `Nothing on this replica makes, or ends, a breach of kind ${row.breach}: add its module again`,
  );
}

async function requestOf(
  knex: Knex,
  { row, now }: ClaimedDrill,
  { plan }: StoredRollout,
): Promise<BreachRequest> {
  const guardrail = plan.guardrails.find(({ name }) => name === row.guardrail);
  const hash = plan.metricDefinitions[guardrail?.metric ?? ''] ?? '';
  const known = await readDefinitions(knex, [hash]);
  const definition = known.get(hash)?.definition;
  if (!definition) {
    throw new Error(`The metric of guardrail ${row.guardrail} is not known`);
  }
  const from = row.breach_began_at ?? now;
  return {
    drillId: row.id,
    service: row.service,
    targets: plan.targets,
    definition,
    until: new Date(from.getTime() + boundOf(row.goals) * 1000 + SPARE_MS),
  };
}

async function giveUp(
  door: StepDeps['door'],
  how: 'take-back' | 'cancel',
  reason: string,
  { id }: StoredRollout,
): Promise<void> {
  const result = await door.command({
    rolloutId: id,
    actor: CONTROLLER,
    command:
      how === 'cancel'
        ? { command: 'cancel', reason }
        : { command: 'roll-back', reason, cause: 'end', checks: [] },
  });
  if (!result.accepted) throw new Error(result.refusal.reason);
}

/**
 * Does what comes next of a drill, short of ending it. Each step may be done
 * again by another replica where this one dies in the middle.
 *
 * @throws LostDrillError where another replica has it.
 */
export async function takeStep(
  { knex, door, sources }: StepDeps,
  step: Exclude<DrillStep, { do: 'finish' }>,
  drill: ClaimedDrill,
  rollout: StoredRollout,
  signal: AbortSignal,
): Promise<void> {
  switch (step.do) {
    case 'begin-breach': {
      const source = sourceOf(sources, drill);
      const request = await requestOf(knex, drill, rollout);
      await markBreach(knex, drill, 'breach_began_at');
      await source.begin(request, signal);
      await markBreach(knex, drill, 'breach_on_at');
      return;
    }
    case 'end-breach': {
      const request = await requestOf(knex, drill, rollout);
      await sourceOf(sources, drill).end(request, signal);
      await markBreach(knex, drill, 'breach_ended_at');
      return;
    }
    case 'watch-probes': {
      const seen = await sources.readiness(rollout.plan.targets, signal);
      await keepReadiness(knex, drill, addLook(drill.row.readiness, seen));
      return;
    }
    case 'take-back':
    case 'cancel':
      await giveUp(door, step.do, step.reason, rollout);
      return;
    case 'wait':
      return;
    default:
      throw new Error(`No such step: ${step satisfies never}`);
  }
}
