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
  canonicalJson,
  RISK_TIERS,
  type DEMANDED_BY,
  type PlaybookPolicy,
  type Quorum,
  type RiskTier,
} from '@stagecraft/backstage-plugin-rollouts-common';

type DemandedBy = (typeof DEMANDED_BY)[number];

/** What one of those who may demand something demands. */
export interface Level {
  by: DemandedBy;
  policy: PlaybookPolicy;
}

/** The strictest of what was demanded of one thing. */
export interface Demand<T> {
  value: T;
  /** Those who demand it. */
  by: readonly DemandedBy[];
}

type QuorumsByTier = Partial<Record<RiskTier, Quorum[]>>;

interface Part<T> {
  /** Undefined where nothing is demanded. */
  read(policy: PlaybookPolicy): T | undefined;
  /** What meets both; commutative, associative, idempotent. */
  both(a: T, b: T): T;
}

type NumberIn = (policy: PlaybookPolicy) => number | undefined;

const atMost = (read: NumberIn): Part<number> => ({ read, both: Math.min });
const atLeast = (read: NumberIn): Part<number> => ({ read, both: Math.max });
/** Demanded by whoever says yes; a no demands nothing. */
const flag = (
  read: (policy: PlaybookPolicy) => boolean | undefined,
): Part<true> => ({
  read: policy => read(policy) || undefined,
  both: () => true,
});
const allOf = (
  read: (policy: PlaybookPolicy) => readonly string[] | undefined,
): Part<string[]> => ({
  read: policy => read(policy) && [...new Set(read(policy))].sort(),
  both: (a, b) => [...new Set([...a, ...b])].sort(),
});

/** Of each role the largest number that one of them asks for. */
export function strictestQuorums(quorums: readonly Quorum[]): Quorum[] {
  const required = new Map<Quorum['from'], number>();
  for (const quorum of quorums) {
    const known = required.get(quorum.from) ?? 0;
    required.set(quorum.from, Math.max(known, quorum.required));
  }
  return [...required]
    .map(([from, most]) => ({ required: most, from }))
    .filter(quorum => quorum.required > 0)
    .sort((a, b) => (a.from < b.from ? -1 : 1));
}

function quorumsOfBoth(a: QuorumsByTier, b: QuorumsByTier): QuorumsByTier {
  return Object.fromEntries(
    RISK_TIERS.flatMap(tier => {
      const quorums = strictestQuorums([
        ...(a[tier] ?? []),
        ...(b[tier] ?? []),
      ]);
      return quorums.length > 0 ? [[tier, quorums]] : [];
    }),
  );
}

function demandOf<T>(
  { read, both }: Part<T>,
  levels: readonly Level[],
): Demand<T> | undefined {
  const speaking = levels.flatMap(({ by, policy }) => {
    const value = read(policy);
    return value === undefined ? [] : [{ by, value }];
  });
  const [first, ...others] = speaking;
  if (!first) return undefined;
  const value = others.reduce(
    (strictest, other) => both(strictest, other.value),
    both(first.value, first.value),
  );
  const asStrict = speaking.filter(
    each =>
      canonicalJson(both(each.value, each.value)) === canonicalJson(value),
  );
  const named = asStrict.length > 0 ? asStrict : speaking;
  return { value, by: [...new Set(named.map(({ by }) => by))].sort() };
}

/**
 * What a plan must meet: any level may demand, none may cancel, the stricter
 * counts. The order of the levels does not matter, nor that one comes twice.
 */
export function demandsOf(levels: readonly Level[]) {
  const of = <T>(part: Part<T>) => demandOf(part, levels);
  return {
    maximumFirstExposure: of(atMost(policy => policy.maximumFirstExposure)),
    maximumStep: of(atMost(policy => policy.maximumStep)),
    minimumBakeSeconds: of(atLeast(policy => policy.minimumBakeSeconds)),
    minimumSample: of(atLeast(policy => policy.minimumSample)),
    requiredGuardrails: of(allOf(policy => policy.requiredGuardrails)),
    rehearsedWithinDays: of(atMost(policy => policy.rehearsedWithinDays)),
    endsWithinDays: of(atMost(policy => policy.endsWithinDays)),
    earlierEnvironments: of(
      allOf(({ earlierEnvironment }) =>
        earlierEnvironment === undefined ? undefined : [earlierEnvironment],
      ),
    ),
    buildRequired: of(flag(policy => policy.buildRequired)),
    authorsByPipeline: of(flag(policy => policy.authorsByPipeline)),
    lowRiskFirst: of(flag(policy => policy.lowRiskFirst)),
    exposedInSystem: of(atMost(policy => policy.exposedAtOnce?.system)),
    exposedInNamespace: of(atMost(policy => policy.exposedAtOnce?.namespace)),
    exposedInCluster: of(atMost(policy => policy.exposedAtOnce?.cluster)),
    approvals: of<QuorumsByTier>({
      read: policy => policy.approvals,
      both: quorumsOfBoth,
    }),
  };
}

export type Demands = ReturnType<typeof demandsOf>;
