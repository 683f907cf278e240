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
  Actor,
  CheckVerdict,
  ExperimentDraft,
  Guardrail,
  Plan,
  PlanDraft,
  Stage,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { DEFAULT_APPROVAL_LIFETIME_MS, type DecideContext } from '../lifecycle';

export const NOW = new Date('2026-11-22T12:00:00.000Z');
export const PLAN_HASH = 'a'.repeat(64);

export function person(name: string, groups: string[] = []): Actor {
  return { kind: 'person', ref: `user:default/${name}`, name, groups };
}

export const OWNERS = 'group:default/storefront-team';
export const APPROVERS = 'group:default/storefront-owners';
export const OPERATORS = 'group:default/on-call';

export const dana = person('dana', [OWNERS]);
export const omar = person('omar', [APPROVERS, OWNERS]);
export const olga = person('olga', [APPROVERS, OWNERS]);
export const petra = person('petra', [OPERATORS]);
export const ines = person('ines', ['group:default/docs-guild']);
export const controller: Actor = {
  kind: 'controller',
  ref: 'controller',
  name: 'Stagecraft',
};

export function makeStage(overrides: Partial<Stage> = {}): Stage {
  return {
    name: 'everyone-5',
    audience: { kind: 'everyone' },
    exposure: 500,
    bakeSeconds: 60,
    minimumSample: 100,
    milestones: [],
    approvals: { required: 0, from: 'approvers' },
    guardrails: ['errors'],
    decideBySeconds: 3600,
    ...overrides,
  };
}

export const internalStage = makeStage({
  name: 'internal',
  audience: {
    kind: 'internal',
    header: { name: 'x-internal', value: 'true' },
  },
  exposure: 10_000,
  approvals: { required: 1, from: 'approvers' },
});

export function makeGuardrail(overrides: Partial<Guardrail> = {}): Guardrail {
  return {
    name: 'errors',
    metric: 'error-ratio',
    check: { kind: 'threshold', limit: 0.02 },
    confirmations: 2,
    minimumCount: 20,
    noData: { afterSeconds: 60, action: 'hold' },
    onBreach: 'roll-back',
    ...overrides,
  };
}

export function makePlanDraft(overrides: Partial<PlanDraft> = {}): PlanDraft {
  return {
    environment: 'production',
    playbook: 'standard',
    artefacts: {
      images: [{ name: 'checkout', digest: `sha256:${'1'.repeat(64)}` }],
      commit: 'abcdef1',
      authors: ['user:default/dana'],
    },
    targets: [
      {
        kind: 'gateway-api',
        cluster: 'sandbox',
        namespace: 'storefront',
        name: 'checkout',
        backends: { baseline: 'checkout-stable', new: 'checkout-next' },
      },
    ],
    stages: [
      internalStage,
      makeStage(),
      makeStage({
        name: 'everyone',
        exposure: 10_000,
        approvals: { required: 1, from: 'approvers' },
      }),
    ],
    guardrails: [makeGuardrail()],
    successMetrics: [{ metric: 'conversion-ratio', worthwhile: 0.02 }],
    decisionRule: 'clear-signals',
    schedule: { start: 'when-approved' },
    end: '2026-11-23T12:00:00.000Z',
    rollbackPlan: {
      kind: 'restore-baseline',
      notes: 'Weights go back to the baseline',
    },
    ...overrides,
  };
}

export function makePlan(overrides: Partial<Plan> = {}): Plan {
  return {
    ...makePlanDraft(),
    format: 1,
    service: 'component:default/checkout',
    playbook: { id: 'standard', version: 1 },
    metricDefinitions: {
      'error-ratio': 'e'.repeat(64),
      'conversion-ratio': 'c'.repeat(64),
    },
    ...overrides,
  };
}

export function makeCheck(overrides: Partial<CheckVerdict> = {}): CheckVerdict {
  return {
    guardrail: 'errors',
    metric: 'error-ratio',
    verdict: 'holds',
    since: NOW.toISOString(),
    assessedAt: NOW.toISOString(),
    unit: 'ratio',
    new: 0.01,
    baseline: 0.01,
    limit: 0.02,
    count: 200,
    failedLooks: 0,
    confirmations: 2,
    overdue: false,
    sentence: 'error ratio 1.0 %, limit 2.0 %',
    ...overrides,
  };
}

export function makeExperimentDraft(
  overrides: Partial<ExperimentDraft> = {},
): ExperimentDraft {
  return {
    title: 'One-page checkout',
    businessGoal: 'More shoppers finish their order',
    hypothesis: {
      belief: 'Fewer steps lose fewer shoppers',
      audience: 'Everybody who has something in the basket',
      expectedOutcome: 'Two in a hundred more finish',
      refutedBy: 'No change after a week',
    },
    ...overrides,
  };
}

/** A context in which data and time keep nothing waiting. */
export function makeContext(
  overrides: Partial<DecideContext> = {},
): DecideContext {
  return {
    now: NOW,
    plan: makePlan(),
    planHash: PLAN_HASH,
    people: {
      owners: [OWNERS],
      approvers: [APPROVERS],
      operators: [OPERATORS],
    },
    evidence: { checks: [makeCheck()], sample: 1_000_000 },
    policies: [],
    freezes: [],
    openReviews: 0,
    overrules: 'approvers',
    approvalLifetimeMs: DEFAULT_APPROVAL_LIFETIME_MS,
    security: [],
    newId: 'new-id',
    ...overrides,
  };
}
