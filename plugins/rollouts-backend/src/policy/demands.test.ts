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
  PlaybookPolicy,
  PlanDraft,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { PolicyHistory } from '@stagecraft/backstage-plugin-rollouts-node';
import {
  internalStage,
  makeGuardrail,
  makePlanDraft,
  makeStage,
  NOW,
} from '../testing/plans';
import { NO_HISTORY } from './__testUtils__/circumstances';
import { judge, type Given } from './__testUtils__/judge';

const DAY_MS = 86_400_000;

function exposed(
  counts: Partial<PolicyHistory['exposedElsewhere']>,
): Partial<PolicyHistory> {
  return {
    exposedElsewhere: { ...NO_HISTORY.exposedElsewhere, ...counts },
  };
}

const approving = (required: number) => ({
  approvals: { required, from: 'approvers' as const },
});
const rehearsedAt = (msAgo: number) => ({
  rehearsedAt: new Date(NOW.getTime() - msAgo),
});
const staging = { environment: 'staging' };
const [, , everyone] = makePlanDraft().stages;
const { artefacts } = makePlanDraft();
const by = (...names: string[]): Partial<PlanDraft> => ({
  artefacts: {
    ...artefacts,
    authors: names.map(name => `user:default/${name}`),
  },
});
const STATED: Partial<PolicyHistory> = {
  statedAuthors: { authors: ['user:default/bob'], by: ['external:ci'] },
};

