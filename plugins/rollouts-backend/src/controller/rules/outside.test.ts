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
  later,
  short,
  exposing,
  unwritten,
  blind,
  completed,
} from '../../testing/intentions';
import {
  ALL,
  INTERNAL,
  makeSubject,
  NOBODY,
  seen,
  written,
} from '../../testing/subjects';

describe('what others do to a target', () => {
  it.each<[string, Parameters<typeof makeSubject>[0], string]>([
    ['tells who lowered what is completed', { state: completed }, 'report'],
    [
      'tells that once',
      {
        state: {
          ...completed,
          reported: ['lowered-outside/sandbox/gateway-api/storefront/checkout'],
        },
      },
      'nothing',
    ],
    [
      'tells of what is completed and not seen for long',
      {
        state: completed,
        context: { now: later(91) },
        target: { look: blind },
      },
      'report',
    ],
    [
      'holds what it has not seen for long',
      { context: { now: later(91) }, target: { look: blind } },
      'hold fault',
    ],
    [
      'holds nothing for the time in which nobody was there to look',
      {
        context: { now: later(191) },
        target: { look: blind },
        awakeSince: later(110),
      },
      'nothing',
    ],
    [
      'holds what it has not seen for long since it looks again',
      {
        context: { now: later(191) },
        target: { look: blind },
        awakeSince: later(101),
      },
      'hold fault',
    ],
    [
      'holds what does not exist',
      { target: { look: { outcome: 'gone', trouble: 'Gone' } } },
      'hold fault',
    ],
    [
      'holds what was lowered',
      { target: { look: seen({ exposure: NOBODY }) } },
      'hold lowered-outside',
    ],
    [
      'lowers what was raised',
      { target: { look: seen({ exposure: ALL }) } },
      JSON.stringify(INTERNAL),
    ],
    [
      'lowers only',
      {
        state: { stageIndex: 1 },
        target: { look: seen({ exposure: { internal: 0, everyone: 9000 } }) },
      },
      '{"internal":0,"everyone":500}',
    ],
    [
      'lowers while held',
      { state: { phase: 'held' }, target: { look: seen({ exposure: ALL }) } },
      JSON.stringify(INTERNAL),
    ],
    [
      'holds after three reverts',
      {
        target: {
          look: seen({ exposure: ALL }),
          writing: { ...written, reverts: 3 },
        },
      },
      'hold raised-outside',
    ],
    [
      'marks what was stripped before it lowers',
      { target: { look: seen({ exposure: ALL, fence: null }) } },
      'marked',
    ],
    [
      'stops before a newer fence',
      { target: { look: seen({ fence: { epoch: 1, count: 9 } }) } },
      'hold fault',
    ],
    [
      'captures nothing that is exposed already',
      {
        state: { ...exposing, stageIndex: 0 },
        target: { baseline: null, writing: null, acknowledged: null },
      },
      'hold raised-outside',
    ],
    [
      'does not overrule who lowered before it wrote',
      {
        state: exposing,
        target: { ...unwritten, look: seen({ exposure: NOBODY }) },
      },
      'hold lowered-outside',
    ],
  ])('%s', (_, over, expected) => {
    expect(short(makeSubject(over))).toBe(expected);
  });
});
