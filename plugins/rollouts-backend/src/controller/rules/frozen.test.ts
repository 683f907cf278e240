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

import { exposing, short, unwritten } from '../../testing/intentions';
import { EVERYONE, makeSubject, seen, written } from '../../testing/subjects';

const frozen = {
  freezes: [{ id: 'f', sentence: 'Freeze "Sale": Busy', until: null, who: [] }],
};

describe('a freeze that begins while a stage is being exposed', () => {
  it.each<[string, Parameters<typeof makeSubject>[0], string]>([
    [
      'keeps what is not written from being written',
      { state: exposing, target: unwritten, context: frozen },
      'hold freeze',
    ],
    [
      'leaves it to be written where there is none',
      { state: exposing, target: unwritten },
      JSON.stringify(EVERYONE),
    ],
    [
      'lets what is written be read back',
      {
        state: exposing,
        target: {
          acknowledged: null,
          writing: { ...written, exposure: EVERYONE },
          look: seen({ exposure: EVERYONE }),
        },
        context: frozen,
      },
      'nothing',
    ],
    [
      'lets what was read back be acknowledged',
      {
        state: exposing,
        target: { look: seen({ exposure: EVERYONE }) },
        context: frozen,
      },
      'acknowledge-exposure',
    ],
  ])('%s', (_, over, expected) => {
    expect(short(makeSubject(over))).toBe(expected);
  });
});
