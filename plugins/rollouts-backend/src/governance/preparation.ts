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
  PolicyResult,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import type { AnyCommand, AnyCommandName } from '../lifecycle/commands';
import type { Refused } from '../lifecycle/decision';
import type { People } from '../lifecycle/people';
import type { Memberships } from '../lifecycle/people';
import type { Service } from '../people/service';
import type { InForce } from '../policy/inForce';
import type { StoredRollout } from '../store/rollouts';
import type { IdentifiedTarget } from '../store/targets';
import type { Judgements } from './judgeAll';
import type { CheckedTarget } from './preflights';

/** What a command needs to know from outside the database, asked beforehand. */
export interface Preparation {
  /** The version it was prepared for; undefined where any will do. */
  version?: number;
  /** As the catalogue has them now; undefined: those last seen decide. */
  people?: People;
  /** Of who acts and who approved the next stage; undefined: nobody asked. */
  memberships?: Memberships;
  service?: Service;
  policies: PolicyResult[];
  /** What was demanded when those were asked. */
  inForce?: InForce;
  /** In their place: asks policy in the transaction that decides. */
  judge?(
    trx: Knex.Transaction,
    rollout: StoredRollout,
    now: Date,
  ): Promise<Judgements>;
  revised?: { plan: Plan; planHash: string };
  targets?: IdentifiedTarget[];
  /** Of a revised plan: what its targets showed. */
  preflight?: CheckedTarget[];
  /** A refusal that was found already. */
  refusal?: Refused;
}

const TAKING_BACK: readonly AnyCommandName[] = [
  'hold',
  'roll-back',
  'acknowledge-stuck',
];

/**
 * What happens only while policy lets it, or is followed by asking people,
 * which happens only then. The others lower exposure, end a rollout, or write
 * down what was seen.
 */
export const JUDGED: readonly AnyCommandName[] = [
  'approve',
  'withdraw-approval',
  'object',
  'resolve-objection',
  'attest-milestone',
  'start',
  'advance',
  'resume',
  'bypass',
  'await',
  'report',
];

/** What depends on whose approvals count. */
export const COUNTING: readonly AnyCommandName[] = [
  'approve',
  'start',
  'await',
];

/** Whether a command lowers exposure or keeps it: it waits for nothing. */
export function takesBack(command: AnyCommand): boolean {
  return TAKING_BACK.includes(command.command);
}
