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

import { diffArrays } from 'diff';
import {
  canonicalJson,
  type Playbook,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Text } from '../../translation/useText';
import { aboutOf, guardrailOf, policySaid, stageOf, type Said } from './says';

/** One thing that two versions say differently; null where one says nothing. */
export interface Difference {
  part: string;
  before: string | null;
  after: string | null;
}

/** A stage, a guardrail or another part that a reader knows by its name. */
export interface Section {
  title: string;
  kind: 'added' | 'removed' | 'changed';
  differences: Difference[];
}

function compared(before: Said, after: Said): Difference[] {
  return after.flatMap(([part, is], index) => {
    const was = before[index]?.[1] ?? null;
    return was === is ? [] : [{ part, before: was, after: is }];
  });
}

function section(title: string, differences: Difference[]): Section[] {
  return differences.length > 0
    ? [{ title, kind: 'changed', differences }]
    : [];
}

/** Parts with a name, matched by it: what came, went or says otherwise. */
function named<T extends { name: string }>(
  before: readonly T[],
  after: readonly T[],
  say: (part: T) => Said,
  titleOf: (name: string) => string,
): Section[] {
  const blank = (said: Said): Said => said.map(([part]) => [part, null]);
  const removed = before
    .filter(({ name }) => !after.some(other => other.name === name))
    .map(
      (part): Section => ({
        title: titleOf(part.name),
        kind: 'removed',
        differences: compared(say(part), blank(say(part))),
      }),
    );
  return after
    .flatMap((part): Section[] => {
      const old = before.find(({ name }) => name === part.name);
      return old
        ? section(titleOf(part.name), compared(say(old), say(part)))
        : [
            {
              title: titleOf(part.name),
              kind: 'added',
              differences: compared(blank(say(part)), say(part)),
            },
          ];
    })
    .concat(removed);
}

/** Lines of a list, in which inserting one changes no other. */
function lines(
  title: string,
  part: (number: number) => string,
  before: readonly string[],
  after: readonly string[],
): Section[] {
  const number = { before: 0, after: 0 };
  const differences = diffArrays([...before], [...after]).flatMap(
    ({ added, removed, value }) =>
      value.flatMap((text): Difference[] => {
        if (!added) number.before += 1;
        if (!removed) number.after += 1;
        if (!added && !removed) return [];
        return [
          {
            part: part(removed ? number.before : number.after),
            before: removed ? text : null,
            after: added ? text : null,
          },
        ];
      }),
  );
  return section(title, differences);
}

function order(names: readonly { name: string }[]): string {
  return names.map(({ name }) => name).join(', ');
}

/** What differs between two playbooks, in words, part by part. */
export function playbookDifferences(
  before: Playbook,
  after: Playbook,
  t: Text,
): Section[] {
  const found = [
    ...section(
      t('playbooks.diff.about'),
      compared(aboutOf(before, t), aboutOf(after, t)),
    ),
    ...named(
      before.stages,
      after.stages,
      stage => stageOf(stage, t),
      name => t('playbooks.diff.stage', { name }),
    ),
    ...named(
      before.guardrails,
      after.guardrails,
      guardrail => guardrailOf(guardrail, t),
      name => t('playbooks.diff.guardrail', { name }),
    ),
    ...section(
      t('playbooks.policyTitle'),
      compared(policySaid(before.policy, t), policySaid(after.policy, t)),
    ),
    ...lines(
      t('playbooks.recovery'),
      number => t('playbooks.diff.step', { number: String(number) }),
      before.recoverySteps,
      after.recoverySteps,
    ),
    ...named(
      before.roles,
      after.roles,
      role => [[t('playbooks.diff.does'), role.does]],
      name => t('playbooks.diff.role', { name }),
    ),
    ...lines(
      t('playbooks.contacts'),
      number => t('playbooks.diff.contact', { number: String(number) }),
      before.contacts,
      after.contacts,
    ),
  ];
  if (found.length > 0 || canonicalJson(before) === canonicalJson(after)) {
    return found;
  }
  return section(t('playbooks.diff.order'), [
    {
      part: t('playbooks.ladder'),
      before: order(before.stages),
      after: order(after.stages),
    },
  ]);
}
