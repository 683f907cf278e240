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

import { createHash } from 'node:crypto';
import { ResourceRegistry } from '../kubernetes/registry';
import { ObjectStore } from '../kubernetes/store';
import { ObjectWriter } from '../kubernetes/writes';
import { worldObjects } from './objects';
import { WorldService } from './services';

const MANAGER = 'sandbox';

/** A UUID that is always the same for the same text. */
function stableUid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

export interface SeedTargets {
  store: ObjectStore;
  writer: ObjectWriter;
  registry: ResourceRegistry;
}

/**
 * Makes the world's objects where they are missing. The UID of `kube-system`,
 * by which clusters are told apart, is the same for the same seed.
 */
export function seedWorld(
  { store, writer, registry }: SeedTargets,
  services: readonly WorldService[],
  seed: number,
): void {
  for (const manifest of worldObjects(services)) {
    const [group] = manifest.apiVersion.includes('/')
      ? manifest.apiVersion.split('/')
      : [''];
    const kind = registry.byKind(manifest.kind, group);
    const { namespace, name } = manifest.metadata;
    if (!store.get(kind, namespace, name)) {
      const uid =
        manifest.kind === 'Namespace' && name === 'kube-system'
          ? stableUid(`stagecraft-sandbox/${seed}`)
          : undefined;
      writer.create({ kind, namespace }, manifest, {
        fieldManager: MANAGER,
        ...(uid && { uid }),
      });
    }
  }
}

/** Deletes every object of every kind but the namespace `kube-system`. */
export function emptyWorld({ store, registry }: SeedTargets): void {
  for (const kind of registry.kinds) {
    for (const object of store.list(kind)) {
      const kept =
        kind.kind === 'Namespace' && object.metadata.name === 'kube-system';
      if (!kept) store.remove(kind, object);
    }
  }
}