it.each<[string, PlaybookPolicy, 'pass' | 'warn' | 'fail' | 'none', Given]>([
  ['first-exposure', { maximumFirstExposure: 500 }, 'pass', {}],
  ['first-exposure', { maximumFirstExposure: 499 }, 'fail', {}],
  [
    'first-exposure',
    { maximumFirstExposure: 499 },
    'pass',
    { circumstances: { opened: 2 } },
  ],
  ['low-risk-first', {}, 'warn', { plan: { stages: [everyone] } }],
  [
    'low-risk-first',
    { lowRiskFirst: true },
    'fail',
    { plan: { stages: [everyone] } },
  ],
  [
    'low-risk-first',
    { lowRiskFirst: true },
    'warn',
    { plan: { stages: [everyone] }, circumstances: { opened: 1 } },
  ],
  ['low-risk-first', { lowRiskFirst: true }, 'pass', {}],
  ['authors-known', {}, 'pass', { plan: by('dana') }],
  ['authors-known', {}, 'warn', { plan: by() }],
  ['authors-known', {}, 'pass', { plan: by('dana', 'bob'), history: STATED }],
  // Whoever requests it can't leave out an author whom a pipeline stated.
  ['authors-known', {}, 'fail', { plan: by(), history: STATED }],
  ['authors-known', {}, 'fail', { plan: by('dana'), history: STATED }],
  ['authors-stated', {}, 'none', {}],
  ['authors-stated', { authorsByPipeline: false }, 'none', {}],
  ['authors-stated', { authorsByPipeline: true }, 'fail', { plan: by('bob') }],
  [
    'authors-stated',
    { authorsByPipeline: true },
    'pass',
    { plan: by('bob'), history: STATED },
  ],
  [
    'authors-stated',
    { authorsByPipeline: true },
    'pass',
    { plan: by('bob'), circumstances: { requestedBy: 'external:ci' } },
  ],
  [
    'authors-stated',
    { authorsByPipeline: true },
    'fail',
    { plan: by(), circumstances: { requestedBy: 'external:ci' } },
  ],
  ['maximum-step', {}, 'none', {}],
  ['maximum-step', { maximumStep: 9500 }, 'pass', {}],
  ['maximum-step', { maximumStep: 9499 }, 'fail', {}],
  [
    'maximum-step',
    { maximumStep: 9499 },
    'pass',
    { circumstances: { opened: 3 } },
  ],
  ['minimum-bake', { minimumBakeSeconds: 60 }, 'pass', {}],
  ['minimum-bake', { minimumBakeSeconds: 61 }, 'fail', {}],
  ['minimum-sample', { minimumSample: 100 }, 'pass', {}],
  ['minimum-sample', { minimumSample: 101 }, 'fail', {}],
  ['required-guardrails', { requiredGuardrails: [] }, 'none', {}],
  ['required-guardrails', { requiredGuardrails: ['error-ratio'] }, 'pass', {}],
  ['required-guardrails', { requiredGuardrails: ['latency'] }, 'fail', {}],
  [
    'required-guardrails',
    { requiredGuardrails: ['error-ratio'] },
    'fail',
    { plan: { guardrails: [makeGuardrail({ onBreach: 'notify' })] } },
  ],
  [
    'required-guardrails',
    { requiredGuardrails: ['error-ratio'] },
    'fail',
    {
      plan: {
        guardrails: [
          makeGuardrail(),
          makeGuardrail({ name: 'slow', metric: 'latency' }),
        ],
        stages: [internalStage, makeStage({ guardrails: ['slow'] })],
      },
    },
  ],
  ['rollback-rehearsed', { rehearsedWithinDays: 30 }, 'fail', {}],
  [
    'rollback-rehearsed',
    { rehearsedWithinDays: 30 },
    'pass',
    { history: rehearsedAt(30 * DAY_MS) },
  ],
  [
    'rollback-rehearsed',
    { rehearsedWithinDays: 30 },
    'fail',
    { history: rehearsedAt(30 * DAY_MS + 1) },
  ],
  [
    // The clock was set back: how long ago it was is not known.
    'rollback-rehearsed',
    { rehearsedWithinDays: 30 },
    'fail',
    { history: rehearsedAt(-1) },
  ],
  [
    'rollback-rehearsed',
    { rehearsedWithinDays: 30 },
    'none',
    { plan: staging },
  ],
  [
    'rollback-rehearsed',
    { rehearsedWithinDays: 30 },
    'pass',
    { plan: { drill: { breach: 'injected-metric' } } },
  ],
  [
    'rollback-rehearsed',
    { rehearsedWithinDays: 30 },
    'fail',
    {
      plan: { environment: 'live' },
      circumstances: { production: ['production', 'live'] },
    },
  ],
  ['end-in-bounds', { endsWithinDays: 1 }, 'pass', {}],
  [
    'end-in-bounds',
    { endsWithinDays: 1 },
    'fail',
    { plan: { end: '2026-11-23T12:00:00.001Z' } },
  ],
  [
    'end-in-bounds',
    { endsWithinDays: 60 },
    'fail',
    { plan: { end: '2026-12-22T12:00:01.000Z' } },
  ],
  ['artefacts-traceable', { buildRequired: false }, 'none', {}],
  ['artefacts-traceable', { buildRequired: true }, 'fail', {}],
  [
    'artefacts-traceable',
    { buildRequired: true },
    'pass',
    { plan: { artefacts: { ...artefacts, build: 'https://ci.example/1' } } },
  ],
  [
    'artefacts-traceable',
    { buildRequired: true },
    'fail',
    {
      plan: {
        artefacts: {
          ...artefacts,
          build: 'https://ci.example/1',
          authors: [],
        },
      },
    },
  ],
  ['earlier-environment', { earlierEnvironment: 'staging' }, 'fail', {}],
  [
    'earlier-environment',
    { earlierEnvironment: 'staging' },
    'pass',
    { history: { completedIn: ['staging'] } },
  ],
  [
    'earlier-environment',
    { earlierEnvironment: 'staging' },
    'none',
    { plan: staging },
  ],
  ['exposed-at-once', { exposedAtOnce: { system: 1 } }, 'pass', {}],
  [
    'exposed-at-once',
    { exposedAtOnce: { system: 1 } },
    'warn',
    { history: exposed({ system: 1 }) },
  ],
  [
    'exposed-at-once',
    { exposedAtOnce: { system: 1 } },
    'fail',
    { history: exposed({ system: 1 }), circumstances: { opening: true } },
  ],
  [
    'exposed-at-once',
    { exposedAtOnce: { system: 1 } },
    'pass',
    {
      history: exposed({ system: 1 }),
      circumstances: { opening: true, opened: 1 },
    },
  ],
  [
    'exposed-at-once',
    { exposedAtOnce: { system: 1 } },
    'none',
    { history: exposed({ system: 1 }), circumstances: { system: null } },
  ],
  [
    'exposed-at-once',
    { exposedAtOnce: { namespace: 2 } },
    'fail',
    {
      history: exposed({ namespaces: { 'sandbox/storefront': 2 } }),
      circumstances: { opening: true },
    },
  ],
  [
    'exposed-at-once',
    { exposedAtOnce: { cluster: 2 } },
    'fail',
    {
      history: exposed({ clusters: { sandbox: 2 } }),
      circumstances: { opening: true },
    },
  ],
  [
    'exposed-at-once',
    { exposedAtOnce: { cluster: 2 } },
    'pass',
    {
      history: exposed({ clusters: { sandbox: 1, elsewhere: 9 } }),
      circumstances: { opening: true },
    },
  ],
  [
    'approvals-by-risk',
    { approvals: { high: [{ required: 1, from: 'approvers' }] } },
    'fail',
    {},
  ],
  [
    'approvals-by-risk',
    { approvals: { high: [{ required: 1, from: 'approvers' }] } },
    'pass',
    { plan: { stages: [internalStage, { ...everyone, ...approving(1) }] } },
  ],
  [
    // Internal users are exposed without it.
    'approvals-by-risk',
    { approvals: { high: [{ required: 9, from: 'approvers' }] } },
    'pass',
    { plan: { stages: [internalStage] } },
  ],
  [
    'approvals-by-risk',
    { approvals: { critical: [{ required: 9, from: 'approvers' }] } },
    'pass',
    {},
  ],
  [
    // What a lesser risk takes, a greater one takes too.
    'approvals-by-risk',
    { approvals: { low: [{ required: 2, from: 'approvers' }] } },
    'fail',
    { plan: { stages: [{ ...everyone, ...approving(1) }] } },
  ],
  [
    'approvals-by-risk',
    { approvals: { low: [{ required: 2, from: 'group:default/security' }] } },
    'fail',
    { plan: { stages: [{ ...everyone, ...approving(2) }] } },
  ],
  [
    'approvals-by-risk',
    {
      approvals: {
        low: [
          { required: 1, from: 'approvers' },
          { required: 1, from: 'group:default/security' },
        ],
      },
    },
    'pass',
    {
      plan: {
        stages: [
          makeStage({
            approvals: {
              required: 1,
              from: 'group:default/security',
              also: [{ required: 1, from: 'approvers' }],
            },
          }),
        ],
      },
    },
  ],
])('%s by %j: %s', (name, policy, outcome, given) => {
  const result = judge([{ by: 'playbook', policy }], given).find(
    each => each.policy === name,
  );
  expect(result?.outcome ?? 'none').toBe(outcome);
  const helps = typeof result?.remedy === 'string' && result.path !== undefined;
  expect(helps).toBe(outcome === 'warn' || outcome === 'fail');
});
