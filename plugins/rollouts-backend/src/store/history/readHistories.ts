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
  PolicyHistory,
  PolicyPlan,
} from '@stagecraft/backstage-plugin-rollouts-node';
import type { Knex } from 'knex';
import { readStatedAuthors } from '../authors';

/** What is asked about one plan; what is left out is not looked up. */
export interface HistoryQuery {
  service: string;
  /** Places in which to count what is exposed. */
  scopes: readonly { kind: 'system' | 'cluster' | 'namespace'; id: string }[];
  /** Images that may have completed elsewhere. */
  images?: PolicyPlan['artefacts']['images'];
  /** Images whose authors pipelines may have stated. */
  authorsOf?: PolicyPlan['artefacts']['images'];
  /** The playbook that may have been rehearsed. */
  rehearsalOf?: string;
}

type Counts = Readonly<Record<string, number>>;

/** Exposed, and neither completed: what may still turn out wrong. */
const UNDER_WAY = `r.exposed and r.phase <> 'completed'`;

function countsOf(rows: readonly { id: string; count: string }[]): Counts {
  return Object.fromEntries(rows.map(({ id, count }) => [id, Number(count)]));
}

function idsOf(queries: readonly HistoryQuery[], kind: string): string[] {
  const scopes = queries.flatMap(query => query.scopes);
  return [
    ...new Set(scopes.filter(scope => scope.kind === kind).map(({ id }) => id)),
  ];
}

async function exposedInSystems(trx: Knex, systems: string[]): Promise<Counts> {
  if (systems.length === 0) return {};
  const { rows } = await trx.raw(
    `select r.system as id, count(*) from rollouts r
     where ${UNDER_WAY} and r.system = any(?) group by r.system`,
    [systems],
  );
  return countsOf(rows);
}

/** @param place - SQL of a target's place, by its reference. */
async function exposedInPlaces(
  trx: Knex,
  place: string,
  ids: string[],
): Promise<Counts> {
  if (ids.length === 0) return {};
  const { rows } = await trx.raw(
    `select ${place} as id, count(distinct r.id)
     from rollouts r join targets t on t.rollout_id = r.id
     where ${UNDER_WAY} and ${place} = any(?) group by 1`,
    [ids],
  );
  return countsOf(rows);
}

/** Environments in which all images completed, by the query's position. */
async function completedIn(
  trx: Knex,
  queries: readonly HistoryQuery[],
): Promise<Map<number, string[]>> {
  const asked = queries.flatMap(({ service, images }, position) =>
    images
      ? [
          {
            position,
            service,
            images: images.map(({ digest }) => ({ digest })),
          },
        ]
      : [],
  );
  const found = new Map<number, string[]>();
  if (asked.length === 0) return found;
  const { rows } = await trx.raw<{
    rows: { position: number; environment: string }[];
  }>(
    `select distinct q.position, r.environment
     from jsonb_to_recordset(?::jsonb)
       as q(position int, service text, images jsonb)
     join rollouts r on r.service = q.service and r.phase = 'completed'
     join plans p on p.hash = r.plan_hash
       and p.plan @> jsonb_build_object(
         'artefacts', jsonb_build_object('images', q.images))
     where not jsonb_exists(p.plan, 'drill')
     order by 1, 2`,
    [JSON.stringify(asked)],
  );
  for (const { position, environment } of rows) {
    found.set(position, [...(found.get(position) ?? []), environment]);
  }
  return found;
}

export type ReadRehearsal = (
  trx: Knex,
  of: { service: string; playbook: string },
) => Promise<Date | null>;

async function rehearsals(
  trx: Knex,
  queries: readonly HistoryQuery[],
  read: ReadRehearsal,
): Promise<(Date | null)[]> {
  const known = new Map<string, Date | null>();
  const found: (Date | null)[] = [];
  for (const { service, rehearsalOf: playbook } of queries) {
    const key = `${service} ${playbook}`;
    if (playbook !== undefined && !known.has(key)) {
      known.set(key, await read(trx, { service, playbook }));
    }
    found.push(known.get(key) ?? null);
  }
  return found;
}

/**
 * What happened before and what is exposed elsewhere, in the order of the
 * queries; by as many queries as for one, and none that nobody asks for.
 */
export async function readHistories(
  trx: Knex,
  queries: readonly HistoryQuery[],
  readRehearsal: ReadRehearsal,
): Promise<PolicyHistory[]> {
  const systems = await exposedInSystems(trx, idsOf(queries, 'system'));
  const clusters = await exposedInPlaces(
    trx,
    `t.ref->>'cluster'`,
    idsOf(queries, 'cluster'),
  );
  const namespaces = await exposedInPlaces(
    trx,
    `(t.ref->>'cluster') || '/' || (t.ref->>'namespace')`,
    idsOf(queries, 'namespace'),
  );
  const completed = await completedIn(trx, queries);
  const stated = await readStatedAuthors(
    trx,
    queries.map(({ authorsOf }) => authorsOf),
  );
  const rehearsed = await rehearsals(trx, queries, readRehearsal);
  return queries.map(({ scopes }, position) => {
    const system = scopes.find(({ kind }) => kind === 'system');
    return {
      exposedElsewhere: {
        system: (system && systems[system.id]) ?? 0,
        clusters,
        namespaces,
      },
      completedIn: completed.get(position) ?? [],
      statedAuthors: stated[position],
      rehearsedAt: rehearsed[position],
    };
  });
}
