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

import { candidatesIn } from './find';
import { virtualServiceSchema } from './virtualService';

const destination = (subset: string | undefined, weight?: number) => ({
  destination: { host: 'checkout', ...(subset ? { subset } : {}) },
  ...(weight === undefined ? {} : { weight }),
});

const found = (...routes: object[][]) =>
  candidatesIn(
    virtualServiceSchema.parse({
      metadata: {
        name: 'shop',
        namespace: 'storefront',
        uid: 'u',
        resourceVersion: '1',
        generation: 1,
      },
      spec: { http: routes.map(route => ({ route })) },
    }),
    'demo',
  );

describe('finding VirtualServices', () => {
  it('takes the subset with more weight for the baseline', () => {
    expect(found([destination('v2', 0), destination('v1', 100)])).toEqual([
      {
        ref: {
          kind: 'istio',
          cluster: 'demo',
          namespace: 'storefront',
          name: 'shop',
          part: 'checkout',
          backends: { baseline: 'v1', new: 'v2' },
        },
        evidence: 'Of checkout, subset v1 has weight 100, v2 has 0.',
      },
    ]);
  });

  it('finds a pair of several entries once', () => {
    const route = [destination('v1', 90), destination('v2', 10)];
    expect(found(route, route)).toHaveLength(1);
  });

  it('finds nothing where no two subsets of a host share an entry', () => {
    const elsewhere = { destination: { host: 'search', subset: 'v2' } };
    expect(
      found(
        [destination('v1')],
        [destination('v1', 50), elsewhere],
        [destination(undefined, 50), destination('v2', 50)],
      ),
    ).toEqual([]);
  });
});
