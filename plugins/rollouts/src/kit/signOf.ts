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

import {
  isExposed,
  type CheckVerdict,
  type Phase,
  type RolloutRow,
  type Verdict,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Role } from './colours';

export type SignName =
  | 'waiting'
  | 'healthy'
  | 'suspect'
  | 'breached'
  | 'unknown'
  | 'exposing'
  | 'measuring'
  | 'held'
  | 'rolling-back'
  | 'rolled-back'
  | 'stuck'
  | 'completed'
  | 'cancelled';

/** How a sign is drawn, beside its icon and its word. */
export const SIGN_ROLES: Record<SignName, Role> = {
  waiting: 'neutral',
  healthy: 'ok',
  suspect: 'warning',
  breached: 'error',
  unknown: 'neutral',
  exposing: 'neutral',
  measuring: 'neutral',
  held: 'warning',
  'rolling-back': 'error',
  'rolled-back': 'info',
  stuck: 'error',
  completed: 'ok',
  cancelled: 'neutral',
};

const BY_VERDICT: Record<Verdict, SignName> = {
  holds: 'healthy',
  suspect: 'suspect',
  breached: 'breached',
  unknown: 'unknown',
};

export function signOfVerdict(verdict: Verdict | null): SignName {
  return verdict === null ? 'unknown' : BY_VERDICT[verdict];
}

/**
 * The sign of one check. Of a stage that is being opened, or is young, it says
 * so: nothing can be known of it yet.
 */
export function signOfCheck(
  { verdict, firstLookAt }: CheckVerdict,
  phase: Phase,
): SignName {
  const name = signOfVerdict(verdict);
  if (name !== 'unknown') return name;
  if (phase === 'exposing') return 'exposing';
  return firstLookAt ? 'measuring' : name;
}

/** What `signOf` reads of a rollout. */
export type Signed = Pick<
  RolloutRow,
  'phase' | 'health' | 'worstCheck' | 'waitsFor' | 'heldReason' | 'exposure'
>;

export type SignDetail =
  | { kind: 'wait'; wait: RolloutRow['waitsFor'][number]['for'] | 'nothing' }
  | { kind: 'check'; check: CheckVerdict }
  | { kind: 'first-look'; at: string }
  | { kind: 'not-measured' }
  | { kind: 'not-watched' }
  | { kind: 'text'; text: string | null }
  | null;

export interface SignOf {
  name: SignName;
  detail: SignDetail;
}

function ofHealth(row: Signed): SignOf {
  const name = signOfVerdict(row.health);
  if (name === 'healthy') return { name, detail: null };
  if (name === 'unknown' && row.phase === 'exposing') {
    return { name: 'exposing', detail: { kind: 'not-measured' } };
  }
  if (name === 'unknown' && row.worstCheck?.firstLookAt) {
    return {
      name: 'measuring',
      detail: { kind: 'first-look', at: row.worstCheck.firstLookAt },
    };
  }
  return {
    name,
    detail: row.worstCheck
      ? { kind: 'check', check: row.worstCheck }
      : { kind: 'not-watched' },
  };
}

/** The sign of a rollout's phase, by the table of signs. */
export function signOf(row: Signed): SignOf {
  switch (row.phase) {
    case 'exposing':
    case 'observing':
      return ofHealth(row);
    case 'held':
      return { name: 'held', detail: { kind: 'text', text: row.heldReason } };
    case 'proposed':
    case 'approved':
    case 'waiting': {
      // Above zero exposure a wait is watched: what is not well comes first.
      const watched =
        isExposed(row.exposure) &&
        (row.health === 'breached' || row.health === 'suspect');
      return watched
        ? ofHealth(row)
        : {
            name: 'waiting',
            detail: { kind: 'wait', wait: row.waitsFor[0]?.for ?? 'nothing' },
          };
    }
    default:
      return { name: row.phase, detail: null };
  }
}
