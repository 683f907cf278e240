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

import { aCluster, BY_PHASE, CLUSTERS } from '../../testing';
import { drifts } from '../../targets/drifts';
import { byUrgency, isTroubled } from './clusterState';

const [target] = aCluster().targets;

describe('clusters', () => {
  it('come by how badly they need somebody, then by name', () => {
    expect(byUrgency(CLUSTERS).map(({ name }) => name)).toEqual([
      'production-us',
      'staging',
      'production-eu',
      'production',
    ]);
    const quiet = [aCluster({ name: 'b' }), aCluster({ name: 'a' })];
    expect(byUrgency(quiet).map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('tell drift in either direction, and none before the first look', () => {
    const { exposure } = BY_PHASE.observing;
    const more = { ...exposure, everyone: exposure.everyone + 1 };
    expect(drifts(target)).toBe(false);
    expect(drifts({ ...target, exposure: more })).toBe(true);
    expect(drifts({ ...target, intended: more })).toBe(true);
    expect(drifts({ ...target, exposure: null })).toBe(false);
    expect(isTroubled({ ...target, trouble: 'Gone' })).toBe(true);
  });
});
