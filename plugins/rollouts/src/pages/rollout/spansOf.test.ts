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

import { REVERSAL } from '../../testing';
import { spansOf, totalOf } from './spansOf';

describe('spansOf', () => {
  it('measures detect, decide, restore and verify', () => {
    expect(spansOf(REVERSAL).map(({ name }) => name)).toEqual([
      'detect',
      'decide',
      'restore',
      'verify',
    ]);
    expect(totalOf(REVERSAL)).toBeCloseTo(21.1);
  });

  it('has nothing to detect where a person decided', () => {
    const byPerson = {
      ...REVERSAL,
      firstSeenAt: undefined,
      confirmedAt: undefined,
    };
    expect(spansOf(byPerson).map(({ name }) => name)).toEqual([
      'restore',
      'verify',
    ]);
    expect(totalOf(byPerson)).toBeCloseTo(0.9);
  });

  it('does not guess what is under way', () => {
    const underWay = { ...REVERSAL, verifiedAt: undefined };
    expect(spansOf(underWay).at(-1)).toEqual({ name: 'verify', seconds: null });
    expect(totalOf(underWay)).toBeNull();
  });
});
