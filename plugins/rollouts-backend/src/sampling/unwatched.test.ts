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

import { unwatchedSeconds, type LookTaken } from './unwatched';

const FROM = Date.parse('2026-11-22T12:00:00Z');
const after = (seconds: number) => new Date(FROM + seconds * 1000);

const seenAt = (
  seconds: number,
  unwatched?: number,
): LookTaken['previous'] => ({
  assessedAt: after(seconds).toISOString(),
  unwatchedSeconds: unwatched,
});

describe('the time that nobody watched', () => {
  it.each<[string, number, Partial<LookTaken>]>([
    ['is none between looks', 0, { previous: seenAt(90) }],
    ['is none for a look or two left out', 0, { previous: seenAt(70) }],
    ['is the gap between looks', 40, { previous: seenAt(60) }],
    ['adds up', 47, { previous: seenAt(60, 7) }],
    ['stays', 7, { previous: seenAt(90, 7) }],
    [
      'is that of a silent source',
      10,
      { previous: seenAt(90), answered: false },
    ],
    ['counts from the start, where no look followed it', 100, {}],
    [
      'counts anew with the bake time',
      0,
      { previous: seenAt(-500, 400), observedSince: after(80).toISOString() },
    ],
    [
      'leaves out what was before the bake time',
      50,
      { previous: seenAt(-500, 400), observedSince: after(50).toISOString() },
    ],
    ['is none before it', 0, { observedSince: null }],
  ])('%s', (_, expected, over) => {
    expect(
      unwatchedSeconds({
        observedSince: after(0).toISOString(),
        previous: null,
        answered: true,
        at: after(100),
        intervalSeconds: 10,
        ...over,
      }),
    ).toBe(expected);
  });
});
