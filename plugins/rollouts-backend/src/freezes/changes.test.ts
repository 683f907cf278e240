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

import type { Freeze } from '@stagecraft/backstage-plugin-rollouts-common';
import { petra } from '../testing/plans';
import { declare, end, extend, type FreezeOutcome } from './changes';

const NOW = new Date('2026-11-22T12:00:00.000Z');
const at = (hours: number) =>
  new Date(NOW.getTime() + hours * 3_600_000).toISOString();
const given = { actor: petra, reason: 'Because', now: NOW };

function made(timing: Freeze['timing'], now = new Date(at(-9))): Freeze {
  const outcome = declare(
    {
      title: 'Sale',
      reason: 'Busy',
      contact: 'group:default/on-call',
      scope: { kind: 'all' },
      timing,
    },
    { id: 'f', stopsLine: false },
    { ...given, now },
  );
  if (!('freeze' in outcome)) throw new Error(JSON.stringify(outcome));
  return outcome.freeze;
}

const oneOff = made({ kind: 'one-off', start: at(-1), end: at(1) });
const nightly = made({
  kind: 'recurring',
  rule: 'FREQ=DAILY',
  start: '2026-11-20T11:00',
  durationSeconds: 2 * 3600,
  timeZone: 'UTC',
});

function short(outcome: FreezeOutcome): string {
  if ('refused' in outcome) return outcome.refused.reason;
  if ('problems' in outcome) return outcome.problems[0].message;
  const { change, freeze } = outcome;
  return `${change.change} v${freeze.version} ${change.window?.end}`;
}

it.each<[string, FreezeOutcome, string]>([
  [
    'a one-off ends later',
    extend(oneOff, at(2), given),
    `extended v2 ${at(2)}`,
  ],
  [
    'not earlier by being extended',
    extend(oneOff, at(0.5), given),
    'That is not later than its end now',
  ],
  [
    'nor for years',
    extend(oneOff, at(24 * 400), given),
    'It would last longer than a year',
  ],
  [
    'a window in force ends later',
    extend(nightly, at(3), given),
    `extended v2 ${at(3)}`,
  ],
  [
    'a window that is not in force is left as it is',
    extend(nightly, at(9), { ...given, now: new Date(at(4)) }),
    'None of its windows is in force now',
  ],
  ['one that is ended now', end(oneOff, 'freeze', given), `ended v2 ${at(0)}`],
  [
    'a one-off has but one window',
    end(oneOff, 'window', given),
    `ended v2 ${at(0)}`,
  ],
  [
    'a window in force ends now',
    end(nightly, 'window', given),
    `window-ended v2 ${at(0)}`,
  ],
  [
    'no window ends that is not in force',
    end(nightly, 'window', { ...given, now: new Date(at(4)) }),
    'None of its windows is in force now',
  ],
  [
    'a recurring one ends for good between windows',
    end(nightly, 'freeze', { ...given, now: new Date(at(4)) }),
    'ended v2 undefined',
  ],
  [
    'what is over is over',
    extend(oneOff, at(9), { ...given, now: new Date(at(2)) }),
    'It is over',
  ],
])('%s', (_, outcome, expected) => {
  expect(short(outcome)).toBe(expected);
});

it('is ended once', () => {
  const outcome = end(oneOff, 'freeze', given);
  if (!('freeze' in outcome)) throw new Error('It is open');
  expect(short(end(outcome.freeze, 'freeze', given))).toBe(
    'petra ended it already',
  );
});

it('keeps one end a window, however often it is moved', () => {
  const once = extend(nightly, at(3), given);
  if (!('freeze' in once)) throw new Error('It is open');
  const twice = extend(once.freeze, at(4), given);
  if (!('freeze' in twice)) throw new Error('It is open');
  expect(twice.freeze.moved).toEqual([{ start: at(-1), end: at(4) }]);
  expect(nightly.moved).toEqual([]);
});
