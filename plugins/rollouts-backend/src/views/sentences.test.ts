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

import type { Plan } from '@stagecraft/backstage-plugin-rollouts-common';
import type { RolloutState, StageEvidence } from '../lifecycle';
import { decidePropose } from '../lifecycle';
import type { StoredRollout } from '../store/rollouts';
import {
  controller,
  dana,
  ines,
  makeCheck,
  makeContext,
  makePlan,
  NOW,
  omar,
  petra,
  PLAN_HASH,
} from '../testing/plans';
import { rolloutRow, viewContext } from './rolloutRow';
import type { Viewer } from './Viewer';

const PERMITS = new Set([
  'rollouts.rollout.read',
  'rollouts.rollout.request',
  'rollouts.rollout.approve',
  'rollouts.rollout.lower',
]);

function seenBy(actor = omar, permits = PERMITS): Viewer {
  return {
    actor,
    permits,
    credentials: { $$type: '@backstage/BackstageCredentials', principal: {} },
  };
}

function ago(seconds: number): string {
  return new Date(NOW.getTime() - seconds * 1000).toISOString();
}

function row(
  state: Partial<RolloutState>,
  options: {
    plan?: Partial<Plan>;
    evidence?: Partial<StageEvidence>;
    viewer?: Viewer;
  } = {},
) {
  const outcome = decidePropose('Because', dana, makeContext());
  if (!outcome.accepted) throw new Error(outcome.reason);
  const plan = makePlan(options.plan);
  const rollout: StoredRollout = {
    id: 'rollout',
    experimentId: 'experiment',
    plan,
    planHash: PLAN_HASH,
    state: { ...outcome.next, ...state },
    version: 1,
    service: plan.service,
    system: null,
    owner: null,
    people: makeContext().people,
    health: null,
    createdAt: NOW,
    updatedAt: NOW,
  };
  return rolloutRow(
    rollout,
    'Title',
    viewContext(
      rollout,
      { checks: [makeCheck()], sample: 1000, ...options.evidence },
      NOW,
    ),
    options.viewer ?? seenBy(),
  );
}

const approval = (stageIndex: number) => ({
  planHash: PLAN_HASH,
  stageIndex,
  actor: omar,
  reason: 'Safe',
  at: ago(100),
});
const observing = (stageIndex: number, seconds: number) =>
  ({
    phase: 'observing',
    stageIndex,
    acknowledged: true,
    stageEnteredAt: ago(seconds),
    observedSince: ago(seconds),
  } as const);

it.each<
  [
    string,
    Partial<RolloutState>,
    Parameters<typeof row>[1],
    { summary: string; next: string; whoMustAct: string[] },
  ]
>([
  [
    'proposed',
    {},
    {},
    {
      summary: 'Proposed; nobody is exposed yet.',
      next: 'It needs one approval from storefront-owners.',
      whoMustAct: ['group:default/storefront-owners'],
    },
  ],
  [
    'started by hand',
    { phase: 'approved', approvals: [approval(0)] },
    { plan: { schedule: { start: 'by-hand' } } },
    {
      summary: 'Approved; nobody is exposed yet.',
      next: 'It is started by hand.',
      whoMustAct: ['group:default/storefront-team'],
    },
  ],
  [
    'observed, then an approval',
    observing(1, 12),
    {},
    {
      summary: 'Stage 2 of 3 is observed: everyone at 5.0 %.',
      next: 'Stage 2 of 3 observes for 48 more seconds, then needs one approval from storefront-owners.',
      whoMustAct: [],
    },
  ],
  [
    'observed, then the next stage',
    observing(0, 0),
    {},
    {
      summary: 'Stage 1 of 3 is observed: internal users at 100 %.',
      next: 'Stage 1 of 3 observes for 60 more seconds, then opens stage 2: everyone at 5.0 %.',
      whoMustAct: [],
    },
  ],
  [
    'the last stage',
    { ...observing(2, 40), approvals: [approval(2)] },
    {},
    {
      summary: 'Stage 3 of 3 is observed: everyone at 100 %.',
      next: 'Stage 3 of 3 observes for 20 more seconds, then completes.',
      whoMustAct: [],
    },
  ],
  [
    'unknown after its bake time',
    observing(1, 90),
    {
      evidence: {
        checks: [
          makeCheck({ verdict: 'unknown', sentence: 'Nothing was seen' }),
        ],
      },
    },
    {
      summary: 'Stage 2 of 3 is observed: everyone at 5.0 %.',
      next: 'Stage 2 of 3 goes on when this holds: Nothing was seen.',
      whoMustAct: [],
    },
  ],
  [
    'short of its sample',
    observing(1, 90),
    { evidence: { sample: 7 } },
    {
      summary: 'Stage 2 of 3 is observed: everyone at 5.0 %.',
      next: 'The new version has served 7 of the 100 requests this stage asks for; then it needs one approval from storefront-owners.',
      whoMustAct: [],
    },
  ],
  [
    'waiting for approval with a deadline',
    { ...observing(1, 90), phase: 'waiting', askedAt: ago(600) },
    {},
    {
      summary: 'Stage 2 of 3 is through; everyone at 5.0 % stays exposed.',
      next: 'It needs one approval from storefront-owners, within 50 minutes, or it is held.',
      whoMustAct: ['group:default/storefront-owners'],
    },
  ],
  [
    'held',
    {
      ...observing(1, 90),
      phase: 'held',
      held: { cause: 'person', reason: 'A log', by: dana, at: ago(1) },
    },
    {},
    {
      summary: 'Held in stage 2 of 3, everyone at 5.0 % stays exposed: A log',
      next: 'Somebody resumes it or rolls it back; if nobody does, it is taken back in 24 hours.',
      whoMustAct: ['group:default/storefront-team', 'group:default/on-call'],
    },
  ],
  [
    'rolled back',
    {
      phase: 'rolled-back',
      stageIndex: 1,
      reversal: {
        cause: 'breach',
        sentence: 'Errors 5.0 %',
        checks: [],
        actor: controller,
        decidedAt: ago(10),
        verifiedAt: ago(7),
      },
    },
    {},
    {
      summary: 'Rolled back in 3 seconds: Errors 5.0 %',
      next: 'Nothing more happens.',
      whoMustAct: [],
    },
  ],
  [
    'stuck',
    {
      phase: 'stuck',
      stageIndex: 1,
      stuck: { since: ago(5), sentence: 'No answer', acknowledged: null },
    },
    {},
    {
      summary: 'Needs people now: No answer',
      next: 'Somebody must look at the target; restoring is tried on meanwhile.',
      whoMustAct: ['group:default/on-call', 'group:default/storefront-team'],
    },
  ],
  [
    'stuck with somebody on it',
    {
      phase: 'stuck',
      stageIndex: 1,
      stuck: {
        since: ago(5),
        sentence: 'No answer',
        acknowledged: { by: petra, reason: 'Mine', at: ago(1) },
      },
    },
    {},
    {
      summary: 'Needs people now: No answer',
      next: 'petra is on it, and restoring is tried on.',
      whoMustAct: [],
    },
  ],
  [
    'completed',
    { ...observing(2, 90), phase: 'completed' },
    {},
    {
      summary: 'Completed at full exposure.',
      next: 'An owner says that the new version is promoted; the way back stays open for 24 hours at most.',
      whoMustAct: ['group:default/storefront-team'],
    },
  ],
])('says of a rollout that is %s what is next', (_, state, options, said) => {
  expect(row(state, options)).toMatchObject(said);
});

