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

import fc from 'fast-check';
import { documentOf } from '@stagecraft/backstage-plugin-rollouts-common';
import { PLAYBOOK } from '../../testing';
import type { Text } from '../../translation/useText';
import { playbookDifferences } from './differences';

const t = ((name: string, values: Record<string, unknown> = {}) =>
  [name.split('.').at(-1), ...Object.values(values)].join(' ')) as Text;
const book = documentOf(PLAYBOOK);
const told = (after: typeof book, before = book) =>
  playbookDifferences(before, after, t).map(
    ({ title, kind, differences }) =>
      `${kind} ${title}: ${differences
        .map(({ part, before: was, after: is }) => `${part} ${was} > ${is}`)
        .join('; ')}`,
  );

it('says nothing of playbooks that say the same', () => {
  expect(told(structuredClone(book))).toEqual([]);
});

it('matches stages by name, whatever came before them', () => {
  const [first, ...rest] = book.stages;
  const added = { ...first, name: 'canary', exposure: 50 };
  expect(told({ ...book, stages: [added, first, ...rest] })).toEqual([
    expect.stringMatching(/^added stage canary: exposes null > /),
  ]);
  expect(told({ ...book, stages: rest })).toEqual([
    expect.stringContaining(`removed stage ${first.name}: `),
  ]);
});

it('shows a step that was put in without touching the others', () => {
  const [first, ...rest] = book.recoverySteps;
  expect(told({ ...book, recoverySteps: [first, 'New', ...rest] })).toEqual([
    'changed recovery: step 2 null > New',
  ]);
});

it('says when only the order changed', () => {
  const [first, second, ...rest] = book.stages;
  expect(told({ ...book, stages: [second, first, ...rest] })).toEqual([
    expect.stringMatching(/^changed order: /),
  ]);
});

it('says something of every field that differs', () => {
  const edits: Partial<typeof book>[] = [
    { title: 'X' },
    { purpose: 'X' },
    { demonstration: true },
    { roles: [] },
    { requiredPreflights: [] },
    { endsAfterSeconds: 61 },
    { policy: { buildRequired: true } },
    { owner: 'operators' },
    { overrules: 'operators' },
    { reviewEveryDays: 1 },
    { drill: undefined },
    { contacts: [] },
    { recoverySteps: ['X'] },
    { guardrails: [] },
    {
      stages: book.stages.map(stage => ({
        ...stage,
        undecided: 'roll-back' as const,
      })),
    },
    {
      stages: book.stages.map(stage => ({
        ...stage,
        approvals: {
          ...stage.approvals,
          also: [{ required: 1, from: 'operators' as const }],
        },
      })),
    },
  ];
  fc.assert(
    fc.property(fc.constantFrom(...edits), edit => {
      const after = { ...book, ...edit };
      expect(told(after).length).toBeGreaterThan(0);
      expect(told(book, after).length).toBeGreaterThan(0);
    }),
  );
});
