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
  Figure,
  FigureId,
  Outcome,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Facts, ReversalFact, RolloutFact, Subject } from './facts';

/** Seconds of a duration, 1 or 0 of a ratio, 1 of what is counted. */
export interface Measurement extends Subject {
  value: number;
}

/** How facts of one kind are measured. */
type Measure = {
  [K in keyof Facts]: {
    of: K;
    measure(facts: Pick<Facts, K>): Measurement[];
  };
}[keyof Facts];

type Definition = Measure &
  Pick<Figure, 'group' | 'kind' | 'title' | 'definition'>;

export type FigureDefinition = Definition & Pick<Figure, 'id'>;

type Rollouts = Pick<Facts, 'rollouts'>;

/** A change on a service within so long after a reversal is rework. */
const REWORK_MS = 7 * 86_400_000;
/** A flag that still chooses so long after it was open to everyone is stale. */
export const STALE_DAYS = 30;
export const STALE_MS = STALE_DAYS * 86_400_000;

/** Written out: to spread each of very many facts takes most of the time. */
function counted(
  { rolloutId, experimentId, service }: Subject,
  at: Date,
  value = 1,
): Measurement {
  return { rolloutId, experimentId, service, at, value };
}

type Span = [Date | null, Date | null];

/** How long something took; null while one of its ends is not known. */
function span(subject: Subject, [from, to]: Span): Measurement | null {
  if (from === null || to === null) return null;
  const value = Math.max(0, (to.getTime() - from.getTime()) / 1000);
  return counted(subject, to, value);
}

