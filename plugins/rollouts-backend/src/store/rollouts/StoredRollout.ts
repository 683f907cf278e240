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
  Plan,
  Verdict,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { People } from '../../lifecycle/people';
import { upgradeState, type RolloutState } from '../../lifecycle/state';
import type { InForce } from '../../policy/inForce';
import type { RolloutTableRow } from '../tables';

export interface StoredRollout {
  id: string;
  experimentId: string;
  planHash: string;
  plan: Plan;
  state: RolloutState;
  version: number;
  service: string;
  system: string | null;
  owner: string | null;
  /** Of the service in the catalogue, as last seen. */
  tags: string[];
  /** Groups in their roles as last seen. */
  people: People;
  /** The verdict over all guardrails; null while nothing is watched. */
  health: Verdict | null;
  /** What was demanded of its plan; null where that was not kept. */
  inForce: InForce | null;
  createdAt: Date;
  updatedAt: Date;
}

/** The columns of a rollout joined with its plan. */
export type StoredRow = RolloutTableRow & { plan: Plan };

export function toStored(row: StoredRow): StoredRollout {
  return {
    id: row.id,
    experimentId: row.experiment_id,
    planHash: row.plan_hash,
    plan: row.plan,
    state: upgradeState(row.state),
    version: row.version,
    service: row.service,
    system: row.system,
    owner: row.owner,
    tags: row.tags,
    people: row.people,
    health: row.health,
    inForce: row.in_force,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
