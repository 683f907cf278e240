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

import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  Actor,
  PolicyResult,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import type { Door } from '../governance/door';
import type { Drivers } from '../governance/Drivers';
import type { StageEvidence } from '../lifecycle/decision';
import type { StoredRollout } from '../store/rollouts';
import type { Limits } from './subject';

export const CONTROLLER: Actor = {
  kind: 'controller',
  ref: 'controller',
  name: 'Stagecraft',
};

export interface Intervals extends Limits {
  /** Between two looks for due work; a fifth of a second where NOTIFY is lost. */
  pollMs: number;
  /** Renewed while a pass runs; after it, what a dead replica held is taken. */
  leaseMs: number;
  /** For one call of a driver. */
  callMs: number;
}

export const DEFAULT_INTERVALS: Intervals = {
  intervalMs: 10_000,
  idleMs: 300_000,
  verifyMs: 500,
  blindMs: 90_000,
  exposeMs: 120_000,
  stuckMs: 60_000,
  reverts: 3,
  pollMs: 200,
  leaseMs: 10_000,
  callMs: 10_000,
};

/** What was seen that long ago still tells what a target shows. */
export function freshMs({
  intervalMs,
  callMs,
}: Pick<Intervals, 'intervalMs' | 'callMs'>): number {
  return 2 * intervalMs + callMs;
}

export interface PassDeps {
  database: Knex;
  door: Pick<Door, 'command'>;
  drivers: Pick<Drivers, 'of'> & Partial<Pick<Drivers, 'capsules'>>;
  readEvidence(
    trx: Knex,
    rollout: StoredRollout,
    now: Date,
  ): Promise<StageEvidence>;
  /** Without it, policy is only asked by the door. */
  readAllPolicies?(
    trx: Knex,
    rollouts: readonly StoredRollout[],
    now: Date,
  ): Promise<PolicyResult[][]>;
  /**
   * Since when this process is there to look, by the database's clock that now
   * says `now`. Without it, always.
   */
  awakeSince?(now: Date): Date;
  logger: LoggerService;
  intervals: Intervals;
}