/** What there is of each; `flatMap` would make a list for each as well. */
function measureEach<T>(
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
function exposures(
  { rollouts }: Rollouts,
  valueOf: (rollout: RolloutFact) => number,
): Measurement[] {
  return measureEach(rollouts, rollout =>
    rollout.exposedAt
      ? counted(rollout, rollout.exposedAt, valueOf(rollout))
      : null,
  );
}

const isPersons = ({ cause }: ReversalFact) => cause === 'person';

function reversals(
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

function spansOfReversals(
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
function reworkOf({ rollouts }: Rollouts): (rollout: RolloutFact) => boolean {
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

function share(outcome: Outcome) {
  return ({ conclusions }: Pick<Facts, 'conclusions'>) =>
    conclusions.map(fact =>
      counted(fact, fact.at, fact.outcome === outcome ? 1 : 0),
    );
}

/** Open to everyone for so long, and nobody said that it is in Git. */
function staleSince(rollout: RolloutFact): Date | null {
  const { movesFlag, completedAt, promotedAt } = rollout;
  if (!movesFlag || !completedAt) return null;
  const since = new Date(completedAt.getTime() + STALE_MS);
  return promotedAt && promotedAt <= since ? null : since;
}

const DEFINITIONS: Record<FigureId, Definition> = {
  'change-lead-time': {
    group: 'delivery',
    kind: 'duration',
    title: 'Change lead time',
    definition:
      'From the request of a rollout to its first exposure read back; the median.',
    of: 'rollouts',
    measure: ({ rollouts }) =>
      measureEach(rollouts, rollout =>
        span(rollout, [rollout.at, rollout.exposedAt]),
      ),
  },
  'deployment-frequency': {
    group: 'delivery',
    kind: 'rate',
    title: 'Deployment frequency',
    definition: 'Rollouts that exposed somebody for the first time, a week.',
    of: 'rollouts',
    measure: facts => exposures(facts, () => 1),
  },
  'recovery-time': {
    group: 'delivery',
    kind: 'duration',
    title: 'Failed deployment recovery time',
    definition:
      'From the first window that showed the breach to the last target read back at its baseline; the median.',
    of: 'rollouts',
    measure: facts =>
      spansOfReversals(facts, ({ firstSeenAt, verifiedAt }) => [
        firstSeenAt,
        verifiedAt,
      ]),
  },
  'change-fail-rate': {
    group: 'delivery',
    kind: 'ratio',
    title: 'Change fail rate',
    definition: 'Of the rollouts that exposed somebody, those taken back.',
    of: 'rollouts',
    measure: facts => exposures(facts, ({ reversal }) => (reversal ? 1 : 0)),
  },
  'rework-rate': {
    group: 'delivery',
    kind: 'ratio',
    title: 'Deployment rework rate',
    definition:
      'Of the rollouts that exposed somebody, those requested within seven days of another one of the service being taken back.',
    of: 'rollouts',
    measure: facts => {
      const isRework = reworkOf(facts);
      return exposures(facts, rollout => (isRework(rollout) ? 1 : 0));
    },
  },
  'automatic-rollbacks': {
    group: 'reversals',
    kind: 'count',
    title: 'Automatic rollbacks',
    definition:
      'Decided by the controller: a breach, missing data, a fault, the end.',
    of: 'rollouts',
    measure: facts => reversals(facts, reversal => !isPersons(reversal)),
  },
  'manual-rollbacks': {
    group: 'reversals',
    kind: 'count',
    title: 'Manual rollbacks',
    definition: 'Decided by a person, or by a service for one.',
    of: 'rollouts',
    measure: facts => reversals(facts, isPersons),
  },
  'time-to-detect': {
    group: 'reversals',
    kind: 'duration',
    title: 'Time to detect',
    definition:
      'From the first window that showed the breach to the one that confirmed it; the median.',
    of: 'rollouts',
    measure: facts =>
      spansOfReversals(facts, ({ firstSeenAt, confirmedAt }) => [
        firstSeenAt,
        confirmedAt,
      ]),
  },
  'time-to-decide': {
    group: 'reversals',
    kind: 'duration',
    title: 'Time to decide',
    definition:
      'From the window that confirmed the breach to the decision to roll back; the median.',
    of: 'rollouts',
    measure: facts =>
      spansOfReversals(facts, ({ confirmedAt, decidedAt }) => [
        confirmedAt,
        decidedAt,
      ]),
  },
  'time-to-restore': {
    group: 'reversals',
    kind: 'duration',
    title: 'Time to restore',
    definition:
      'From the decision to the last target read back at its baseline; the median.',
    of: 'rollouts',
    measure: facts =>
      spansOfReversals(facts, ({ decidedAt, verifiedAt }) => [
        decidedAt,
        verifiedAt,
      ]),
  },
  'approval-wait': {
    group: 'people',
    kind: 'duration',
    title: 'Approval waiting time',
    definition:
      'From asking people to each approval that they gave; the median.',
    of: 'waits',
    measure: ({ waits }) =>
      measureEach(waits, wait => span(wait, [wait.askedAt, wait.at])),
  },
  'hypotheses-validated': {
    group: 'hypotheses',
    kind: 'ratio',
    title: 'Hypotheses validated',
    definition: 'Of the experiments concluded. A third is ordinary.',
    of: 'conclusions',
    measure: share('validated'),
  },
  'hypotheses-refuted': {
    group: 'hypotheses',
    kind: 'ratio',
    title: 'Hypotheses refuted',
    definition: 'Of the experiments concluded. What was refuted was learned.',
    of: 'conclusions',
    measure: share('refuted'),
  },
  'hypotheses-inconclusive': {
    group: 'hypotheses',
    kind: 'ratio',
    title: 'Hypotheses inconclusive',
    definition:
      'Of the experiments concluded, those without a valid test or a clear difference.',
    of: 'conclusions',
    measure: share('inconclusive'),
  },
  'disciplined-reversals': {
    group: 'people',
    kind: 'count',
    title: 'Disciplined reversals',
    definition:
      'Taken back by a person before a guardrail had confirmed a breach.',
    of: 'rollouts',
    measure: facts => reversals(facts, isDisciplined),
  },
  'drills-passed': {
    group: 'readiness',
    kind: 'ratio',
    title: 'Drills passed',
    definition:
      "Of the drills that ended, those within the playbook's targets.",
    of: 'drills',
    measure: ({ drills }) =>
      drills.map(drill => counted(drill, drill.at, drill.passed ? 1 : 0)),
  },
  bypasses: {
    group: 'people',
    kind: 'count',
    title: 'Bypasses',
    definition:
      'Times that somebody went past a policy in an emergency; each has a review.',
    of: 'bypasses',
    measure: ({ bypasses }) => bypasses.map(fact => counted(fact, fact.at)),
  },
  'stale-flags': {
    group: 'readiness',
    kind: 'count',
    title: 'Stale flags',
    definition:
      'Flags that became stale: open to everyone for thirty days, and by then nobody had said that the new version is in Git.',
    of: 'rollouts',
    measure: ({ rollouts }) =>
      measureEach(rollouts, rollout => {
        const since = staleSince(rollout);
        return since && counted(rollout, since);
      }),
  },
};

/** All figures, in the order in which they are read. */
export const figures: readonly FigureDefinition[] = Object.entries(
  DEFINITIONS,
).map(([id, definition]) => ({
  // The keys are just the figures, by the type of the record.
  id: id as FigureId,
  ...definition,
}));
