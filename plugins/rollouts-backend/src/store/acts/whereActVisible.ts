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
import {
  whereRolloutVisible,
  whereServiceVisible,
  whereSystemVisible,
  whereVisible,
  type Visibility,
} from '../visibility';

/**
 * Narrows a query over acts to those that may be read: of a rollout only with
 * that, of a service or system only with a rollout of it, and of what belongs
 * to none, such as a freeze of everything, all.
 */
export function whereActVisible(
  query: Knex.QueryBuilder,
  visibility: Visibility,
  alias: string,
): void {
  if (visibility === 'all') return;
  const rollout = `${alias}.rollout_id`;
  const entity = `${alias}.entity`;
  query.where(either =>
    either
      .where(none => none.whereNull(rollout).whereNull(entity))
      .orWhere(its =>
        its
          .whereNotNull(rollout)
          .modify(whereRolloutVisible, visibility, rollout),
      )
      .orWhere(its =>
        its
          .whereNull(rollout)
          // Each by an equality, so that PostgreSQL may look up or remember.
          .where(of =>
            of
              .where(named => whereServiceVisible(named, visibility, entity))
              .orWhere(named => whereSystemVisible(named, visibility, entity)),
          ),
      ),
  );
}

/** Whether entries of a chain may be read: of an experiment, or acts. */
export async function mayReadChain(
  knex: Knex,
  chain: string,
  visibility: Visibility,
): Promise<boolean> {
  const experiment = await knex('experiments as x')
    .where('x.id', chain)
    .modify(whereVisible, visibility, 'x')
    .first('x.id');
  const act = await knex('acts as a')
    .where('a.chain', chain)
    .modify(whereActVisible, visibility, 'a')
    .first('a.seq');
  return Boolean(experiment ?? act);
}
