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

import { aStage, STAGES } from '../testing';
import { exposureSteps } from './exposureSteps';
import { lineDiff, withGaps } from './lineDiff';

describe('exposure over time', () => {
  it('opens each stage when the one before has baked, and ends with the last', () => {
    expect(exposureSteps(STAGES)).toEqual([
      { at: 0, stage: 'internal', internal: 10_000, everyone: 0 },
      { at: 600, stage: 'first-five', internal: 10_000, everyone: 500 },
      { at: 1500, stage: 'quarter', internal: 10_000, everyone: 2500 },
      { at: 2400, stage: 'everyone', internal: 10_000, everyone: 10_000 },
      { at: 3300, stage: 'everyone', internal: 10_000, everyone: 10_000 },
    ]);
    expect(exposureSteps([])).toEqual([]);
    expect(exposureSteps([aStage({ bakeSeconds: 0 })])).toHaveLength(2);
  });
});

describe('line diff', () => {
  it('tells lines that are the same, removed and added', () => {
    expect(lineDiff('a\nb\n', 'a\nc\n')).toEqual([
      { kind: 'same', text: 'a' },
      { kind: 'removed', text: 'b' },
      { kind: 'added', text: 'c' },
    ]);
  });

  it('leaves out what is far from any change', () => {
    const before = Array.from({ length: 20 }, (_, index) => `line ${index}`);
    const after = before.with(10, 'changed');
    const shown = withGaps(lineDiff(before.join('\n'), after.join('\n')));
    expect(shown.at(0)).toEqual({ kind: 'gap', count: 7 });
    expect(shown.at(-1)).toEqual({ kind: 'gap', count: 6 });
    expect(shown).toHaveLength(10);
  });
});
