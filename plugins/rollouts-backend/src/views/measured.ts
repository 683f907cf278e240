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
  Effect,
  Evidence,
  MetricView,
  Point,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import type { ReadAllEvidence } from '../governance/contexts';
import type { Service } from '../people/service';
import type { StoredRollout } from '../store/rollouts';

/** What was measured, as views ask for it. */
export interface Measured {
  readAllEvidence: ReadAllEvidence;
  readSeries(trx: Knex, rollout: StoredRollout): Promise<Evidence>;
  readEffects(trx: Knex, rollout: StoredRollout): Promise<Effect[]>;
  /** Undefined for the definitions alone. */
  listMetricViews(service: Service | undefined): Promise<MetricView[]>;
  metricHistory(
    name: string,
    service: Service,
    minutes: number,
  ): Promise<Point[]>;
}
