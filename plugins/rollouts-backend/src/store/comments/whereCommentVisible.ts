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
  whereExperimentVisible,
  whereRolloutVisible,
  type Visibility,
} from '../visibility';

/** Of an experiment that is seen; and where it is on a rollout, that too. */
export function whereCommentVisible(
  query: Knex.QueryBuilder,
  visibility: Visibility,
): void {
  if (visibility === 'all') return;
  query.modify(whereExperimentVisible, visibility, 'c.experiment_id');
  query.where(on =>
    on
      .whereNull('c.rollout_id')
      .orWhere(seen => whereRolloutVisible(seen, visibility, 'c.rollout_id')),
  );
}