describe('the commands of a viewer', () => {
  const states = (viewer: Viewer, state: Partial<RolloutState> = {}) =>
    new Map(
      row(state, { viewer }).commands.map(entry => [entry.command, entry]),
    );

  it('are those that decide would accept', () => {
    const open = (viewer: Viewer, state = {}) =>
      [...states(viewer, state)]
        .filter(([, entry]) => entry.open)
        .map(([name]) => name);
    expect(open(seenBy(omar))).toEqual([
      'revise',
      'object',
      'cancel',
      'approve',
    ]);
    expect(open(seenBy(dana))).toEqual([
      'revise',
      'object',
      'withdraw',
      'cancel',
    ]);
    expect(open(seenBy(petra), observing(1, 0))).toEqual([
      'object',
      'hold',
      'roll-back',
    ]);
    expect(open(seenBy(ines), observing(1, 0))).toEqual([]);
  });

  it('say when closed why, what would open them, and who could', () => {
    for (const entry of states(seenBy(ines)).values()) {
      expect(entry).toEqual({
        command: entry.command,
        open: false,
        reason: expect.stringMatching(/./),
        remedy: expect.stringMatching(/./),
        whoCould: expect.any(Array),
        ...(entry.stageIndex === undefined
          ? {}
          : { stageIndex: entry.stageIndex }),
      });
    }
    expect(states(seenBy(ines)).get('approve')).toMatchObject({
      reason: 'This is for its approvers',
      whoCould: ['group:default/storefront-owners'],
      stageIndex: 0,
    });
  });

  it('are closed without the permission, which they name', () => {
    const viewer = seenBy(omar, new Set(['rollouts.rollout.read']));
    expect(states(viewer).get('approve')).toMatchObject({
      open: false,
      reason: 'You do not have the permission rollouts.rollout.approve',
    });
  });

  it('name the objection, the milestone and the stage they are about', () => {
    const plan = makePlan();
    const [first, ...rest] = plan.stages;
    const { commands } = row(
      {
        approvals: [approval(0)],
        objections: [
          {
            id: 'one',
            planHash: PLAN_HASH,
            actor: omar,
            reason: 'No',
            at: ago(1),
          },
        ],
      },
      {
        plan: {
          stages: [
            {
              ...first,
              milestones: [
                {
                  name: 'briefed',
                  title: 'Support is briefed',
                  role: 'owners',
                },
              ],
            },
            ...rest,
          ],
        },
      },
    );
    expect(commands).toEqual(
      expect.arrayContaining([
        { command: 'resolve-objection', open: true, objection: 'one' },
        {
          command: 'attest-milestone',
          open: true,
          stageIndex: 0,
          milestone: 'briefed',
        },
        { command: 'withdraw-approval', open: true, stageIndex: 0 },
      ]),
    );
  });
});
