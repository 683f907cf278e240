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
  PlaybookPolicy,
  PolicyResult,
  Risk,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { demandsOf, type Level } from '../policy/demands';
import { evaluatePolicies, type Added } from '../policy/evaluate';
import { limitedScopes } from '../policy/exposedAtOnce';
import { inForce, type InForce } from '../policy/inForce';
import type { Circumstances, PlanContent } from '../policy/policy';
import {
  riskierOf,
  riskOf,
  type Declared,
  type Place,
} from '../policy/riskTier';
import {
  lockScopes,
  readHistories,
  type HistoryQuery,
  type ReadRehearsal,
} from '../store/history';
import {
  currentDefinitions,
  type HashedDefinition,
} from '../store/metricDefinitions';
import { readNewestPlaybooks } from '../store/playbooks';

/** What the installation says of policy, beside the playbooks. */
export interface PolicySetup {
  /** Demanded of every plan. */
  everybody: PlaybookPolicy;
  /** Names of the environments that are production. */
  production: readonly string[];
  /** Places where every change is critical. */
  critical: readonly Place[];
  added?: Added;
  readRehearsal: ReadRehearsal;
}

/** One plan to judge, with what is known of it already. */
export interface Judged
  extends Pick<
    Circumstances,
    | 'service'
    | 'system'
    | 'opened'
    | 'opening'
    | 'requestedBy'
    | 'parties'
    | 'peopleIn'
  > {
  plan: Partial<PlanContent>;
  /** By id; undefined while none is chosen. */
  playbook: string | undefined;
  declared: Declared;
  /** Of a rollout: what was in force when it was proposed. */
  before: InForce | null;
}

export interface Judgements {
  policies: PolicyResult[];
  risk: Risk;
  /** What is demanded now. */
  inForce: InForce;
}

/** The definitions that new plans may use, by name. */
export async function definitionsByName(
  knex: Knex,
): Promise<Map<string, HashedDefinition>> {
  const current = await currentDefinitions(knex);
  return new Map(current.map(entry => [entry.definition.name, entry]));
}

interface Prepared {
  judged: Judged;
  risk: Risk;
  declared: Declared;
  /** Those in force now. */
  levels: Level[];
  demands: Circumstances['demands'];
}

function prepare(
  judged: Judged,
  playbook: PlaybookPolicy | undefined,
  { everybody, critical }: PolicySetup,
): Prepared {
  const { before } = judged;
  const levels: Level[] = [
    { by: 'everybody', policy: everybody },
    ...(playbook ? [{ by: 'playbook' as const, policy: playbook }] : []),
  ];
  const declared = before
    ? riskierOf(judged.declared, before.declared)
    : judged.declared;
  return {
    judged,
    declared,
    risk: riskOf(declared, judged.plan, critical),
    levels,
    demands: demandsOf([...(before?.levels ?? []), ...levels]),
  };
}

function scopesOf({ judged, demands }: Prepared) {
  const { system, plan, opened } = judged;
  return opened > 0
    ? []
    : limitedScopes(plan.targets ?? [], { system, demands });
}

function historyOf(prepared: Prepared): HistoryQuery {
  const { judged, demands } = prepared;
  const { service, plan, playbook } = judged;
  return {
    service,
    scopes: scopesOf(prepared),
    ...(demands.earlierEnvironments &&
      plan.artefacts && { images: plan.artefacts.images }),
    ...(plan.artefacts && { authorsOf: plan.artefacts.images }),
    ...(demands.rehearsedWithinDays && playbook && { rehearsalOf: playbook }),
  };
}

/**
 * What policy says of plans now, in their order: the stricter of what is
 * demanded now and what was when they were proposed. By as many queries as
 * for one plan.
 *
 * @param lock - Keeps others from opening a first stage where only so many
 *   may be exposed, until the transaction ends.
 */
export async function judgeAll(
  trx: Knex,
  judged: readonly Judged[],
  now: Date,
  setup: PolicySetup,
  lock?: Knex.Transaction,
): Promise<Judgements[]> {
  if (judged.length === 0) return [];
  const definitions = await definitionsByName(trx);
  const playbooks = new Map(
    (await readNewestPlaybooks(trx)).map(({ id, body }) => [id, body.policy]),
  );
  const prepared = judged.map(each =>
    prepare(
      each,
      each.playbook === undefined ? undefined : playbooks.get(each.playbook),
      setup,
    ),
  );
  if (lock) await lockScopes(lock, prepared.flatMap(scopesOf));
  const histories = await readHistories(
    trx,
    prepared.map(historyOf),
    setup.readRehearsal,
  );
  return prepared.map((each, index): Judgements => {
    const { plan, playbook, declared, before, ...known } = each.judged;
    const circumstances: Circumstances = {
      ...known,
      now,
      windowSecondsOf: metric =>
        definitions.get(metric)?.definition.windowSeconds,
      production: setup.production,
      risk: each.risk,
      tierUnknown: each.declared.unknown === true,
      history: histories[index],
      demands: each.demands,
    };
    return {
      policies: evaluatePolicies(plan, circumstances, setup.added),
      risk: each.risk,
      inForce: inForce(each.levels, each.judged.declared),
    };
  });
}
