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
  documentOf,
  planFromYaml,
  planToYaml,
  playbookFromYaml,
  playbookToYaml,
  type Actor,
  type Playbook,
  type PlaybookChange,
  type PlaybookEvent,
  type PlaybookView,
  type ProposedPlaybook,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Handlers } from './handler';
import { GUARDRAILS, STAGES } from './plans';
import { aRollout, DANA } from './rollouts';
import { at } from './time';

const DAY = 86_400;
const OWEN: Actor = {
  kind: 'person',
  ref: 'user:default/owen',
  name: 'Owen Okafor',
  groups: ['group:default/payments-owners'],
};
const OWNERS = ['group:default/payments-owners'];

export const PLAYBOOK: PlaybookView = {
  id: 'web-service',
  title: 'Web service behind a gateway',
  purpose: 'Exposes a new version of a web service in four stages.',
  roles: [
    { name: 'Owner', does: 'Approves each stage and watches it.' },
    { name: 'Developer', does: 'Requests, and stays reachable.' },
  ],
  stages: STAGES,
  guardrails: GUARDRAILS,
  requiredPreflights: ['images', 'readiness'],
  endsAfterSeconds: 2 * DAY,
  policy: {
    maximumFirstExposure: 500,
    rehearsedWithinDays: 90,
    approvals: { high: [{ required: 2, from: 'approvers' }] },
  },
  owner: 'group:default/payments-owners',
  reviewEveryDays: 90,
  drill: { detectWithinSeconds: 60, restoreWithinSeconds: 10, everyDays: 30 },
  recoverySteps: aRollout().recoverySteps,
  contacts: ['#shop-incidents', 'on call: +00 000 000'],
  version: 3,
  versions: [
    {
      version: 3,
      createdAt: at(-30 * DAY),
      source: 'change',
      changeId: 'c-signed',
    },
    { version: 2, createdAt: at(-90 * DAY), source: 'file', changeId: null },
    { version: 1, createdAt: at(-200 * DAY), source: 'file', changeId: null },
  ],
  owners: OWNERS,
  retiredAt: null,
  review: {
    everyDays: 90,
    lastAt: at(-30 * DAY),
    lastBy: OWEN,
    note: 'The recovery steps were walked through with on call.',
    dueAt: at(60 * DAY),
    overdue: false,
  },
  openChanges: 1,
  propose: { open: true },
  markReviewed: { open: true },
  fared: {
    rollouts: 42,
    completed: 37,
    rolledBack: 5,
    rolledBackAutomatically: 4,
    rolledBackByHand: 1,
    medianSecondsToRestore: 1.2,
    p90SecondsToRestore: 3.4,
    drills: {
      passed: 3,
      failed: 1,
      last: { rolloutId: 'r-drill', at: at(-12 * DAY), outcome: 'passed' },
    },
  },
};

/** A version of the playbook; the ones before the third had a step less. */
export function playbookOf(version = PLAYBOOK.version): PlaybookView {
  return version === PLAYBOOK.version
    ? PLAYBOOK
    : {
        ...PLAYBOOK,
        version,
        recoverySteps: PLAYBOOK.recoverySteps.slice(0, -1),
      };
}

function slower(playbook: Playbook): Playbook {
  return {
    ...playbook,
    stages: playbook.stages.map((stage, index) =>
      index === 1 ? { ...stage, bakeSeconds: 1800, exposure: 100 } : stage,
    ),
    recoverySteps: [
      ...playbook.recoverySteps,
      'Ask the payment provider whether orders were charged twice.',
    ],
  };
}

export function aChange(
  overrides: Partial<PlaybookChange> = {},
): PlaybookChange {
  return {
    id: 'c-open',
    playbook: PLAYBOOK.id,
    kind: 'revise',
    baseVersion: 3,
    document: slower(documentOf(PLAYBOOK)),
    reason: 'Orders were charged twice for ten minutes before anybody saw it.',
    learning: {
      experimentId: 'e-learned-0',
      title: 'Delivery dates from the new planner',
    },
    proposedBy: DANA,
    proposedAt: at(-2 * 3600),
    state: 'open',
    closed: null,
    version: null,
    newestVersion: 3,
    owners: OWNERS,
    signOff: { open: true },
    refuse: { open: true },
    withdraw: {
      open: false,
      reason: 'Only who proposed it withdraws it',
      remedy: 'Its owner can refuse it instead',
      whoCould: [DANA.ref],
    },
    ...overrides,
  };
}

