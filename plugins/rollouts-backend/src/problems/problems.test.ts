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

import { commandSchema } from '@stagecraft/backstage-plugin-rollouts-common';
import { problemsOf } from './problems';

const approve = {
  command: 'approve',
  version: 1,
  stageIndex: 0,
  planHash: 'a'.repeat(64),
  reason: 'Reviewed',
};

it.each<[object, object]>([
  [
    { reason: ' ' },
    {
      path: ['reason'],
      message: 'Say something here',
      remedy: 'At least 1 character that can be seen',
    },
  ],
  [
    { reason: 'long '.repeat(500) },
    { path: ['reason'], remedy: 'At most 2000 characters' },
  ],
  [
    { version: 0 },
    { path: ['version'], message: 'This is too small', remedy: 'At least 1' },
  ],
  [
    { version: '1' },
    {
      path: ['version'],
      message: 'This is of another kind than it should be',
      remedy: 'Give it as number',
    },
  ],
  [
    { command: 'explode' },
    {
      path: ['command'],
      message: 'This is none of what it can be',
      remedy: expect.stringMatching(/^Use one of revise, withdraw, approve/),
    },
  ],
])('names the field and the remedy: case %#', (wrong, problem) => {
  const { error } = commandSchema.safeParse(
    { ...approve, ...wrong },
    { reportInput: true },
  );
  expect(error && problemsOf(error)).toEqual([
    expect.objectContaining(problem),
  ]);
});
