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
  FIGURES,
  type Behind,
  type Figure,
  type Insights,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { at } from './time';

const KINDS: Partial<Record<Figure['id'], Partial<Figure>>> = {
  'change-lead-time': {
    group: 'delivery',
    kind: 'duration',
    title: 'Change lead time',
    definition:
      'From the request of a rollout to its first exposure read back; the median.',
    value: 5400,
    p90: 93_000,
    previous: { value: 7200, sample: 9 },
  },
  'change-fail-rate': {
    group: 'delivery',
    kind: 'ratio',
    title: 'Change fail rate',
    definition: 'Of the rollouts that exposed somebody, those taken back.',
    value: 0.25,
    range: { low: 0.089, high: 0.532 },
    previous: { value: null, sample: 0 },
  },
  'deployment-frequency': {
    group: 'delivery',
    kind: 'rate',
    title: 'Deployment frequency',
    definition: 'Rollouts that exposed somebody for the first time, a week.',
    value: 3,
  },
  'time-to-restore': {
    group: 'reversals',
    kind: 'duration',
    title: 'Time to restore',
    definition:
      'From the decision to the last target read back at its baseline; the median.',
    value: 0.18,
    p90: 0.9,
  },
  'approval-wait': {
    group: 'people',
    kind: 'duration',
    title: 'Approval waiting time',
    definition:
      'From asking people to each approval that they gave; the median.',
    value: null,
    sample: 0,
    behind: 0,
    trend: [],
  },
};

const TREND = [1, 3, null, 2, 4].map((value, index) => ({
  from: at(-86_400 * (5 - index)),
  value,
  sample: value === null ? 0 : 3,
}));

function aFigure(id: Figure['id']): Figure {
  return {
    id,
    group: 'hypotheses',
    kind: 'count',
    title: id,
    definition: 'What exactly is measured.',
    value: 4,
    sample: 12,
    p90: null,
    range: null,
    previous: { value: 2, sample: 8 },
    trend: TREND,
    behind: 3,
    ...KINDS[id],
  };
}

export const INSIGHTS: Insights = {
  now: at(0),
  from: at(-28 * 86_400),
  to: at(0),
  environments: ['production', 'staging'],
  headline:
    '12 rollouts exposed somebody; 3 were taken back (25.0 %). Half of the recoveries took 25.0 s at most.',
  figures: FIGURES.map(aFigure),
  reviews: { open: 3, overdue: 1 },
  thanks: [
    {
      rolloutId: 'r-rolled-back',
      title: 'Faster checkout with fewer round trips',
      service: 'component:default/checkout',
      name: 'Petra Operator',
      reason: 'Baskets looked empty for a moment',
      at: at(-3600),
    },
  ],
};

export const BEHIND: Behind[] = [
  {
    rolloutId: 'r-rolled-back',
    experimentId: 'e-1',
    title: 'Faster checkout with fewer round trips',
    service: 'component:default/checkout',
    at: at(-3600),
    value: 5400,
  },
];
