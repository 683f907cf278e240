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
import type { Visibility } from './visibility';
import { whereVisible } from './whereVisible';

/** Services that were looked up in the catalogue, by the columns of `RowFilter`. */
export const SERVICES =
  '(select ref as service, system, parts from services) as seen';

function whereOneIsVisible(
  query: Knex.QueryBuilder,
  visibility: Visibility,
  table: 'rollouts' | 'experiments',
  key: { own: 'id' | 'service'; theirs: string },
): void {
  if (visibility === 'all') return;
  query.whereExists(inner => {
    inner
      .select(inner.client.raw('1'))
      .from(`${table} as seen`)
      .whereRaw('?? = ??', [`seen.${key.own}`, key.theirs])
      .modify(whereVisible, visibility, 'seen');
  });
}

/**
 * Narrows a query over what belongs to a rollout; `column` holds its id. Rows
 * that name none stay out, unless everything is seen.
 */
export function whereRolloutVisible(
  query: Knex.QueryBuilder,
  visibility: Visibility,
  column: string,
): void {
  whereOneIsVisible(query, visibility, 'rollouts', {
    own: 'id',
    theirs: column,
  });
}

/** The same for what belongs to an experiment. */
export function whereExperimentVisible(
  query: Knex.QueryBuilder,
  visibility: Visibility,
  column: string,
): void {
  whereOneIsVisible(query, visibility, 'experiments', {
    own: 'id',
    theirs: column,
  });
}

/**
 * The same for what only names a service: one of its rollouts is seen, or it
 * is seen itself by whose it is in the catalogue.
 */
export function whereServiceVisible(
  query: Knex.QueryBuilder,
  visibility: Visibility,
  column: string,
): void {
  if (visibility === 'all') return;
  query.where(seen =>
    seen
      .where(rollouts =>
        whereOneIsVisible(rollouts, visibility, 'rollouts', {
          own: 'service',
          theirs: column,
        }),
      )
      .orWhereExists(inner => {
        inner
          .select(inner.client.raw('1'))
          .from(inner.client.raw(SERVICES))
          .whereRaw('?? = ??', ['seen.service', column])
          .modify(whereVisible, visibility, 'seen');
      }),
  );
}

/** The same for what only names a system. */
export function whereSystemVisible(
  query: Knex.QueryBuilder,
  visibility: Visibility,
  column: string,
): void {
  if (visibility === 'all') return;
  // Gathered once: a system has so many rollouts that looking for one that is
  // seen may go through all of them.
  query.whereIn(column, inner => {
    inner
      .distinct('seen.system')
      .from('rollouts as seen')
      .whereNotNull('seen.system')
      .modify(whereVisible, visibility, 'seen');
  });
}

/**
 * Narrows a query over what is told: rows of `alias` that name a rollout, else
 * an experiment, else a service are left to who sees that; others to everybody.
 */
export function whereSubjectVisible(
  query: Knex.QueryBuilder,
  visibility: Visibility,
  alias: string,
): void {
  if (visibility === 'all') return;
  const [rollout, experiment, service] = [
    `${alias}.rollout_id`,
    `${alias}.experiment_id`,
    `${alias}.service`,
  ];
  // Looked up one by one: they are few, and rollouts are many.
  query.where(told =>
    told
      .where(seen => whereRolloutVisible(seen, visibility, rollout))
      .orWhere(seen =>
        seen
          .whereNull(rollout)
          .modify(whereExperimentVisible, visibility, experiment),
      )
      .orWhere(seen =>
        seen
          .whereNull(rollout)
          .whereNull(experiment)
          .modify(whereServiceVisible, visibility, service),
      )
      .orWhere(nothing =>
        nothing.whereNull(rollout).whereNull(experiment).whereNull(service),
      ),
  );
}
