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
  internalStage,
  makeGuardrail,
  makePlanDraft,
  makeStage,
} from '../testing/plans';
import type { PlanDraft } from '@stagecraft/backstage-plugin-rollouts-common';
import { evaluatePolicies } from './evaluate';
import { makeCircumstances } from './__testUtils__/circumstances';
import type { Circumstances } from './policy';

const circumstances = makeCircumstances({
  peopleIn: () => ['user:default/dana', 'user:default/omar'],
});

function judge(
  name: string,
  plan: Partial<PlanDraft>,
  other: Partial<Circumstances> = {},
) {
  return evaluatePolicies(makePlanDraft(plan), {
    ...circumstances,
    ...other,
  }).find(result => result.policy === name);
}

const twoQuorums = makeStage({
  approvals: {
    required: 1,
    from: 'approvers',
    also: [{ required: 1, from: 'group:default/security' }],
  },
});

const commit = (value: string) => ({
  ...makePlanDraft().artefacts,
  commit: value,
});

it.each<[string, string, Partial<PlanDraft>, Partial<Circumstances>, unknown]>([
  ['artefacts-pinned', 'pass', { artefacts: commit('a'.repeat(40)) }, {}, {}],
  [
    'artefacts-pinned',
    'warn',
    { artefacts: commit('abcdef1') },
    {},
    { path: ['artefacts', 'commit'] },
  ],
  [
    'artefacts-pinned',
    'fail',
    {
      artefacts: {
        ...commit('a'.repeat(40)),
        images: [{ name: 'checkout', digest: 'latest' }],
      },
    },
    {},
    { path: ['artefacts', 'images', 0, 'digest'] },
  ],
  ['end-in-bounds', 'pass', {}, {}, {}],
  [
    'end-in-bounds',
    'fail',
    { end: '2026-11-22T12:00:00.000Z' },
    {},
    { explanation: 'The end lies in the past', path: ['end'] },
  ],
  [
    'end-in-bounds',
    'fail',
    { end: '2026-12-22T12:00:01.000Z' },
    {},
    { explanation: 'The end is more than 30 days away' },
  ],
  [
    'end-in-bounds',
    'fail',
    { end: '2026-11-22T12:02:00.000Z' },
    {},
    { explanation: expect.stringContaining('3 minutes at least') },
  ],
  [
    'end-in-bounds',
    'pass',
    { end: '2026-11-22T12:02:00.000Z' },
    { opened: 1 },
    { explanation: 'It ends in 2 minutes, completed or taken back' },
  ],
  ['low-risk-first', 'pass', {}, {}, {}],
  [
    'low-risk-first',
    'warn',
    { stages: [makeStage()] },
    {},
    { path: ['stages', 0, 'audience'] },
  ],
  ['first-exposure', 'pass', {}, {}, {}],
  [
    'first-exposure',
    'warn',
    { stages: [internalStage, makeStage({ exposure: 2501 })] },
    {},
    { path: ['stages', 1, 'exposure'] },
  ],
  ['rollback-guardrail', 'pass', {}, {}, {}],
  [
    'rollback-guardrail',
    'fail',
    {
      guardrails: [
        makeGuardrail({ name: 'errors', onBreach: 'hold' }),
        makeGuardrail({ name: 'other' }),
      ],
    },
    {},
    { path: ['stages', 0, 'guardrails'] },
  ],
  ['bake-covers-window', 'pass', {}, {}, {}],
  [
    'bake-covers-window',
    'fail',
    {},
    { windowSecondsOf: () => 61 },
    { path: ['stages', 0, 'bakeSeconds'] },
  ],
  ['bake-covers-window', 'pass', {}, { windowSecondsOf: () => undefined }, {}],
  ['separation-of-duties', 'pass', {}, {}, {}],
  [
    'separation-of-duties',
    'fail',
    {},
    { peopleIn: () => ['user:default/dana'] },
    { explanation: expect.stringContaining('nobody who neither requested') },
  ],
  [
    'separation-of-duties',
    'pass',
    {},
    { opened: 3, peopleIn: () => ['user:default/dana'] },
    {},
  ],
  [
    'separation-of-duties',
    'warn',
    {},
    { peopleIn: () => undefined },
    { explanation: expect.stringContaining("can't be known now") },
  ],
  [
    'separation-of-duties',
    'fail',
    { stages: [twoQuorums] },
    { peopleIn: () => ['user:default/omar'] },
    {
      explanation:
        'Stage 1 needs 2 approvals, and only 1 who neither requested nor wrote the plan could give one',
      path: ['stages', 0, 'approvals'],
    },
  ],
  [
    // Dana wrote it, and the second group does not make her somebody else.
    'separation-of-duties',
    'fail',
    { stages: [twoQuorums] },
    {
      peopleIn: role =>
        role === 'approvers'
          ? ['user:default/omar']
          : ['user:default/dana', 'user:default/omar'],
    },
    {},
  ],
  [
    // Only one seating fits, and it is found.
    'separation-of-duties',
    'pass',
    { stages: [twoQuorums] },
    {
      peopleIn: role =>
        role === 'approvers'
          ? ['user:default/omar', 'user:default/olga']
          : ['user:default/omar'],
    },
    {},
  ],
  ['decide-by', 'pass', {}, {}, {}],
  [
    'decide-by',
    'pass',
    {},
    { opened: 3 },
    { explanation: 'Nobody is asked any more' },
  ],
  [
    'decide-by',
    'warn',
    { stages: [{ ...internalStage, undecided: 'remind' }] },
    {},
    {
      explanation:
        'When nobody decides on stage 1 in 60 minutes, people are only reminded',
    },
  ],
  [
    'risk-tier',
    'pass',
    {},
    {},
    { explanation: 'Risk tier medium. The service says medium' },
  ],
  ['risk-tier', 'warn', {}, { tierUnknown: true }, {}],
  [
    'separation-of-duties',
    'warn',
    { stages: [makeStage()] },
    { peopleIn: () => [] },
    { path: ['stages', 0, 'approvals'] },
  ],
])('%s: %s', (name, outcome, plan, other, expected) => {
  expect(judge(name, plan, other)).toMatchObject({
    outcome,
    ...(expected as object),
  });
  const { remedy } = judge(name, plan, other) ?? {};
  expect(remedy === undefined).toBe(outcome === 'pass');
});

it('asks only what the parts that are there can answer', () => {
  const { stages } = makePlanDraft();
  expect(
    evaluatePolicies({ stages }, circumstances).map(({ policy }) => policy),
  ).toEqual([
    'risk-tier',
    'low-risk-first',
    'first-exposure',
    'separation-of-duties',
    'decide-by',
  ]);
});
