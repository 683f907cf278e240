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
import type { Period } from '../../insights/evaluate';
import { whereVisible, type Visibility } from '../visibility';

/** What figures are asked for. */
export interface InsightScope extends Period {
  /** The group that owns the services. */
  owner?: string;
  system?: string;
  playbook?: string;
  environment?: string;
  visibility: Visibility;
}

function whereOf(
  query: Knex.QueryBuilder,
  { owner, system, playbook, environment, visibility }: InsightScope,
): void {
  query.modify(whereVisible, visibility, 'r');
  if (owner) query.where('r.owner', owner);
  if (system) query.where('r.system', system);
  if (playbook) query.where('r.playbook_id', playbook);
  if (environment) query.where('r.environment', environment);
}

/** Narrows to the rollouts, as `r`, that figures are of: seen, and no drills. */
export function whereInScope(
  query: Knex.QueryBuilder,
  scope: InsightScope,
): void {
  query.where('r.drill', false).modify(whereOf, scope);
}

/** Narrows to the drills among them. */
export function whereDrillInScope(
  query: Knex.QueryBuilder,
  scope: InsightScope,
): void {
  query.where('r.drill', true).modify(whereOf, scope);
}

/** What every fact is about. */
export const SUBJECT = [
  'r.id as rolloutId',
  'r.experiment_id as experimentId',
  'r.service',
] as const;

export function titleOf(trx: Knex): Knex.Raw {
  return trx.raw(`e.body ->> 'title' as title`);
}

/**
 * SQL of an instant in milliseconds, cut off as dates are: very many are read
 * in a fraction of the time that timestamps take.
 */
export function millisecondsOf(instant: string): string {
  return `round(date_part('epoch', date_trunc('milliseconds', ${instant})) * 1000)`;
}
