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
import { controller, dana, makeCheck, petra } from '../testing/plans';
import { ago, approval, observing, row } from '../testing/rows';

/** `2026-11-23 02:00:00 UTC`, that many seconds from now. */
const at = (seconds: number) =>
  `${ago(-seconds).slice(0, 19).replace('T', ' ')} UTC`;

it.each<
  [
    string,
    Partial<RolloutState>,
    Parameters<typeof row>[1],
    { summary: string; next?: string; whoMustAct?: string[] },
  ]
>([
  [
    'proposed',
    {},
    {},
    {
      summary: 'Proposed; nobody is exposed yet.',
      next: `It needs one approval from storefront-owners, by ${at(
        3600,
      )}, or they are reminded and it goes on waiting.`,
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
      next: `Stage 2 of 3 observes until ${at(
        48,
      )}, then needs one approval from storefront-owners.`,
      whoMustAct: [],
    },
  ],
  [
    'observed, then the next stage',
    observing(0, 0),
    {},
    {
      summary: 'Stage 1 of 3 is observed: internal users at 100 %.',
      next: `Stage 1 of 3 observes until ${at(
        60,
      )}, then opens stage 2: everyone at 5.0 %.`,
      whoMustAct: [],
    },
  ],
  [
    'the last stage',
    { ...observing(2, 40), approvals: [approval(2)] },
    {},
    {
      summary: 'Stage 3 of 3 is observed: everyone at 100 %.',
      next: `Stage 3 of 3 observes until ${at(20)}, then completes.`,
      whoMustAct: [],
    },
  ],
  [
    'a drill',
    observing(0, 0),
    { plan: { drill: { breach: 'injected-metric' } } },
    {
      summary: 'Stage 1 of 3 is observed: internal users at 100 %.',
      next: 'Its guardrail is made to breach, and the exposure is taken back.',
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
      next: `It needs one approval from storefront-owners, by ${at(
        3000,
      )}, or it is held.`,
      whoMustAct: ['group:default/storefront-owners'],
    },
  ],
  [
    'held because it was lowered outside',
    {
      ...observing(1, 90),
      phase: 'held',
      held: {
        cause: 'lowered-outside',
        reason: 'Somebody lowered it',
        by: dana,
        at: ago(1),
      },
    },
    {},
    { summary: 'Held in stage 2 of 3: Somebody lowered it' },
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
      next: `Somebody resumes it or rolls it back; if nobody does, it is taken back at ${at(
        86_400,
      )}.`,
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
      next: `An owner says that the new version is promoted; the way back stays open until ${at(
        86_400,
      )} at most.`,
      whoMustAct: ['group:default/storefront-team'],
    },
  ],
])('says of a rollout that is %s what is next', (_, state, options, said) => {
  expect(row(state, options)).toMatchObject(said);
});
