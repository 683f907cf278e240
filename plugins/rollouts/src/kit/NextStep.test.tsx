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

import { nextNow } from './NextStep';

const NOW = Date.parse('2026-11-23T02:00:00Z');
const at = (seconds: number) => new Date(NOW + seconds * 1000).toISOString();

it.each([
  [
    'Stage 1 of 5 observes for 15 more seconds, then completes.',
    8,
    'Stage 1 of 5 observes for 8 more seconds, then completes.',
  ],
  [
    'It needs one approval, within 60 minutes, or it is held.',
    2820,
    'It needs one approval, within 47 minutes, or it is held.',
  ],
  [
    'Stage 1 of 5 observes for 2 more seconds, then completes.',
    -1,
    'Stage 1 of 5 observes for a moment more, then completes.',
  ],
  ['A freeze stands before it; then it completes.', 60, undefined],
])('counts down in "%s"', (next, seconds, told) => {
  expect(nextNow({ next, nextAt: at(seconds) }, NOW)).toBe(told ?? next);
});

it('leaves a span alone that ends at no known time', () => {
  const next = 'The way back stays open for 2 hours.';
  expect(nextNow({ next, nextAt: null }, NOW)).toBe(next);
});
