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
  canonicalJson,
  documentOf,
  playbookFromYaml,
  readYaml,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { PLAYBOOK } from '../../../testing';
import { yamlOf } from '../drafts';
import { fieldProblems, playbookFormOf, writtenPlaybook } from './playbookForm';

const TEXT = yamlOf(PLAYBOOK, 'It');

function formOf(text: string) {
  const form = playbookFormOf(readYaml(text).value);
  if (!form) throw new Error('Fields cannot show it');
  return form;
}

it('says what the text says, through the fields and back', () => {
  expect(canonicalJson(writtenPlaybook(formOf(TEXT)))).toBe(
    canonicalJson(documentOf(PLAYBOOK)),
  );
});

it.each([
  ['what has no field', `${TEXT}titel: It\n`],
  ['what is of another kind', TEXT.replace('exposure: 500', 'exposure: 5%')],
  ['another header', TEXT.replace('kind: everyone', 'kind: internal')],
  ['what is no YAML', 'id: "'],
])('does not show %s, of which a line is named', (_, text) => {
  expect(playbookFormOf(readYaml(text).value)).toBeUndefined();
  expect(playbookFromYaml(text).problems).not.toEqual([]);
});

it('leaves out what was left empty', () => {
  const form = formOf(TEXT);
  const { about } = form;
  const written = writtenPlaybook({
    ...form,
    about: {
      ...about,
      owner: '',
      reviewEveryDays: null,
      requiredPreflights: [],
      policy: { ...about.policy, maximumFirstExposure: null },
    },
  });
  expect(written).toMatchObject({
    owner: undefined,
    reviewEveryDays: undefined,
    requiredPreflights: undefined,
  });
  expect(written.policy).not.toHaveProperty('maximumFirstExposure');
});

it('names the field of what is wrong in the text', () => {
  const text = TEXT.replace('exposure: 500', 'exposure: -1').replace(
    /^title: .*$/m,
    'title:',
  );
  const paths = fieldProblems(playbookFromYaml(text).problems, formOf(text));
  expect(paths.map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      ['about', 'title'],
      ['plan', 'stages', 1, 'exposure'],
    ]),
  );
});
