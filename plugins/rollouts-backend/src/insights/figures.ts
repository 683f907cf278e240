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
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Facts } from './facts';
import {
  counted,
  exposures,
  isDisciplined,
  isPersons,
  measureEach,
  reversals,
  reworkOf,
  share,
  span,
  spansOfReversals,
  staleSince,
  type Measurement,
} from './measures';

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
