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

import { asCoreEvent } from '../kubernetes/kinds/events';
import { ResourceRegistry } from '../kubernetes/registry';
import { ObjectStore } from '../kubernetes/store';

/**
 * Shows Events of `events.k8s.io` in the core group too, where `kubectl
 * describe` looks for them. The real API keeps both as one object; here one
 * follows the other.
 *
 * @returns how to stop
 */
export function followEvents(
  store: ObjectStore,
  registry: ResourceRegistry,
): () => void {
  const written = registry.byKind('Event', 'events.k8s.io');
  const core = registry.byKind('Event', '');
  return store.subscribe(({ kind, type, object }) => {
    if (kind !== written) return;
    const { namespace, name } = object.metadata;
    const shown = store.get(core, namespace, name);
    if (type !== 'DELETED') store.put(core, asCoreEvent(object));
    else if (shown) store.remove(core, shown);
  });
}
