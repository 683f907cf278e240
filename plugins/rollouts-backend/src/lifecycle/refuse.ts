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
  nameOfRef,
  policyTitle,
  type Phase,
  type PolicyResult,
  type Wait,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { DecideContext, RefusalCode, Refused } from './decision';

const PHASE_SENTENCES: Record<Phase, string> = {
  proposed: 'the rollout waits for its first approvals',
  approved: 'the rollout is approved and not yet started',
  waiting: 'the rollout waits',
  exposing: 'the exposure is being changed',
  observing: 'the open stage is being observed',
  held: 'the rollout is held',
  'rolling-back': 'the rollout is being rolled back',
  'rolled-back': 'the rollout was rolled back',
  stuck: 'the rollback is stuck',
  completed: 'the rollout is completed',
  cancelled: 'the rollout was cancelled',
};

export function refuse(
  code: RefusalCode,
  reason: string,
  remedy: string,
  whoCould: string[] = [],
): Refused {
  return { accepted: false, code, reason, remedy, whoCould };
}

/** A command that this phase does not have. */
export function notOpen(phase: Phase, remedy: string): Refused {
  return refuse('not-open', `Not open now: ${PHASE_SENTENCES[phase]}`, remedy);
}

export function notEligible(who: string, whoCould: string[]): Refused {
  return refuse(
    'not-eligible',
    `This is for ${who}`,
    whoCould.length
      ? `Ask one of ${whoCould.map(nameOfRef).join(', ')}`
      : 'Nobody has this role here: name its group in the catalogue or the configuration',
    whoCould,
  );
}

/** Something stands before the next stage. */
export function gateClosed(wait: Wait): Refused {
  return refuse(
    'gate-closed',
    wait.sentence,
    wait.until
      ? 'It opens by itself when the time has come'
      : 'It opens when this is settled',
    wait.who,
  );
}

/** The first policy that fails, and what to do about it. */
export function refuseByPolicy(
  policies: readonly PolicyResult[],
): Refused | undefined {
  const failed = policies.find(result => result.outcome === 'fail');
  return (
    failed &&
    refuse(
      'policy',
      `${policyTitle(failed)}: ${failed.explanation}`,
      failed.remedy ?? 'Change the plan',
    )
  );
}

/** What a person says of a plan is refused once another plan took its place. */
export function refuseStalePlan(
  planHash: string,
  context: DecideContext,
): Refused | undefined {
  if (planHash === context.planHash) return undefined;
  return refuse(
    'stale-plan',
    'The plan was revised since you looked at it',
    'Load the page again and read what changed',
  );
}
