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

import { RISK_TIERS } from '@stagecraft/backstage-plugin-rollouts-common';
import fc from 'fast-check';
import { internalStage, makePlanDraft, makeStage } from '../testing/plans';
import { declaredTier, riskierOf, riskOf, type Place } from './riskTier';

const plan = makePlanDraft();
const [target] = plan.targets;
const low = declaredTier('low');

it.each<[string | undefined, string, boolean]>([
  ['low', 'low', false],
  [' critical ', 'critical', false],
  [undefined, 'medium', false],
  ['', 'critical', true],
  ['Low', 'critical', true],
  ['very-low', 'critical', true],
])('reads the annotation %j as %s', (annotation, tier, unknown) => {
  const declared = declaredTier(annotation);
  expect(declared.tier).toBe(tier);
  expect(declared.unknown ?? false).toBe(unknown);
});

it.each<[string, Parameters<typeof riskOf>[1], Place[], string, string | null]>(
  [
    ['nothing else', plan, [], 'low', null],
    [
      'two targets',
      { targets: [target, { ...target, name: 'basket' }] },
      [],
      'medium',
      'It moves 2 targets at once',
    ],
    [
      'two clusters',
      { targets: [target, { ...target, cluster: 'elsewhere' }] },
      [],
      'high',
      'It moves targets in 2 clusters',
    ],
    [
      'everyone at once',
      { stages: [makeStage()] },
      [],
      'high',
      'Its first stage exposes everyone',
    ],
    ['internal users first', { stages: [internalStage] }, [], 'low', null],
    [
      'no way back',
      { rollbackPlan: { kind: 'hold-and-call', notes: 'Call' } },
      [],
      'high',
      "It can't be undone",
    ],
    [
      'a critical namespace',
      plan,
      [{ namespace: 'storefront' }],
      'critical',
      'It touches sandbox/storefront, which the configuration names critical',
    ],
    [
      'a critical namespace of another cluster',
      plan,
      [{ cluster: 'elsewhere', namespace: 'storefront' }],
      'low',
      null,
    ],
    [
      'a critical cluster',
      plan,
      [{ cluster: 'sandbox' }],
      'critical',
      'It touches sandbox/storefront, which the configuration names critical',
    ],
  ],
)('raises the tier by %s', (_, content, critical, tier, reason) => {
  const risk = riskOf(low, content, critical);
  expect(risk.tier).toBe(tier);
  const told = risk.reasons.slice(1);
  expect(reason === null ? told.length === 0 : told.includes(reason)).toBe(
    true,
  );
});

it('never lowers it', () => {
  const tiers = fc.constantFrom(...RISK_TIERS);
  const targets = fc.array(
    fc.record({
      cluster: fc.constantFrom('sandbox', 'elsewhere'),
      namespace: fc.constantFrom('storefront', 'payments'),
    }),
    { minLength: 1, maxLength: 3 },
  );
  const places = fc.array(
    fc.record(
      { cluster: fc.constant('sandbox'), namespace: fc.constant('payments') },
      { requiredKeys: [] },
    ),
    { maxLength: 2 },
  );
  const rank = (tier: (typeof RISK_TIERS)[number]) => RISK_TIERS.indexOf(tier);
  fc.assert(
    fc.property(tiers, tiers, targets, targets, places, (a, b, x, y, where) => {
      const of = (tier: typeof a, some: typeof x) =>
        riskOf(
          declaredTier(tier),
          { targets: some.map(place => ({ ...target, ...place })) },
          where,
        ).tier;
      expect(rank(of(a, [...x, ...y]))).toBeGreaterThanOrEqual(rank(of(a, x)));
      expect(rank(of(a, x))).toBeGreaterThanOrEqual(rank(a));
      const riskier = riskierOf(declaredTier(a), declaredTier(b)).tier;
      expect(rank(riskier)).toBe(Math.max(rank(a), rank(b)));
    }),
  );
});