export const EVENTS: PlaybookEvent[] = [
  {
    seq: 3,
    at: at(-2 * 3600),
    kind: 'proposed',
    actor: DANA,
    reason: aChange().reason,
    version: null,
    changeId: 'c-open',
  },
  {
    seq: 2,
    at: at(-30 * DAY),
    kind: 'reviewed',
    actor: OWEN,
    reason: PLAYBOOK.review.note ?? '',
    version: 3,
    changeId: null,
  },
  {
    seq: 1,
    at: at(-200 * DAY),
    kind: 'registered',
    actor: null,
    reason: 'Its file was registered',
    version: 1,
    changeId: null,
  },
];

const DECIDED = {
  'sign-off': { state: 'signed-off', version: 4 },
  refuse: { state: 'refused', version: null },
  withdraw: { state: 'withdrawn', version: null },
} as const;

function closedBy(reason: string): PlaybookChange['closed'] {
  return { by: OWEN, at: at(0), reason };
}

export const PROPOSED: ProposedPlaybook = {
  id: 'mobile-apps',
  title: 'Mobile apps',
  purpose: 'For what cannot be taken back from phones.',
  changeId: 'c-mobile',
  proposedBy: OWEN,
  proposedAt: at(-7200),
  owners: ['group:default/on-call'],
};

export const playbookHandlers: Pick<
  Handlers,
  | 'listPlaybooks'
  | 'getPlaybook'
  | 'exportPlaybook'
  | 'parsePlaybook'
  | 'listPlaybookChanges'
  | 'proposePlaybookChange'
  | 'getPlaybookChange'
  | 'decidePlaybookChange'
  | 'reviewPlaybook'
  | 'listPlaybookEvents'
  | 'exportPlan'
  | 'parsePlan'
> = {
  listPlaybooks: () => ({ items: [PLAYBOOK], proposed: [PROPOSED] }),
  getPlaybook: ({ query = {} }) =>
    playbookOf(Number(query.version ?? PLAYBOOK.version)),
  exportPlaybook: () => playbookToYaml(documentOf(PLAYBOOK), 'The playbook'),
  parsePlaybook: ({ body }) => {
    const { value, problems } = playbookFromYaml(body?.yaml ?? '');
    return { playbook: value, problems };
  },
  listPlaybookChanges: () => ({ items: [aChange()] }),
  proposePlaybookChange: ({ body }) =>
    aChange({
      id: 'c-new',
      kind: body?.kind ?? 'revise',
      reason: body?.reason ?? '',
    }),
  getPlaybookChange: () => aChange(),
  decidePlaybookChange: ({ body }) =>
    aChange({
      ...DECIDED[body?.decision ?? 'sign-off'],
      closed: closedBy(body?.reason ?? ''),
      signOff: { open: false, reason: 'It has ended already' },
      refuse: { open: false, reason: 'It has ended already' },
      withdraw: { open: false, reason: 'It has ended already' },
    }),
  reviewPlaybook: ({ body }) => ({
    ...PLAYBOOK,
    review: {
      ...PLAYBOOK.review,
      lastAt: at(0),
      note: body?.note ?? null,
      overdue: false,
    },
  }),
  listPlaybookEvents: () => ({ items: EVENTS }),
  exportPlan: () => {
    const { plan, experiment, businessGoal, hypothesis } = aRollout();
    return planToYaml(
      plan,
      { title: experiment.title, businessGoal, hypothesis },
      'The plan',
    );
  },
  parsePlan: ({ body }) => {
    const { value, problems } = planFromYaml(body?.yaml ?? '');
    return { draft: value, problems };
  },
};
