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

import type { Decision } from '@stagecraft/backstage-plugin-rollouts-common';
import { HASH } from './plans';
import { BREACH, REVERSAL } from './phases';
import { CONTROLLER, DANA, OLE } from './rollouts';
import { at } from './time';

export function aDecision(overrides: Partial<Decision> = {}): Decision {
  return {
    experimentId: 'e-1',
    seq: 1,
    rolloutId: 'r-observing',
    at: at(-7200),
    actor: DANA,
    command: 'propose',
    reason: 'Checkout is slow on trains.',
    evidence: {},
    policies: [],
    result: {
      phase: 'proposed',
      stageIndex: -1,
      sentence: 'Proposed with 4 stages.',
    },
    planHash: HASH,
    previousHash: '0'.repeat(64),
    hash: 'b7'.repeat(32),
    ...overrides,
  };
}

/** What led to the second stage being watched, newest first. */
export const DECISIONS: Decision[] = [
  aDecision({
    seq: 5,
    at: at(-180),
    actor: CONTROLLER,
    command: 'observe',
    reason: 'eu-1/gateway-api/shop/checkout reports 5.0 % and was read back.',
    evidence: { reported: { internal: 10_000, everyone: 500 } },
    result: {
      phase: 'observing',
      stageIndex: 1,
      sentence: 'Stage 2 of 4 is observed.',
    },
  }),
  aDecision({
    seq: 4,
    at: at(-185),
    actor: CONTROLLER,
    command: 'advance',
    reason: 'Every gate of stage 2 is open.',
    policies: [
      {
        policy: 'freeze',
        outcome: 'pass',
        explanation: 'No freeze covers production.',
      },
    ],
    result: {
      phase: 'exposing',
      stageIndex: 1,
      sentence: 'Stage 2 of 4 is opened.',
    },
  }),
  aDecision({
    seq: 3,
    at: at(-1500),
    actor: OLE,
    command: 'approve',
    reason: 'Reviewed the change and the way back.',
    result: {
      phase: 'waiting',
      stageIndex: 0,
      sentence: 'Stage 2 has one of one approvals.',
    },
  }),
  aDecision({
    seq: 2,
    at: at(-3600),
    actor: CONTROLLER,
    command: 'observe',
    reason: 'The internal stage was read back.',
    result: {
      phase: 'observing',
      stageIndex: 0,
      sentence: 'Stage 1 of 4 is observed.',
    },
  }),
  aDecision(),
];

/** What led to a rollback, newest first. */
export const REVERSAL_DECISIONS: Decision[] = [
  aDecision({
    seq: 7,
    rolloutId: 'r-rolled-back',
    at: REVERSAL.verifiedAt ?? at(-78),
    actor: CONTROLLER,
    command: 'confirm-restored',
    reason: 'Read back at its baseline with fence 1.5.',
    evidence: { exposure: { internal: 0, everyone: 0 } },
    result: {
      phase: 'rolled-back',
      stageIndex: 1,
      sentence: 'Rolled back in 1.1 s.',
    },
  }),
  aDecision({
    seq: 6,
    rolloutId: 'r-rolled-back',
    at: REVERSAL.decidedAt,
    actor: CONTROLLER,
    command: 'roll-back',
    reason: REVERSAL.sentence,
    evidence: { checks: [BREACH.sentence], looks: 3 },
    result: {
      phase: 'rolling-back',
      stageIndex: 1,
      sentence: 'All traffic goes back to the baseline.',
    },
  }),
  ...DECISIONS,
];

/** As many decisions as asked for, newest first. */
export function manyDecisions(count: number): Decision[] {
  return Array.from({ length: count }, (_, index) =>
    aDecision({
      seq: count - index,
      at: at(-index * 60 - 30),
      actor: index % 5 === 0 ? DANA : CONTROLLER,
      command: index % 5 === 0 ? 'hold' : 'observe',
      reason: `Look ${count - index} of many.`,
      hash: String(index).padStart(64, '0'),
    }),
  );
}
