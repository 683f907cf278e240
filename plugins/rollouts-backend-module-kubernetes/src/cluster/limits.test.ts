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

import { ConfigReader } from '@backstage/config';
import { readLimits } from './limits';

const read = (kubernetes: object) =>
  readLimits(new ConfigReader({ rollouts: { kubernetes } }));

describe('readLimits', () => {
  it('has limits of a cluster in place of those of all', () => {
    const { all, own } = read({
      deadline: '1s',
      concurrency: { observe: 4 },
      clusters: [{ name: 'far', deadline: '30s', concurrency: { forward: 2 } }],
    });
    expect(all).toEqual({
      deadlineMs: 1_000,
      concurrency: { forward: 16, observe: 4, restore: 16 },
    });
    expect(own.get('far')).toEqual({
      deadlineMs: 30_000,
      concurrency: { forward: 2, observe: 4, restore: 16 },
    });
  });

  it.each([
    [{ concurrency: { restore: 0 } }, 'kubernetes.concurrency.restore is 0'],
    [
      { clusters: [{ name: 'far', concurrency: { observe: 1.5 } }] },
      'kubernetes.clusters[0].concurrency.observe is 1.5',
    ],
  ])('refuses a lane that nothing could pass', (limits, message) => {
    expect(() => read(limits)).toThrow(message);
  });
});
