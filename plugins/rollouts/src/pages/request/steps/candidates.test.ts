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

import { swapped } from '@stagecraft/backstage-plugin-rollouts-common';
import { FOUND_TARGET, SERVICES } from '../../../testing';
import { candidateOf, candidatesOf, keyOfPair } from './candidates';

const [service] = SERVICES;
const [named] = service.targets;
const found = { target: FOUND_TARGET, named: false, evidence: 'It has 0.' };

describe('candidates', () => {
  it('are what is named, with what the cluster tells of it, and what is found', () => {
    const told = [{ target: named, named: true, evidence: 'It has 100.' }];
    expect(candidatesOf(service, [...told, found])).toEqual([...told, found]);
    expect(candidatesOf(service, [])).toEqual([
      { target: named, named: true, evidence: null },
    ]);
  });

  it('are the same whichever of the pair is the baseline, and only then', () => {
    expect(keyOfPair(swapped(FOUND_TARGET))).toBe(keyOfPair(FOUND_TARGET));
    expect(swapped(FOUND_TARGET)).not.toEqual(FOUND_TARGET);
    expect(candidateOf([found], swapped(FOUND_TARGET))).toBe(found);
    const other = { baseline: 'a', new: FOUND_TARGET.backends.new };
    expect(
      candidateOf([found], { ...FOUND_TARGET, backends: other }),
    ).toBeUndefined();
  });
});
