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

import type { RolloutState } from '../lifecycle';
import { dana, ines, makePlan, omar, petra, PLAN_HASH } from '../testing/plans';
import { ago, approval, observing, row, seenBy } from '../testing/rows';
import type { Viewer } from '../permissions/Viewer';

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

  it('close approving where policy refuses the plan, and not revising it', () => {
    const policies = [
      {
        policy: 'end-in-bounds',
        outcome: 'fail' as const,
        explanation: 'The end lies in the past',
        remedy: 'Choose an end in the future',
      },
    ];
    const { commands } = row({}, { policies });
    expect(commands).toContainEqual(
      expect.objectContaining({
        command: 'approve',
        open: false,
        reason: 'End in bounds: The end lies in the past',
        remedy: 'Choose an end in the future',
      }),
    );
    expect(commands).toContainEqual({ command: 'revise', open: true });
  });

  it('name each policy and freeze that could be gone past, and who could', () => {
    const policies = [
      {
        policy: 'minimum-bake',
        title: 'Minimum bake time',
        outcome: 'fail' as const,
        explanation: 'Stage 1 is observed for too short a time',
      },
    ];
    const bypasses = (viewer: Viewer) =>
      row({}, { policies, viewer }).commands.filter(
        ({ command }) => command === 'bypass',
      );
    const subject = {
      command: 'bypass',
      policy: 'minimum-bake',
      title: 'Minimum bake time',
      sentence: 'Stage 1 is observed for too short a time',
    };
    const permitted = new Set(['rollouts.rollout.bypass']);
    expect(bypasses(seenBy(petra, permitted))).toEqual([
      { ...subject, open: true },
    ]);
    expect(bypasses(seenBy(petra))).toMatchObject([
      {
        ...subject,
        open: false,
        reason: 'You do not have the permission rollouts.rollout.bypass',
      },
    ]);
    expect(bypasses(seenBy(ines, permitted))).toMatchObject([
      { ...subject, open: false, reason: expect.stringMatching(/owners/) },
    ]);
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
