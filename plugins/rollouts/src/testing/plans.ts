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
  Guardrail,
  Plan,
  Stage,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { at } from './time';

export const HASH = 'a3f1'.repeat(16);

const WATCHED = ['p95-latency', 'error-rate'];

export function aStage(overrides: Partial<Stage> = {}): Stage {
  return {
    name: 'first-five',
    audience: { kind: 'everyone' },
    exposure: 500,
    bakeSeconds: 900,
    minimumSample: 5000,
    milestones: [],
    approvals: { required: 1, from: 'approvers' },
    guardrails: WATCHED,
    decideBySeconds: 14_400,
    ...overrides,
  };
}

export const STAGES: Stage[] = [
  aStage({
    name: 'internal',
    audience: {
      kind: 'internal',
      header: { name: 'x-internal', value: 'yes' },
    },
    exposure: 10_000,
    approvals: { required: 0, from: 'approvers' },
    minimumSample: 200,
    bakeSeconds: 600,
  }),
  aStage({
    milestones: [
      {
        name: 'support-briefed',
        title: 'Support knows what changes and what to say',
        role: 'owners',
      },
    ],
  }),
  aStage({ name: 'quarter', exposure: 2500, minimumSample: 20_000 }),
  aStage({ name: 'everyone', exposure: 10_000, minimumSample: 50_000 }),
];

export function aGuardrail(overrides: Partial<Guardrail> = {}): Guardrail {
  return {
    name: 'p95-latency',
    metric: 'http-latency-p95',
    check: { kind: 'threshold', limit: 300 },
    confirmations: 3,
    minimumCount: 50,
    noData: { afterSeconds: 120, action: 'hold' },
    onBreach: 'roll-back',
    ...overrides,
  };
}

export const GUARDRAILS: Guardrail[] = [
  aGuardrail(),
  aGuardrail({
    name: 'error-rate',
    metric: 'http-errors',
    check: { kind: 'relative', maxChange: 0.2 },
  }),
];

export function aPlan(overrides: Partial<Plan> = {}): Plan {
  return {
    format: 1,
    service: 'component:default/checkout',
    environment: 'production',
    playbook: { id: 'web-service', version: 3 },
    artefacts: {
      images: [
        {
          name: 'registry.example.com/shop/checkout',
          digest: `sha256:${'5b'.repeat(32)}`,
        },
      ],
      commit: '9f8e7d6c5b4a',
      pullRequest: 'https://git.example.com/shop/checkout/pulls/812',
      authors: ['user:default/dana'],
    },
    targets: [
      {
        kind: 'gateway-api',
        cluster: 'eu-1',
        namespace: 'shop',
        name: 'checkout',
        backends: { baseline: 'checkout', new: 'checkout-new' },
      },
    ],
    stages: STAGES,
    guardrails: GUARDRAILS,
    successMetrics: [{ metric: 'orders-per-visit', worthwhile: 0.02 }],
    decisionRule: 'do-no-harm',
    schedule: { start: 'when-approved' },
    end: at(2 * 86_400),
    rollbackPlan: {
      kind: 'restore-baseline',
      notes: 'The old version stays warm; nothing is migrated.',
    },
    metricDefinitions: { 'http-latency-p95': HASH, 'http-errors': HASH },
    ...overrides,
  };
}
