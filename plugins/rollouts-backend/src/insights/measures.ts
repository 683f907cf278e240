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

import type { Outcome } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Facts, ReversalFact, RolloutFact, Subject } from './facts';

/** Seconds of a duration, 1 or 0 of a ratio, 1 of what is counted. */
export interface Measurement extends Subject {
  value: number;
}

type Rollouts = Pick<Facts, 'rollouts'>;

/** A change on a service within so long after a reversal is rework. */
const REWORK_MS = 7 * 86_400_000;
/** A flag that still chooses so long after it was open to everyone is stale. */
export const STALE_DAYS = 30;
export const STALE_MS = STALE_DAYS * 86_400_000;

/** Written out: to spread each of very many facts takes most of the time. */
export function counted(
  { rolloutId, experimentId, service }: Subject,
  at: Date,
  value = 1,
): Measurement {
  return { rolloutId, experimentId, service, at, value };
}

type Span = [Date | null, Date | null];

/** How long something took; null while one of its ends is not known. */
export function span(subject: Subject, [from, to]: Span): Measurement | null {
  if (from === null || to === null) return null;
  const value = Math.max(0, (to.getTime() - from.getTime()) / 1000);
  return counted(subject, to, value);
}

/** What there is of each; `flatMap` would make a list for each as well. */
export function measureEach<T>(
  facts: readonly T[],
  measure: (fact: T) => Measurement | null,
): Measurement[] {
  const measurements: Measurement[] = [];
  for (const fact of facts) {
    const measurement = measure(fact);
    if (measurement) measurements.push(measurement);
  }
  return measurements;
}

/** One of each rollout that exposed somebody, when it did first. */
export function exposures(
  { rollouts }: Rollouts,
  valueOf: (rollout: RolloutFact) => number,
): Measurement[] {
  return measureEach(rollouts, rollout =>
    rollout.exposedAt
      ? counted(rollout, rollout.exposedAt, valueOf(rollout))
      : null,
  );
}

export const isPersons = ({ cause }: ReversalFact) => cause === 'person';

export function reversals(
  { rollouts }: Rollouts,
  counts: (reversal: ReversalFact) => boolean,
) {
  return measureEach(rollouts, rollout => {
    const { reversal } = rollout;
    return reversal && counts(reversal)
      ? counted(rollout, reversal.decidedAt)
      : null;
  });
}

export function spansOfReversals(
  { rollouts }: Rollouts,
  of: (reversal: ReversalFact) => Span,
) {
  return measureEach(rollouts, rollout =>
    rollout.reversal ? span(rollout, of(rollout.reversal)) : null,
  );
}

/**
 * Before a guardrail had to: an ordinary change of mind counts too, what a
 * service decided for somebody does not.
 */
export function isDisciplined(reversal: ReversalFact): boolean {
  return (
    isPersons(reversal) &&
    reversal.by.startsWith('person') &&
    !reversal.breached
  );
}

/** Tells whether a rollout was requested soon after another's reversal. */
export function reworkOf({
  rollouts,
}: Rollouts): (rollout: RolloutFact) => boolean {
  const reversalsOf = new Map<string, { id: string; at: number }[]>();
  for (const { rolloutId, service, reversal } of rollouts) {
    if (!reversal) continue;
    const known = reversalsOf.get(service) ?? [];
    known.push({ id: rolloutId, at: reversal.decidedAt.getTime() });
    reversalsOf.set(service, known);
  }
  return ({ rolloutId, service, at }) => {
    const requested = at.getTime();
    return (reversalsOf.get(service) ?? []).some(other => {
      const since = requested - other.at;
      return other.id !== rolloutId && since >= 0 && since <= REWORK_MS;
    });
  };
}

export function share(outcome: Outcome) {
  return ({ conclusions }: Pick<Facts, 'conclusions'>) =>
    conclusions.map(fact =>
      counted(fact, fact.at, fact.outcome === outcome ? 1 : 0),
    );
}

/** Open to everyone for so long, and nobody said that it is in Git. */
export function staleSince(rollout: RolloutFact): Date | null {
  const { movesFlag, completedAt, promotedAt } = rollout;
  if (!movesFlag || !completedAt) return null;
  const since = new Date(completedAt.getTime() + STALE_MS);
  return promotedAt && promotedAt <= since ? null : since;
}
