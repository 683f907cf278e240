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

import type { PlaybookPolicy } from '@stagecraft/backstage-plugin-rollouts-common';
import fc from 'fast-check';
import { NOW } from '../testing/plans';
import { judge, type Given } from './__testUtils__/judge';
import { demandsOf, type Level } from './demands';

const DAY_MS = 86_400_000;

it('says whose demand is the strictest', () => {
  const { maximumStep, requiredGuardrails, minimumBakeSeconds } = demandsOf([
    {
      by: 'everybody',
      policy: {
        maximumStep: 2500,
        minimumBakeSeconds: 60,
        requiredGuardrails: ['b'],
      },
    },
    {
      by: 'playbook',
      policy: {
        maximumStep: 1000,
        minimumBakeSeconds: 60,
        requiredGuardrails: ['a'],
      },
    },
  ]);
  expect(maximumStep).toEqual({ value: 1000, by: ['playbook'] });
  expect(minimumBakeSeconds?.by).toEqual(['everybody', 'playbook']);
  expect(requiredGuardrails).toEqual({
    value: ['a', 'b'],
    by: ['everybody', 'playbook'],
  });
});

const quorums = fc.array(
  fc.record({
    required: fc.integer({ min: 0, max: 3 }),
    from: fc.constantFrom(
      'approvers' as const,
      'owners' as const,
      'group:default/security',
    ),
  }),
  { minLength: 1, maxLength: 3 },
);
const limit = fc.integer({ min: 1, max: 3 });
const policies: fc.Arbitrary<PlaybookPolicy> = fc.record(
  {
    maximumFirstExposure: fc.integer({ min: 0, max: 10_000 }),
    maximumStep: fc.integer({ min: 0, max: 10_000 }),
    minimumBakeSeconds: fc.integer({ min: 0, max: 120 }),
    minimumSample: fc.integer({ min: 1, max: 200 }),
    requiredGuardrails: fc.subarray(['error-ratio', 'latency']),
    rehearsedWithinDays: fc.integer({ min: 1, max: 60 }),
    endsWithinDays: fc.integer({ min: 1, max: 60 }),
    earlierEnvironment: fc.constantFrom('staging', 'qa'),
    buildRequired: fc.boolean(),
    authorsByPipeline: fc.boolean(),
    lowRiskFirst: fc.boolean(),
    exposedAtOnce: fc.record(
      { system: limit, namespace: limit, cluster: limit },
      { requiredKeys: [] },
    ),
    approvals: fc.record(
      { low: quorums, high: quorums, critical: quorums },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);
const levels: fc.Arbitrary<Level[]> = fc.array(
  fc.record({
    by: fc.constantFrom('everybody' as const, 'playbook' as const),
    policy: policies,
  }),
  { maxLength: 4 },
);
const situations: fc.Arbitrary<Given> = fc.record({
  plan: fc.record({
    environment: fc.constantFrom('production', 'staging'),
    end: fc
      .integer({ min: 1, max: 40 })
      .map(days => new Date(NOW.getTime() + days * DAY_MS).toISOString()),
  }),
  history: fc.record({
    exposedElsewhere: fc.record({
      system: fc.integer({ min: 0, max: 4 }),
      clusters: fc.record({ sandbox: fc.integer({ min: 0, max: 4 }) }),
      namespaces: fc.record({
        'sandbox/storefront': fc.integer({ min: 0, max: 4 }),
      }),
    }),
    completedIn: fc.subarray(['staging', 'qa']),
    statedAuthors: fc.record({
      authors: fc.subarray(['user:default/dana', 'user:default/bob']),
      by: fc.constant(['external:ci']),
    }),
    rehearsedAt: fc.option(
      fc
        .integer({ min: -5, max: 70 })
        .map(days => new Date(NOW.getTime() - days * DAY_MS)),
    ),
  }),
  circumstances: fc.record({
    opened: fc.integer({ min: 0, max: 3 }),
    opening: fc.boolean(),
  }),
});

const RANK = { none: 0, pass: 0, warn: 1, fail: 2 };

function outcomes(demanded: readonly Level[], given: Given) {
  return new Map(
    judge(demanded, given).map(({ policy, outcome }) => [policy, outcome]),
  );
}

it('never turns a failure into less by a further demand', () => {
  fc.assert(
    fc.property(levels, levels, situations, (before, added, given) => {
      const then = outcomes(before, given);
      const now = outcomes([...before, ...added], given);
      for (const [policy, outcome] of then) {
        expect(RANK[now.get(policy) ?? 'none']).toBeGreaterThanOrEqual(
          RANK[outcome],
        );
      }
    }),
  );
});

it('combines demands in any order, and the same twice is the same', () => {
  fc.assert(
    fc.property(levels, levels, (a, b) => {
      const both = demandsOf([...a, ...b]);
      expect(demandsOf([...b, ...a])).toEqual(both);
      expect(demandsOf([...a, ...b, ...a])).toEqual(both);
    }),
  );
});

it('is as strict as the strictest of what each demands alone', () => {
  fc.assert(
    fc.property(levels, levels, situations, (a, b, given) => {
      const both = outcomes([...a, ...b], given);
      for (const alone of [outcomes(a, given), outcomes(b, given)]) {
        for (const [policy, outcome] of alone) {
          expect(RANK[both.get(policy) ?? 'none']).toBeGreaterThanOrEqual(
            RANK[outcome],
          );
        }
      }
    }),
  );
});
