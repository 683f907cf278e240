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

import type { Knex } from 'knex';
import { exactInstant } from '../instant';
import type { DrillTableRow } from '../tables';
import { whereRolloutVisible, type Visibility } from '../visibility';

export interface DrillPosition {
  createdAt: string;
  id: string;
}

export interface DrillFilter {
  service?: string;
  playbook?: string;
  rollout?: string;
}

/** Newest first, after `after`. */
export async function listDrills(
  trx: Knex,
  filter: DrillFilter,
  visibility: Visibility,
  page: { limit: number; after?: DrillPosition },
): Promise<(DrillTableRow & { position: DrillPosition })[]> {
  const query = trx('drills as d')
    .select('d.*', exactInstant(trx, 'd.created_at', 'exact'))
    .orderBy([
      { column: 'd.created_at', order: 'desc' },
      { column: 'd.id', order: 'desc' },
    ])
    .limit(page.limit)
    .modify(whereRolloutVisible, visibility, 'd.rollout_id');
  if (filter.service) query.where('d.service', filter.service);
  if (filter.playbook) query.where('d.playbook_id', filter.playbook);
  if (filter.rollout) query.where('d.rollout_id', filter.rollout);
  if (page.after) {
    query.whereRaw('(d.created_at, d.id) < (?::timestamptz, ?)', [
      page.after.createdAt,
      page.after.id,
    ]);
  }
  const rows: (DrillTableRow & { exact: string })[] = await query;
  return rows.map(({ exact, ...row }) => ({
    ...row,
    position: { createdAt: exact, id: row.id },
  }));
}

export type LastDrill = DrillTableRow & { last_passed_at: Date | null };

/** The newest drill of each service and playbook. */
export async function lastDrills(
  trx: Knex,
  filter: Pick<DrillFilter, 'service' | 'playbook'>,
  visibility: Visibility,
): Promise<LastDrill[]> {
  const passed = trx('drills as p')
    .max('p.ended_at')
    .whereRaw('p.service = d.service')
    .whereRaw('p.playbook_id = d.playbook_id')
    .where('p.passed', true)
    .modify(whereRolloutVisible, visibility, 'p.rollout_id');
  const query = trx('drills as d')
    .distinctOn('d.service', 'd.playbook_id')
    .select('d.*', passed.as('last_passed_at'))
    .orderBy([
      { column: 'd.service' },
      { column: 'd.playbook_id' },
      { column: 'd.created_at', order: 'desc' },
    ])
    .modify(whereRolloutVisible, visibility, 'd.rollout_id');
  if (filter.service) query.where('d.service', filter.service);
  if (filter.playbook) query.where('d.playbook_id', filter.playbook);
  return query;
}

/** When the newest passed drill of this service and playbook ended. */
export async function latestPassedDrill(
  trx: Knex,
  { service, playbook }: { service: string; playbook: string },
): Promise<Date | null> {
  const row = await trx<DrillTableRow>('drills')
    .where({ service, playbook_id: playbook, passed: true })
    .max({ at: 'ended_at' })
    .first();
  return row?.at ?? null;
}

/** Whether a drill of this service and playbook has not ended. */
export async function hasRunningDrill(
  trx: Knex,
  { service, playbook_id }: Pick<DrillTableRow, 'service' | 'playbook_id'>,
): Promise<boolean> {
  const row = await trx<DrillTableRow>('drills')
    .where({ service, playbook_id })
    .whereNull('ended_at')
    .first('id');
  return row !== undefined;
}

/** The open experiment that rehearses this service and playbook. */
export async function drillExperiment(
  trx: Knex,
  { service, playbook }: { service: string; playbook: string },
): Promise<string | undefined> {
  const row = await trx('drills as d')
    .join('experiments as e', 'e.id', 'd.experiment_id')
    .where({ 'd.service': service, 'd.playbook_id': playbook })
    .whereNull('e.outcome')
    .orderBy('d.created_at', 'desc')
    .first('d.experiment_id');
  return row?.experiment_id;
}

/**
 * Of these rollouts: whose guardrail sees made-up samples now, which, and
 * since when.
 */
export async function readInjected(
  trx: Knex,
  rolloutIds: readonly string[],
): Promise<Map<string, { guardrail: string; from: Date }>> {
  if (rolloutIds.length === 0) return new Map();
  const rows = await trx<DrillTableRow>('drills')
    .where({ breach: 'injected-metric' })
    .whereNull('breach_ended_at')
    .whereRaw('rollout_id = any(?)', [[...rolloutIds]])
    .select('rollout_id', 'guardrail', 'breach_began_at');
  return new Map(
    rows.flatMap(({ rollout_id: id, guardrail, breach_began_at: from }) =>
      from ? [[id, { guardrail, from }] as const] : [],
    ),
  );
}
