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
  Playbook,
  Stage,
} from '@stagecraft/backstage-plugin-rollouts-common';
import {
  internalStage,
  makeGuardrail,
  makePlanDraft,
  makeStage,
  NOW,
} from '../testing/plans';
import { blastRadius } from './blastRadius';
import { departuresFrom } from './departures';
import { earliestFinishSeconds } from './earliestFinish';

const asked = { approvals: { required: 1, from: 'approvers' } } as const;

it.each<[string, Stage[], number | null, number, string, number | null]>([
  [
    'stages until people are asked again',
    [
      internalStage,
      makeStage({ bakeSeconds: 600 }),
      makeStage({ exposure: 5000, ...asked }),
    ],
    240,
    0,
    'At most 5.0 % of everyone, about 12 requests a second, for at least 11 minutes before anyone is asked again',
    12,
  ],
  [
    'internal users, whose number is not known',
    [internalStage, makeStage(asked)],
    240,
    0,
    'At most 100 % of internal users, for at least 60 seconds before anyone is asked again',
    0,
  ],
  [
    'a later stage, to the end',
    [internalStage, makeStage(asked), makeStage({ exposure: 10_000 })],
    null,
    1,
    'At most 100 % of everyone, for at least 2 minutes to the end, and nobody is asked again',
    null,
  ],
  [
    'little traffic',
    [makeStage({ exposure: 100 })],
    10,
    0,
    'At most 1.0 % of everyone, less than one request a second, for at least 60 seconds to the end, and nobody is asked again',
    0.1,
  ],
])('says how much %s put at risk', (_, stages, traffic, from, text, rate) => {
  const radius = blastRadius(stages, traffic, from);
  expect(radius.sentence).toBe(text);
  expect(radius.requestsPerSecond).toBe(rate);
});

it('adds bake times up, and the time until it may start', () => {
  const { stages } = makePlanDraft();
  expect(earliestFinishSeconds({ stages }, NOW)).toBe(180);
  const notBefore = new Date(NOW.getTime() + 60_000).toISOString();
  expect(
    earliestFinishSeconds(
      { stages, schedule: { start: 'by-hand', notBefore } },
      NOW,
    ),
  ).toBe(240);
});

const playbook: Playbook = {
  id: 'standard',
  title: 'Standard',
  purpose: 'For most changes',
  roles: [],
  stages: makePlanDraft().stages,
  guardrails: makePlanDraft().guardrails,
  endsAfterSeconds: 86_400,
  recoverySteps: ['Roll back'],
  contacts: [],
};

it('finds no departure in a plan as the playbook has it', () => {
  expect(departuresFrom(playbook, makePlanDraft())).toEqual([]);
});

it('names every departure with both values', () => {
  const [first, second, third] = playbook.stages;
  expect(
    departuresFrom(playbook, {
      stages: [
        { ...first, bakeSeconds: 600 },
        { ...second, exposure: 1000, guardrails: ['errors', 'speed'] },
        third,
        makeStage({ name: 'more' }),
      ],
      guardrails: [
        makeGuardrail({ check: { kind: 'threshold', limit: 0.5 } }),
        makeGuardrail({ name: 'speed' }),
      ],
    }),
  ).toEqual([
    { path: ['stages'], sentence: 'It has 4 stages; the playbook: 3' },
    {
      path: ['stages', 0, 'bakeSeconds'],
      sentence: 'Stage 1 bakes for 10 minutes; the playbook: 60 seconds',
    },
    {
      path: ['stages', 1, 'exposure'],
      sentence: 'Stage 2 goes to 10 %; the playbook: 5.0 %',
    },
    {
      path: ['stages', 1, 'guardrails'],
      sentence: 'Stage 2 is watched by errors, speed; the playbook: errors',
    },
    {
      path: ['guardrails', 0, 'check'],
      sentence:
        'Guardrail errors allows a limit of 0.5; the playbook: a limit of 0.02',
    },
    {
      path: ['guardrails', 1],
      sentence: 'Guardrail speed is not in the playbook',
    },
  ]);
});

it('names a guardrail that is missing', () => {
  expect(departuresFrom(playbook, { guardrails: [] })).toEqual([
    {
      path: ['guardrails'],
      sentence: "The playbook's guardrail errors is missing",
    },
  ]);
});
