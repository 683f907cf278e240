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

import * as fc from 'fast-check';
import { markedPart, marksOf } from './marks';

describe('marksOf', () => {
  it.each([
    [undefined, 'stagecraft.dev/fence'],
    ['new-checkout', 'stagecraft.dev/fence.new-checkout'],
  ])('of %s', (part, fence) => {
    expect(marksOf(part).fence).toBe(fence);
  });

  it('are short and plain for parts that are neither', () => {
    expect(marksOf('team/new-checkout').fence).toMatch(
      /^stagecraft\.dev\/fence\.[0-9a-f]{50}$/,
    );
  });

  it('are names that Kubernetes takes, and differ where parts do', () => {
    const part = fc.stringMatching(
      /^[A-Za-z0-9]([A-Za-z0-9._/-]{0,80}[A-Za-z0-9])?$/,
    );
    fc.assert(
      fc.property(part, part, (one, other) => {
        for (const name of Object.values(marksOf(one))) {
          expect(name).toMatch(
            /^stagecraft\.dev\/[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/,
          );
        }
        expect(marksOf(one).fence === marksOf(other).fence).toBe(one === other);
      }),
    );
  });
});

it('marks flags by their keys, and other objects as a whole', () => {
  expect(markedPart({ kind: 'feature-flag', part: 'a' })).toBe('a');
  expect(markedPart({ kind: 'istio', part: 'host' })).toBeUndefined();
});
