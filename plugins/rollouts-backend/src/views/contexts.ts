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

import type { PolicyResult } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { definitionsByName } from '../governance/Policies';
import {
  NO_EVIDENCE,
  type DecideContext,
  type StageEvidence,
} from '../lifecycle/decision';
import { partiesTo } from '../lifecycle/people';
import { evaluatePolicies } from '../policy/evaluate';
import type { StoredRollout } from '../store/rollouts';
import type { Measured } from './measured';

/** What `decide` looks at, for trying commands rather than giving them. */
export function viewContext(
  rollout: StoredRollout,
  {
    evidence,
    policies,
    now,
  }: { evidence: StageEvidence; policies: PolicyResult[]; now: Date },
): DecideContext {
  return {
    now,
    plan: rollout.plan,
    planHash: rollout.planHash,
    people: rollout.people,
    evidence,
    policies,
    freezes: [],
    openReviews: 0,
    security: [],
    newId: rollout.id,
  };
}

/**
 * The contexts of many rollouts, in their order, by as many queries as for
 * one. The catalogue is not asked, neither on every look nor inside of
 * transactions: who is in which role are those last seen, and whether enough
 * others could approve is for the door to find out.
 */
export async function readContexts(
  trx: Knex,
  rollouts: readonly StoredRollout[],
  { now, readAllEvidence }: { now: Date } & Pick<Measured, 'readAllEvidence'>,
): Promise<DecideContext[]> {
  const evidence = await readAllEvidence(trx, rollouts, now);
  const definitions = await definitionsByName(trx);
  return rollouts.map(rollout => {
    const { plan, state } = rollout;
    const policies = evaluatePolicies(plan, {
      now,
      opened: state.stageIndex + 1,
      parties: partiesTo(state, plan),
      peopleIn: () => undefined,
      windowSecondsOf: metric =>
        definitions.get(metric)?.definition.windowSeconds,
    });
    return viewContext(rollout, {
      evidence: evidence.get(rollout.id) ?? NO_EVIDENCE,
      policies,
      now,
    });
  });
}
