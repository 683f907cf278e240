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
import { readFrozen } from './freezesOf';
import { overrulesOfObjected } from './overrules';
import {
  NO_EVIDENCE,
  type DecideContext,
  type FreezeInForce,
  type StageEvidence,
} from '../lifecycle/decision';
import { DEFAULT_APPROVAL_LIFETIME_MS } from '../lifecycle/expiry';
import type { StoredRollout } from '../store/rollouts';

/** What was measured, by rollout; those that are not watched are left out. */
export type ReadAllEvidence = (
  trx: Knex,
  rollouts: readonly StoredRollout[],
  now: Date,
) => Promise<Map<string, StageEvidence>>;

/** What policy says of many rollouts, in their order. */
export type ReadAllPolicies = (
  trx: Knex,
  rollouts: readonly StoredRollout[],
  now: Date,
) => Promise<PolicyResult[][]>;

/** What `decide` looks at, for trying commands rather than giving them. */
export function viewContext(
  rollout: StoredRollout,
  {
    evidence,
    policies,
    now,
    freezes = [],
    overrules = 'approvers',
  }: {
    evidence: StageEvidence;
    policies: PolicyResult[];
    now: Date;
    freezes?: FreezeInForce[];
    overrules?: Role;
  },
): DecideContext {
  return {
    now,
    plan: rollout.plan,
    planHash: rollout.planHash,
    people: rollout.people,
    evidence,
    policies,
    freezes,
    openReviews: 0,
    overrules,
    approvalLifetimeMs: DEFAULT_APPROVAL_LIFETIME_MS,
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
  {
    now,
    readAllEvidence,
    readAllPolicies,
  }: {
    now: Date;
    readAllEvidence: ReadAllEvidence;
    readAllPolicies: ReadAllPolicies;
  },
): Promise<DecideContext[]> {
  const evidence = await readAllEvidence(trx, rollouts, now);
  const policies = await readAllPolicies(trx, rollouts, now);
  const freezesOf = await readFrozen(trx, now);
  const overrules = await overrulesOfObjected(trx, rollouts);
  return rollouts.map((rollout, index) =>
    viewContext(rollout, {
      evidence: evidence.get(rollout.id) ?? NO_EVIDENCE,
      policies: policies[index],
      now,
      freezes: freezesOf(rollout),
      overrules: overrules.get(rollout.id),
    }),
  );
}
