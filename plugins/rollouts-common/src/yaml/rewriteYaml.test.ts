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
import { canonicalJson } from '../canonical';
import { anyPlaybook } from './__testUtils__/anyPlaybook';
import { playbookToYaml } from './documents';
import { readYaml } from './readYaml';
import { rewriteYaml } from './rewriteYaml';

describe('a text with another value', () => {
  it('says that value, whatever both are', () => {
    fc.assert(
      fc.property(anyPlaybook, anyPlaybook, (before, after) => {
        const { text } = rewriteYaml(playbookToYaml(before, 'It'), after);
        expect(canonicalJson(readYaml(text).value)).toBe(canonicalJson(after));
      }),
      { numRuns: 60 },
    );
  });

  it('is the same text where the value is the same', () => {
    fc.assert(
      fc.property(anyPlaybook, playbook => {
        const text = playbookToYaml(playbook, 'It');
        expect(rewriteYaml(text, playbook)).toEqual({ text, lost: [] });
      }),
      { numRuns: 60 },
    );
  });
});

const TEXT = `# Ours
title: "Quoted"   # as people say it
stages:
  - name: a
    # an hour, since the incident in May
    bake: 3600
  - { name: b, bake: 60 } # short

contacts: []
`;

it.each<[what: string, value: unknown, text: string, lost: string[]]>([
  [
    'changes a value and keeps the remarks beside it',
    {
      title: 'Other',
      stages: [
        { name: 'a', bake: 7200 },
        { name: 'b', bake: 60 },
      ],
      contacts: ['#on-call'],
    },
    `# Ours
title: Other # as people say it
stages:
  - name: a
    # an hour, since the incident in May
    bake: 7200
  - { name: b, bake: 60 } # short

contacts:
  - "#on-call"
`,
    [],
  ],
  [
    'moves a part with its remarks, and adds one where it belongs',
    {
      title: 'Quoted',
      purpose: 'New',
      stages: [
        { name: 'b', bake: 60 },
        { name: 'a', bake: 3600 },
      ],
      contacts: [],
    },
    `# Ours
title: "Quoted" # as people say it
purpose: New
stages:
  - { name: b, bake: 60 } # short
  - name: a
    # an hour, since the incident in May
    bake: 3600

contacts: []
`,
    [],
  ],
  [
    'names the remarks that went with what is gone',
    { title: 'Quoted', stages: [], contacts: [] },
    `# Ours
title: "Quoted" # as people say it
stages: []

contacts: []
`,
    ['# an hour, since the incident in May', '# short'],
  ],
])('%s', (_, value, text, lost) => {
  expect(rewriteYaml(TEXT, value)).toEqual({ text, lost });
});

it('writes out what repeats another part, so that each changes alone', () => {
  const { text } = rewriteYaml('a: &x { n: 1 }\nb: *x\n', {
    a: { n: 2 },
    b: { n: 1 },
  });
  expect(readYaml(text).value).toEqual({ a: { n: 2 }, b: { n: 1 } });
  expect(text).not.toMatch(/[&*]x/);
});
