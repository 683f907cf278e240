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

it.each([
  [
    'Stage 1 of 5 observes until 2026-11-23 02:00:08 UTC, then completes.',
    'Stage 1 of 5 observes for 8 more seconds, then completes.',
  ],
  [
    'Stage 1 of 5 observes until 2026-11-23 02:00:00 UTC, then completes.',
    'Stage 1 of 5 observes for a moment more, then completes.',
  ],
  [
    'It needs one approval, by 2026-11-23 02:47:00 UTC, or it is held.',
    'It needs one approval, within 47 minutes, or it is held.',
  ],
  [
    'It needs one approval; the time to decide ended at 2026-11-23 01:55:00 UTC.',
    'It needs one approval; the time to decide ended 5 minutes ago.',
  ],
  [
    'If nobody does, it is taken back at 2026-11-24 02:00:00 UTC.',
    'If nobody does, it is taken back in 24 hours.',
  ],
  ['A freeze stands before it; then it completes.', undefined],
])('tells from now in "%s"', (next, told) => {
  expect(nextNow(next, NOW)).toBe(told ?? next);
});
