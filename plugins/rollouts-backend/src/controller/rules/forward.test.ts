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
  asked,
  untaken,
  atEveryone,
} from '../../testing/intentions';
import {
  ALL,
  EVERYONE,
  makeSubject,
  NOBODY,
  seen,
} from '../../testing/subjects';
import { intend } from '../intend';
import type { TargetView } from '../subject';

describe('what takes a rollout forward', () => {
  it.each<[string, Parameters<typeof makeSubject>[0], string]>([
    ['waits for the bake time', {}, 'nothing'],
    ['advances after it', { context: { now: later(61) } }, 'advance'],
    [
      'never advances unseen',
      { context: { now: later(61) }, target: { look: blind } },
      'nothing',
    ],
    [
      'marks before the first exposure',
      {
        state: { ...exposing, stageIndex: 0 },
        target: {
          baseline: null,
          writing: null,
          acknowledged: null,
          look: seen({ exposure: NOBODY, fence: null }),
        },
      },
      'marked',
    ],
    [
      'exposes what was decided',
      { state: exposing, target: unwritten },
      JSON.stringify(EVERYONE),
    ],
    [
      'acknowledges what was read back',
      { state: exposing, target: atEveryone },
      'acknowledge-exposure',
    ],
    [
      'gives what is written time to be taken',
      {
        state: exposing,
        target: { ...untaken },
        context: { now: later(119) },
      },
      'nothing',
    ],
    [
      'holds what is written and never taken',
      { state: exposing, target: untaken, context: { now: later(120) } },
      'hold fault',
    ],
    [
      'holds what can not be written',
      { state: exposing, target: unwritten, context: { now: later(120) } },
      'hold fault',
    ],
    [
      'writes after an outage of ours what could not be written in it',
      {
        state: exposing,
        target: unwritten,
        context: { now: later(600) },
        awakeSince: later(590),
      },
      JSON.stringify(EVERYONE),
    ],
    [
      'acknowledges what was read back in the end',
      { state: exposing, target: atEveryone, context: { now: later(120) } },
      'acknowledge-exposure',
    ],
    [
      'asks people last',
      {
        state: { stageIndex: 1 },
        target: atEveryone,
        context: { now: later(61) },
      },
      'await',
    ],
    [
      'asks them once the data holds again',
      {
        state: { ...asked, askedAt: null },
        target: atEveryone,
        context: { now: later(61) },
      },
      'await',
    ],
    [
      'waits for them',
      { state: asked, target: atEveryone, context: { now: later(3599) } },
      'nothing',
    ],
    [
      'holds when nobody decided',
      { state: asked, target: atEveryone, context: { now: later(3600) } },
      'hold undecided',
    ],
    [
      'completes',
      {
        state: { stageIndex: 2 },
        target: { look: seen({ exposure: ALL }) },
        context: { now: later(61) },
      },
      'complete',
    ],
  ])('%s', (_, over, expected) => {
    expect(short(makeSubject(over))).toBe(expected);
  });

  it.each<[string, Partial<TargetView>, string]>([
    ['the data plane', untaken, 'Not taken'],
    ['the write', { ...unwritten, trouble: 'Forbidden' }, 'Forbidden'],
    ['nothing', unwritten, 'it shows internal users at 100 %'],
  ])(
    'says which target was not exposed, and what %s says',
    (_, target, why) => {
      const context = { now: later(120) };
      const { command } = intend(
        makeSubject({ state: exposing, target, context }),
      );
      expect(command?.reason).toContain('checkout was not read back at');
      expect(command?.reason).toContain(`within 2 minutes: ${why}`);
    },
  );

  it('looks again when the bake time is over, not an interval later', () => {
    const { dueAt } = intend(makeSubject({ context: { now: later(55) } }));
    expect(dueAt).toEqual(later(60));
  });
});
