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

import type { FreezeScope } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { SERVICES, whereVisible, type Visibility } from '../visibility';
import { selectRollouts } from './readRollout';
import { toStored, type StoredRollout, type StoredRow } from './StoredRollout';

/** Stopping the line of more at once would be told to nobody in detail. */
const MOST = 10_000;

function whereInScope(query: Knex.QueryBuilder, scope: FreezeScope): void {
  switch (scope.kind) {
    case 'all':
      return;
    case 'system':
      query.where('r.system', scope.ref);
      return;
    case 'service':
      query.where('r.service', scope.ref);
      return;
    case 'tag':
      query.whereRaw('? = any(r.tags)', [scope.name]);
      return;
    case 'cluster':
      query.whereRaw(`p.plan->'targets' @> ?::jsonb`, [
        JSON.stringify([{ cluster: scope.name }]),
      ]);
      return;
    default:
      throw new Error(`No such scope: ${scope satisfies never}`);
  }
}

/** Rollouts of a scope that have not ended, or only those exposed. */
export interface ScopeQuery {
  scope: FreezeScope;
  exposedOnly: boolean;
  /** Of whoever looks; `all` for what acts on everything in the scope. */
  visibility: Visibility;
}

function selectInScope(
  trx: Knex,
  { scope, exposedOnly, visibility }: ScopeQuery,
): Knex.QueryBuilder {
  const query = selectRollouts(trx)
    .modify(whereInScope, scope)
    .modify(whereVisible, visibility, 'r');
  return exposedOnly
    ? query.where('r.exposed', true)
    : query.whereNull('r.ended_at');
}

/** Most urgent first. */
export async function listInScope(
  trx: Knex,
  query: ScopeQuery,
): Promise<StoredRollout[]> {
  const rows: StoredRow[] = await selectInScope(trx, query)
    .orderBy([{ column: 'r.urgency' }, { column: 'r.id' }])
    .limit(MOST);
  return rows.map(toStored);
}

/**
 * Waits for whatever is being decided on them now. Whatever is decided later
 * sees what was committed before.
 */
export async function awaitDecisions(
  trx: Knex,
  scope: FreezeScope,
): Promise<void> {
  await selectInScope(trx, { scope, exposedOnly: false, visibility: 'all' })
    .clearSelect()
    .select('r.id')
    .orderBy('r.id')
    .forShare('r');
}

/** Those of these services and systems of which a rollout, or a service, is seen. */
export async function seenOf(
  trx: Knex,
  refs: readonly string[],
  visibility: Visibility,
): Promise<ReadonlySet<string>> {
  if (visibility === 'all') return new Set(refs);
  const rows: { service: string; system: string | null }[] = await trx(
    'rollouts as r',
  )
    .whereRaw('(r.service = any(?) or r.system = any(?))', [
      [...refs],
      [...refs],
    ])
    .modify(whereVisible, visibility, 'r')
    .distinct('r.service', 'r.system')
    .union(
      trx
        .from(trx.raw(SERVICES))
        .whereRaw('(service = any(?) or system = any(?))', [
          [...refs],
          [...refs],
        ])
        .modify(whereVisible, visibility, 'seen')
        .select('service', 'system'),
    );
  const seen = new Set(
    rows.flatMap(({ service, system }) => [service, system]),
  );
  return new Set(refs.filter(ref => seen.has(ref)));
}
