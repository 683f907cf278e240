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
  Experiment,
  Learning,
  MetricView,
  OperationOutput,
  Operations,
  PlanCheck,
  Point,
  ServiceView,
  TargetPreview,
  TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { BY_PHASE } from './phases';
import { aPlan, HASH, STAGES } from './plans';
import { aRollout, rowOf } from './rollouts';
import { at, NOW } from './time';

const { hypothesis, businessGoal } = aRollout();

export const EXPERIMENT: Experiment = {
  id: 'e-1',
  version: 4,
  now: at(0),
  title: 'Faster checkout with fewer round trips',
  description: 'Four calls of the basket become one.',
  tags: ['latency'],
  businessGoal,
  hypothesis,
  service: 'component:default/checkout',
  system: 'system:default/shop',
  requestedBy: 'user:default/dana',
  createdAt: at(-86_400),
  rollouts: [rowOf(BY_PHASE.observing), rowOf(BY_PHASE['rolled-back'])],
  effects: [
    {
      metric: 'orders-per-visit',
      title: 'Orders per visit',
      unit: 'ratio',
      direction: 'higher-is-better',
      baseline: { value: 0.061, count: 41_200 },
      new: { value: 0.0634, count: 2180 },
      change: 0.039,
      interval: { low: -0.012, high: 0.09 },
      confidence: 0.95,
      verdict: 'no-clear-difference',
      sentence:
        'Orders per visit 6.3 %, baseline 6.1 %: +3.9 %, between −1.2 % and +9.0 %. No clear difference yet.',
    },
  ],
  conclusion: null,
  conclude: {
    open: false,
    reason: 'Some people are exposed and others are not.',
    remedy: 'Complete the rollout, or roll it back.',
    proposed: 'inconclusive',
    proposedBecause: 'No effect is clear yet.',
  },
};

export const LEARNINGS: Learning[] = (
  ['refuted', 'validated', 'inconclusive'] as const
).map((outcome, index) => ({
  experimentId: `e-learned-${index}`,
  tags: ['planner'],
  title: [
    'Delivery dates from the new planner',
    'One request in place of four',
    'Larger pictures in search',
  ][index] as string,
  service: 'component:default/checkout',
  system: 'system:default/shop',
  playbook: { id: 'web-service', version: 3 },
  rolloutId: 'r-rolled-back',
  hypothesis,
  conclusion: {
    outcome,
    learning: 'The planner is slower than the table it replaces under load.',
    differently: 'Measure the planner alone before it meets users.',
    concludedBy: 'user:default/dana',
    concludedAt: at(-(index + 1) * 86_400),
    effects: EXPERIMENT.effects,
  },
}));

export const SERVICES: ServiceView[] = [
  {
    ref: 'component:default/checkout',
    title: 'Checkout',
    system: 'system:default/shop',
    owner: 'group:default/payments-owners',
    approvers: ['group:default/payments-owners'],
    targets: aPlan().targets,
    request: { open: true },
  },
  {
    ref: 'component:default/ledger',
    title: 'Ledger',
    system: 'system:default/shop',
    owner: 'group:default/payments-owners',
    approvers: ['group:default/payments-owners'],
    targets: [],
    request: {
      open: false,
      reason: 'You are not a member of the group that owns it.',
      remedy: 'Ask its owners to request it.',
      whoCould: ['group:default/payments-owners'],
    },
  },
];

/** A pair that the catalogue does not name. */
export const FOUND_TARGET: TargetRef = {
  kind: 'gateway-api',
  cluster: 'eu-1',
  namespace: 'shop',
  name: 'checkout-api',
  backends: { baseline: 'checkout-api', new: 'checkout-api-next' },
};

/** What a rollout of a service could move, by the service's name. */
export function candidatesOf(
  service: string,
): OperationOutput<Operations['findTargets']> {
  const named = SERVICES.find(({ ref }) => ref.endsWith(`/${service}`));
  return {
    items: [
      ...(named?.targets ?? []).map(target => ({
        target,
        named: true,
        evidence: `${target.backends.baseline} has weight 100, ${target.backends.new} has 0.`,
      })),
      {
        target: FOUND_TARGET,
        named: false,
        evidence: 'checkout-api has weight 100, checkout-api-next has 0.',
      },
    ],
    troubles: [],
  };
}

