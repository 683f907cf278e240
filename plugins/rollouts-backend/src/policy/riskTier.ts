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
  formatCount,
  RISK_TIER_ANNOTATION,
  RISK_TIERS,
  riskTierSchema,
  type Risk,
  type RiskTier,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { PlanContent } from './policy';

/** A cluster, a namespace wherever it is, or a namespace of a cluster. */
export interface Place {
  cluster?: string;
  namespace?: string;
}

/** What a service's annotation says of its risk. */
export interface Declared {
  tier: RiskTier;
  reason: string;
  /** Whether the annotation names none of the tiers. */
  unknown?: true;
}

type Raised = readonly [RiskTier, string];
type Touched = Partial<
  Pick<PlanContent, 'targets' | 'stages' | 'rollbackPlan'>
>;

const WITHOUT_ANNOTATION: RiskTier = 'medium';

export function higherTier(a: RiskTier, b: RiskTier): RiskTier {
  return RISK_TIERS.indexOf(a) >= RISK_TIERS.indexOf(b) ? a : b;
}

/** This tier and those below it. */
export function tiersUpTo(tier: RiskTier): RiskTier[] {
  return RISK_TIERS.slice(0, RISK_TIERS.indexOf(tier) + 1);
}

/** What can't be read means the worst. */
export function declaredTier(annotation: string | undefined): Declared {
  if (annotation === undefined) {
    return {
      tier: WITHOUT_ANNOTATION,
      reason: `The service has no annotation ${RISK_TIER_ANNOTATION}: ${WITHOUT_ANNOTATION} counts`,
    };
  }
  const tier = riskTierSchema.safeParse(annotation.trim());
  return tier.success
    ? { tier: tier.data, reason: `The service says ${tier.data}` }
    : {
        tier: 'critical',
        reason: `The service's annotation ${RISK_TIER_ANNOTATION} is "${annotation.slice(
          0,
          80,
        )}", which is none of ${RISK_TIERS.join(', ')}: critical counts`,
        unknown: true,
      };
}

/** The riskier of what a service said at different times. */
export function riskierOf(first: Declared, second: Declared): Declared {
  return RISK_TIERS.indexOf(second.tier) > RISK_TIERS.indexOf(first.tier)
    ? second
    : first;
}

function byTargets(
  { targets = [] }: Touched,
  critical: readonly Place[],
): Raised[] {
  const clusters = new Set(targets.map(({ cluster }) => cluster));
  const found: Raised[] = [];
  if (targets.length > 1) {
    found.push([
      'medium',
      `It moves ${formatCount(targets.length, 'target')} at once`,
    ]);
  }
  if (clusters.size > 1) {
    found.push(['high', `It moves targets in ${clusters.size} clusters`]);
  }
  const places = new Set(
    targets
      .filter(({ cluster, namespace }) =>
        critical.some(
          place =>
            (place.cluster ?? cluster) === cluster &&
            (place.namespace ?? namespace) === namespace,
        ),
      )
      .map(({ cluster, namespace }) => `${cluster}/${namespace}`),
  );
  if (places.size > 0) {
    found.push([
      'critical',
      `It touches ${[...places].join(
        ', ',
      )}, which the configuration names critical`,
    ]);
  }
  return found;
}

function byShape({ stages, rollbackPlan }: Touched): Raised[] {
  return [
    ...(stages?.[0]?.audience.kind === 'everyone'
      ? ([['high', 'Its first stage exposes everyone']] as const)
      : []),
    ...(rollbackPlan?.kind === 'hold-and-call'
      ? ([['high', "It can't be undone"]] as const)
      : []),
  ];
}

/**
 * The tier that counts: what the service says of itself, raised by what the
 * plan touches. A plan that touches more is never less risky.
 */
export function riskOf(
  declared: Declared,
  plan: Touched,
  critical: readonly Place[],
): Risk {
  const raised = [...byTargets(plan, critical), ...byShape(plan)];
  return {
    tier: raised.reduce(
      (tier, [least]) => higherTier(tier, least),
      declared.tier,
    ),
    reasons: [declared.reason, ...raised.map(([, reason]) => reason)],
  };
}
