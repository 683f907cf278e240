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
  NO_EXPOSURE,
  type Phase,
  type Reversal,
  type Rollout,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { aPlan } from './plans';
import {
  aCheck,
  aRollout,
  CHECKS,
  commands,
  CONTROLLER,
  OLE,
} from './rollouts';
import { at } from './time';

export const BREACH = aCheck({
  verdict: 'breached',
  since: at(-70),
  new: 471,
  failedLooks: 3,
  sentence:
    'p95 latency 471 ms, limit 300 ms, baseline 201 ms, 3 of 3 looks failed.',
});

export const REVERSAL: Reversal = {
  cause: 'breach',
  sentence:
    'p95 latency rose to 471 ms, over its limit of 300 ms (baseline 201 ms), in 3 looks in a row.',
  checks: [BREACH],
  actor: CONTROLLER,
  firstSeenAt: at(-100),
  confirmedAt: at(-80),
  decidedAt: at(-79.8),
  restoredAt: at(-79.4),
  verifiedAt: at(-78.9),
};

function inPhase(phase: Phase, overrides: Partial<Rollout>): Rollout {
  return aRollout({ id: `r-${phase}`, phase, ...overrides });
}

function unwatched(): Partial<Rollout> {
  return {
    stageIndex: -1,
    exposure: NO_EXPOSURE,
    health: null,
    worstCheck: null,
    checks: [],
    stageEnteredAt: null,
    stageTimes: [],
    stageSample: 0,
  };
}

const back = {
  exposure: NO_EXPOSURE,
  reversal: REVERSAL,
  checks: [BREACH],
};

/** What a check says before its stage is read back. */
const OPENING = aCheck({
  verdict: 'unknown',
  new: null,
  baseline: null,
  count: 0,
  since: at(-1),
  assessedAt: at(-1),
  sentence: 'p95 latency is unknown: the exposure is not read back yet',
});

const [TARGET] = aRollout().targets;

/** A rollout in every phase. */
export const BY_PHASE: Record<Phase, Rollout> = {
  proposed: inPhase('proposed', {
    ...unwatched(),
    experiment: { id: 'e-2', title: 'Search that understands typing errors' },
    service: 'component:default/search',
    waitsFor: [
      {
        for: 'approvals',
        sentence: 'Stage 1 needs one approval.',
        who: ['group:default/search-owners'],
      },
    ],
    whoMustAct: ['group:default/search-owners'],
    summary: 'Nobody is exposed yet.',
    next: 'Needs one approval from search-owners.',
    nextAt: null,
    commands: commands(['revise', 'withdraw', 'cancel', 'approve', 'object']),
  }),
  approved: inPhase('approved', {
    ...unwatched(),
    service: 'component:default/basket',
    experiment: { id: 'e-basket', title: 'Baskets that survive a lost phone' },
    waitsFor: [{ for: 'start', sentence: 'Somebody must start it.' }],
    whoMustAct: ['user:default/dana'],
    summary: 'Approved; nobody is exposed yet.',
    next: 'Dana Developer starts it.',
    nextAt: null,
    commands: commands(['start', 'cancel', 'withdraw']),
  }),
  waiting: inPhase('waiting', {
    service: 'component:default/recommendations',
    experiment: {
      id: 'e-recommendations',
      title: 'Recommendations from the last three visits',
    },
    waitsFor: [
      {
        for: 'approvals',
        sentence: 'Stage 3 needs one approval from payments-owners.',
        who: ['group:default/payments-owners'],
      },
    ],
    whoMustAct: ['group:default/payments-owners'],
    next: 'Needs one approval from payments-owners, by 18:00.',
    nextAt: at(3.5 * 3600),
    asked: {
      at: at(-1800),
      stageIndex: 2,
      decideBy: at(3.5 * 3600),
      undecided: 'hold',
      evidenceDigest: 'e'.repeat(64),
      checks: CHECKS,
      sample: 41_200,
    },
    commands: commands(
      ['hold', 'roll-back', 'object'],
      [
        { command: 'approve', open: true, stageIndex: 2 },
        {
          command: 'attest-milestone',
          open: true,
          stageIndex: 1,
          milestone: 'support-briefed',
        },
      ],
    ),
    attestations: [],
  }),
  exposing: inPhase('exposing', {
    health: 'unknown',
    worstCheck: OPENING,
    checks: [OPENING],
    summary: 'Stage 2 of 4 is being opened.',
    next: 'The cluster is asked for 5.0 %; then it is read back.',
    nextAt: null,
  }),
  observing: inPhase('observing', {}),
  held: inPhase('held', {
    service: 'component:default/payments-gateway',
    experiment: {
      id: 'e-payments-gateway',
      title: 'Retries for cards that time out',
    },
    heldReason: 'lowered outside by kubectl-edit, from 5.0 % to 1.0 %',
    health: 'holds',
    whoMustAct: ['owners'],
    summary: 'Held at 5.0 % of everyone.',
    next: 'Stays where it is until somebody resumes or rolls back.',
    nextAt: null,
    commands: commands(['resume', 'roll-back']),
  }),
  'rolling-back': inPhase('rolling-back', {
    service: 'component:default/pricing',
    experiment: { id: 'e-pricing', title: 'Prices computed per basket' },
    health: 'breached',
    worstCheck: BREACH,
    checks: [BREACH],
    reversal: { ...REVERSAL, restoredAt: undefined, verifiedAt: undefined },
    summary: 'All traffic goes back to the baseline.',
    next: 'The route is written, then read back.',
    nextAt: at(1),
    commands: commands([]),
  }),
  'rolled-back': inPhase('rolled-back', {
    ...back,
    service: 'component:default/shipping',
    experiment: { id: 'e-3', title: 'Delivery dates from the new planner' },
    health: null,
    worstCheck: null,
    summary: 'Rolled back from stage 2 in 1.1 s. Nobody must do anything.',
    next: 'Write what was learned.',
    nextAt: null,
    whoMustAct: [],
    commands: commands([]),
  }),
  stuck: inPhase('stuck', {
    service: 'component:default/ledger',
    experiment: { id: 'e-ledger', title: 'Ledger entries in batches' },
    health: 'unknown',
    reversal: { ...REVERSAL, restoredAt: undefined, verifiedAt: undefined },
    worstCheck: BREACH,
    whoMustAct: ['operators', 'group:default/payments-owners'],
    summary: 'eu-1/gateway-api/shop/checkout can’t be restored.',
    next: 'The next attempt is in 20 seconds; people are needed now.',
    nextAt: at(20),
    commands: commands(['roll-back', 'acknowledge-stuck']),
    targets: TARGET
      ? [
          {
            ...TARGET,
            exposure: null,
            intended: NO_EXPOSURE,
            trouble:
              'The cluster answers 503 Service Unavailable to every write.',
            attempts: 14,
            seenAt: at(-95),
            nextAttemptAt: at(20),
          },
        ]
      : [],
  }),
  completed: inPhase('completed', {
    stageIndex: 3,
    service: 'component:default/catalogue',
    experiment: { id: 'e-catalogue', title: 'Pictures in modern formats' },
    summary: 'Everyone has the new version.',
    next: 'The old version stays warm until the plan’s end.',
    commands: commands(['roll-back', 'promote']),
  }),
  cancelled: inPhase('cancelled', {
    ...unwatched(),
    service: 'component:default/reviews',
    experiment: { id: 'e-reviews', title: 'Reviews sorted by usefulness' },
    summary: 'Cancelled before anybody was exposed.',
    next: 'Nothing happens any more.',
    nextAt: null,
    commands: commands([]),
  }),
};

