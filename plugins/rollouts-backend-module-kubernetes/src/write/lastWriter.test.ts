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

import { lastWriterOf } from './lastWriter';

const entry = (manager: string, second: number, fields = 'f:spec') => ({
  manager,
  time: `2026-11-22T12:00:0${second}Z`,
  fieldsV1: { [fields]: {} },
});

describe('the last writer of an object', () => {
  it.each<[string, unknown, string | null]>([
    ['is nobody where the cluster says nothing', undefined, null],
    ['is nobody where that can not be read', [{ time: 7 }], null],
    [
      'is who wrote after Stagecraft',
      [entry('kubectl', 1), entry('stagecraft', 2), entry('argocd', 3)],
      'argocd',
    ],
    [
      'is who wrote in the same second',
      [entry('stagecraft', 3), entry('argocd', 3)],
      'argocd',
    ],
    [
      'is the later of two others in one second',
      [entry('stagecraft', 1), entry('kubectl', 3), entry('argocd', 3)],
      'argocd',
    ],
    [
      'is nobody once Stagecraft wrote, be it its annotations',
      [entry('kubectl', 1), entry('stagecraft', 2, 'f:metadata')],
      null,
    ],
    [
      'is nobody who only reports or annotates',
      [
        entry('stagecraft', 1),
        { ...entry('gateway', 2), subresource: 'status' },
        entry('labeller', 3, 'f:metadata'),
      ],
      null,
    ],
  ])('%s', (_, managedFields, name) => {
    const metadata = {
      name: 'checkout',
      uid: 'uid',
      resourceVersion: '1',
      generation: 1,
      managedFields,
    };
    expect(lastWriterOf(metadata)?.name ?? null).toBe(name);
  });
});