export const METRICS: MetricView[] = [
  {
    definition: {
      name: 'http-latency-p95',
      title: 'p95 latency',
      unit: 'ms',
      direction: 'lower-is-better',
      statistic: 'quantile',
      provider: 'prometheus',
      query: {},
      windowSeconds: 60,
    },
    hash: HASH,
    current: 198,
    at: at(-8),
  },
  {
    definition: {
      name: 'http-errors',
      title: 'Errors',
      unit: 'ratio',
      direction: 'lower-is-better',
      statistic: 'proportion',
      provider: 'prometheus',
      query: {},
      windowSeconds: 60,
    },
    hash: HASH,
    current: 0.0038,
    at: at(-8),
  },
  {
    definition: {
      name: 'orders-per-visit',
      title: 'Orders per visit',
      unit: 'ratio',
      direction: 'higher-is-better',
      statistic: 'proportion',
      provider: 'prometheus',
      query: {},
      windowSeconds: 60,
    },
    hash: HASH,
    current: null,
    at: null,
    trouble: 'The provider has no series for this service yet.',
  },
];

/** A metric's value a minute, for the hour before now. */
export function historyOf(metric: string): Point[] {
  const scale = metric === 'http-latency-p95' ? 1 : 1 / 50_000;
  return Array.from({ length: 60 }, (_, index) => ({
    at: new Date(NOW.getTime() - (60 - index) * 60_000).toISOString(),
    value:
      scale * (198 + 20 * Math.sin(index / 6) + (index % 13 === 0 ? 60 : 0)),
    count: 1200,
  }));
}

export const PLAN_CHECK: PlanCheck = {
  problems: [],
  policies: [
    {
      policy: 'four-eyes',
      outcome: 'pass',
      explanation: 'Somebody other than the requester approves.',
    },
    {
      policy: 'minimum-bake',
      outcome: 'pass',
      explanation: 'Every stage is observed for 10 minutes at least.',
      demandedBy: ['playbook'],
    },
    {
      policy: 'freeze',
      outcome: 'warn',
      explanation:
        "Everything is frozen from 20 December 2026, 17:00 UTC to 4 January 2027, 08:00 UTC: year end, ask payments-operators: the earliest finish is 4 January 2027, 08:25 UTC, after the plan's end",
      remedy: 'Choose a later end, or start after the freeze',
      path: ['schedule'],
    },
    {
      policy: 'office-hours',
      title: 'Office hours',
      outcome: 'warn',
      explanation: 'Stage 3 would open at night.',
      remedy: 'Set a later start.',
      path: ['schedule'],
    },
  ],
  risk: {
    tier: 'high',
    reasons: ['The service says medium', 'It moves targets in 2 clusters'],
  },
  departures: [
    {
      path: ['stages', 1, 'bakeSeconds'],
      sentence: 'Stage 2 bakes 15 minutes; the playbook says 20.',
    },
  ],
  blastRadius: {
    sentence:
      'At most 5.0 % of traffic, about 12 requests a second, for at least 15 minutes before anyone is asked.',
    exposureBeforeAsked: { internal: 10_000, everyone: 500 },
    secondsBeforeAsked: 900,
    requestsPerSecond: 12,
  },
  earliestFinishSeconds: 3300,
  rehearsedAt: at(-12 * 86_400),
};

export const PREVIEW: TargetPreview[] = aPlan().targets.map(target => ({
  target,
  preflight: [
    {
      check: 'readiness',
      outcome: 'pass',
      evidence: '3 of 3 pods of checkout-new are ready.',
    },
    {
      check: 'capacity',
      outcome: 'warn',
      evidence: 'The baseline runs 3 pods, of 4 it had at its busiest.',
      remedy: 'Scale the baseline to 4 before the last stage.',
    },
  ],
  stages: STAGES.map((stage, stageIndex) => ({
    stageIndex,
    exposure: { internal: 10_000, everyone: stageIndex ? stage.exposure : 0 },
    change: {
      before: 'backendRefs:\n  - name: checkout\n    weight: 10000\n',
      after: `backendRefs:\n  - name: checkout\n    weight: ${
        10_000 - stage.exposure
      }\n  - name: checkout-new\n    weight: ${stage.exposure}\n`,
    },
  })),
}));
