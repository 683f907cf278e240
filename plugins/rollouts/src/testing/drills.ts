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
  Drill,
  DrillStanding,
  Review,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Handlers } from './handler';
import { DANA } from './rollouts';

const OMAR: Actor = {
  kind: 'person',
  ref: 'user:default/omar',
  name: 'Omar Haddad',
};
const NOW = Date.now();
const ago = (seconds: number) => new Date(NOW - seconds * 1000).toISOString();
const CHECKOUT = 'component:default/checkout';

export const DRILL: Drill = {
  id: 'd-1',
  rolloutId: 'r-rolled-back',
  experimentId: 'e-1',
  service: CHECKOUT,
  playbook: { id: 'standard', version: 2 },
  environment: 'production',
  requestedBy: DANA,
  scheduled: false,
  breach: 'injected-metric',
  guardrail: 'errors',
  goals: {
    detectWithinSeconds: 60,
    restoreWithinSeconds: 90,
    byPlaybook: true,
  },
  createdAt: ago(3600),
  endedAt: ago(3500),
  passed: true,
  why: 'Detected after 12.1 s and restored after 12.6 s, within 60 s and 90 s',
  timings: {
    breachBeganAt: ago(3530),
    detectedAt: ago(3517.9),
    decidedAt: ago(3517.8),
    restoredAt: ago(3517.4),
    verifiedAt: ago(3517.2),
    breachEndedAt: ago(3517),
  },
  readiness: {
    noticed: false,
    sentence: 'checkout-next: 3 of 3 pods are ready',
    looks: 24,
  },
  trouble: null,
};

export const STANDING: DrillStanding = {
  service: CHECKOUT,
  playbook: 'standard',
  last: DRILL,
  lastPassedAt: DRILL.endedAt,
  schedule: {
    id: 's-1',
    drill: { service: CHECKOUT, playbook: 'standard', breach: DRILL.breach },
    everyDays: 30,
    hour: 9,
    timeZone: 'Europe/Berlin',
    setBy: OMAR,
    nextAt: new Date(NOW + 86_400_000).toISOString(),
    trouble: null,
  },
};

export const REVIEW: Review = {
  id: 'v-1',
  version: 2,
  kind: 'incident',
  rolloutId: 'r-rolled-back',
  experiment: { id: 'e-1', title: 'Faster checkout' },
  service: CHECKOUT,
  subject: 'breach',
  reason: 'error ratio 4.0 %, limit 2.0 %',
  about: null,
  openedBy: { kind: 'controller', ref: 'controller', name: 'Stagecraft' },
  openedAt: ago(9 * 86_400),
  dueAt: ago(2 * 86_400),
  overdue: true,
  openActions: 1,
  closedBy: null,
  closedAt: null,
  now: ago(0),
  body: {
    notes: 'The cache was cold.',
    actions: [
      {
        text: 'Warm the cache before the first stage',
        owner: 'user:default/dana',
        due: '2026-12-01',
        done: false,
      },
    ],
    conclusion: '',
  },
  timeline: [
    {
      what: 'breached',
      at: ago(9 * 86_400 + 20),
      seconds: null,
      sentence: 'error ratio 4.0 %, limit 2.0 %',
    },
    {
      what: 'detected',
      at: ago(9 * 86_400 + 10),
      seconds: 10,
      sentence: 'Enough looks in a row confirmed',
    },
  ],
  concluded: false,
  write: { open: true },
  tick: { open: true },
  close: { open: true },
  history: [
    { version: 2, at: ago(86_400), actor: DANA, change: 'written' },
    {
      version: 1,
      at: ago(9 * 86_400),
      actor: { kind: 'controller', ref: 'controller', name: 'Stagecraft' },
      change: 'opened',
    },
  ],
};

const now = () => new Date().toISOString();
const NONE = { open: 0, overdue: 0, actions: 0, actionsOverdue: 0 };

/** Drills and reviews. */
export const drillHandlers: Pick<
  Handlers,
  | 'listDrills'
  | 'drillStandings'
  | 'runDrill'
  | 'scheduleDrill'
  | 'removeDrillSchedule'
  | 'listReviews'
  | 'countReviews'
  | 'getReview'
  | 'writeReview'
  | 'closeReview'
> = {
  listDrills: () => ({ items: [DRILL], nextCursor: null, now: now() }),
  drillStandings: () => ({
    items: [STANDING],
    breaches: ['injected-metric', 'sandbox-fault'],
    now: now(),
  }),
  runDrill: () => ({ experimentId: 'e-1', rolloutId: 'r-rolled-back' }),
  scheduleDrill: ({ body }) => {
    if (!STANDING.schedule || !body) throw new Error('A schedule has a body');
    return { ...STANDING.schedule, ...body };
  },
  removeDrillSchedule: ({ params }) => ({ id: params?.id ?? '' }),
  listReviews: ({ query }) => ({
    items: query?.state === 'closed' ? [] : [REVIEW],
    nextCursor: null,
    now: now(),
  }),
  countReviews: () => ({
    incident: { open: 1, overdue: 1, actions: 1, actionsOverdue: 0 },
    bypass: NONE,
    now: now(),
  }),
  getReview: () => REVIEW,
  writeReview: ({ body }) => ({
    ...REVIEW,
    version: REVIEW.version + 1,
    body: body?.body ?? REVIEW.body,
  }),
  closeReview: ({ body }) => ({
    ...REVIEW,
    version: REVIEW.version + 1,
    body: body?.body ?? REVIEW.body,
    closedAt: now(),
    closedBy: OMAR,
    write: { open: false, reason: 'The review is closed' },
    close: { open: false, reason: 'The review is closed' },
  }),
};
