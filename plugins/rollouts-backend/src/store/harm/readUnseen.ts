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
import type { HarmRow } from '../tables';
import {
  whereExperimentVisible,
  whereRolloutVisible,
  type Visibility,
} from '../visibility';

/** More than anybody reads; what is beyond follows once these are seen. */
const MOST = 500;

/**
 * Newest first, what a person was told of and has not seen: of what they may
 * still see, without what is held no more. With `upTo`, nothing that came
 * after that event.
 */
export async function readUnseen(
  knex: Knex,
  person: string,
  { visibility, upTo }: { visibility: Visibility; upTo?: string },
): Promise<HarmRow[]> {
  const query: Knex.QueryBuilder<HarmRow, HarmRow[]> = knex('harm as h')
    .select('h.*')
    .where('h.person', person)
    .whereNull('h.seen_at')
    .where(about =>
      about
        .where(nothing =>
          nothing.whereNull('h.rollout_id').whereNull('h.experiment_id'),
        )
        .orWhere(rollout =>
          rollout
            .whereNotNull('h.rollout_id')
            .modify(whereRolloutVisible, visibility, 'h.rollout_id'),
        )
        .orWhere(experiment =>
          experiment
            .whereNull('h.rollout_id')
            .whereNotNull('h.experiment_id')
            .modify(whereExperimentVisible, visibility, 'h.experiment_id'),
        ),
    )
    .where(held =>
      held
        .whereNot('h.topic', 'held')
        .orWhereExists(
          knex('rollouts as r')
            .select(knex.raw('1'))
            .whereRaw('r.id = h.rollout_id')
            .where('r.phase', 'held'),
        ),
    )
    .orderBy('h.event_key', 'desc')
    .limit(MOST);
  if (upTo !== undefined) query.where('h.event_key', '<=', upTo);
  return query;
}
