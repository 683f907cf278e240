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

import fc from 'fast-check';
import { SANDBOX_KINDS } from './kinds';
import { KubeObject } from './object';
import { ResourceRegistry } from './registry';
import { ObjectStore } from './store';

const kind = new ResourceRegistry(SANDBOX_KINDS).byKind('ConfigMap');

function configMap(name: string, value: number): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name,
      namespace: 'shop',
      uid: name,
      resourceVersion: '',
      creationTimestamp: '2026-01-01T00:00:00Z',
    },
    data: { value: String(value) },
  };
}

const change = fc.record({
  name: fc.constantFrom('a', 'b', 'c'),
  value: fc.nat(9),
  remove: fc.boolean(),
});

/** Applies changes and keeps the list after each, by version. */
function history(
  store: ObjectStore,
  changes: { name: string; value: number; remove: boolean }[],
) {
  const lists = new Map([[store.revision, store.list(kind, 'shop')]]);
  for (const { name, value, remove } of changes) {
    const existing = store.get(kind, 'shop', name);
    if (!remove) store.put(kind, configMap(name, value));
    else if (existing) store.remove(kind, existing);
    lists.set(store.revision, store.list(kind, 'shop'));
  }
  return lists;
}

describe('the store', () => {
  it('lists the world as it was at any version it remembers', () => {
    fc.assert(
      fc.property(fc.array(change), changes => {
        const store = new ObjectStore();
        for (const [revision, list] of history(store, changes)) {
          expect(store.listAt(kind, 'shop', revision)).toEqual(list);
        }
      }),
    );
  });

  it('forgets in order, and says so instead of leaving events out', () => {
    fc.assert(
      fc.property(
        fc.array(change, { minLength: 40 }),
        fc.integer({ min: 1, max: 20 }),
        (changes, historyLimit) => {
          const store = new ObjectStore({ historyLimit });
          const all: number[] = [];
          store.subscribe(({ revision }) => all.push(revision));
          for (const [revision] of history(store, changes)) {
            const events = store.eventsSince(revision);
            expect(events?.map(event => event.revision)).toEqual(
              revision < store.compactedRevision
                ? undefined
                : all.filter(each => each > revision),
            );
          }
          expect(store.eventsSince(0)?.length ?? 0).toBeLessThanOrEqual(
            historyLimit,
          );
        },
      ),
    );
  });
});