/** Observing, with a check that shows nothing usable. */
export const UNKNOWN = inPhase('observing', {
  id: 'r-unknown',
  service: 'component:default/gift-cards',
  experiment: { id: 'e-gift-cards', title: 'Gift cards that can be split' },
  health: 'unknown',
  worstCheck: aCheck({
    verdict: 'unknown',
    new: null,
    count: 0,
    since: at(-45),
    sentence: 'p95 latency has no data for the new version since 45 seconds.',
  }),
  whoMustAct: [OLE.ref],
});

const LONG =
  'Replace the synchronous reservation of inventory in every warehouse by an eventually consistent one that reconciles within the minute, for all regions and all currencies';

/** Long names, 20 stages, 12 guardrails. */
export const HUGE = aRollout({
  id: 'r-huge',
  experiment: { id: 'e-9', title: LONG },
  service:
    'component:default/inventory-reservation-and-reconciliation-orchestrator-for-all-regions',
  stageIndex: 11,
  plan: aPlan({
    stages: Array.from({ length: 20 }, (_, index) => ({
      ...(aPlan().stages[1] ?? aPlan().stages[0]),
      name: `stage-${index + 1}-with-a-long-descriptive-name`,
      exposure: Math.min(10_000, (index + 1) * 500),
      milestones: [],
    })) as ReturnType<typeof aPlan>['stages'],
  }),
  checks: Array.from({ length: 12 }, (_, index) =>
    aCheck({
      guardrail: `guardrail-${index + 1}`,
      metric: `metric-${index + 1}`,
      verdict: index === 4 ? 'suspect' : 'holds',
      sentence: `Metric ${index + 1} is ${
        200 + index
      } ms, limit 300 ms, baseline 198 ms, 3 of 3 looks hold.`,
    }),
  ),
});

/** All of them, most urgent first, as the board shows them. */
export const BOARD: Rollout[] = [
  BY_PHASE.stuck,
  BY_PHASE['rolling-back'],
  BY_PHASE.held,
  UNKNOWN,
  BY_PHASE.waiting,
  BY_PHASE.proposed,
  BY_PHASE.approved,
  BY_PHASE.exposing,
  BY_PHASE.observing,
  HUGE,
  BY_PHASE.completed,
  BY_PHASE['rolled-back'],
  BY_PHASE.cancelled,
];
