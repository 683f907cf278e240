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

import { refused } from '../testing';
import { refusalOf } from './refusal';
import { concerns } from './useSignalRefresh';

describe('refusalOf', () => {
  it.each([
    [403, 'not-allowed', true],
    [404, 'not-found', true],
    [409, 'changed', true],
    [422, 'invalid', true],
    [500, 'failed', false],
  ] as const)('reads %d as %s', (status, kind, answered) => {
    expect(
      refusalOf(
        refused(status, {
          message: 'No.',
          remedy: 'Ask.',
          whoCould: ['owners'],
        }),
      ),
    ).toEqual({
      answered,
      kind,
      message: 'No.',
      remedy: 'Ask.',
      whoCould: ['owners'],
      problems: [],
    });
  });

  it('reads what never arrived as unreachable', () => {
    expect(refusalOf(new TypeError('Failed to fetch'))).toMatchObject({
      kind: 'unreachable',
      answered: false,
    });
  });
});

describe('concerns', () => {
  it.each([
    [['getRollout', { id: 'r-1' }], true, true],
    [['getEvidence', { id: 'r-1' }], true, true],
    [['getRollout', { id: 'r-2' }], false, true],
    [['listRollouts', {}], true, true],
    [['listApprovals', {}], true, true],
    [['listPlaybooks', {}], false, false],
  ])('%j: %s; a signal: %s', (key, ofOne, ofAny) => {
    expect(concerns(key as readonly unknown[], 'r-1')).toBe(ofOne);
    expect(concerns(key as readonly unknown[])).toBe(ofAny);
  });
});
