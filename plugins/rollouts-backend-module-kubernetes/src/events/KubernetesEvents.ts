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

import {
  DriverError,
  type EventRecorder,
  type TargetEvent,
} from '@stagecraft/backstage-plugin-rollouts-node';
import type { Call } from '../cluster/Calls';
import type { Cluster } from '../cluster/Cluster';
import type { Clusters } from '../cluster/Clusters';
import { ClusterError } from '../cluster/errors';
import type { Grant } from '../cluster/grants';
import { EVENTS, type ObjectRef } from '../cluster/resources';
import { shaped } from '../cluster/shape';
import { eventManifest, regardingSchema, type Regarding } from './manifest';
import { REGARDED_KINDS, regardedObjects } from './regarded';

/** What it takes besides reading the objects, which the drivers do anyway. */
export const EVENT_GRANTS: readonly Grant[] = [
  { resource: EVENTS, verbs: ['create'] },
];

/** Null when there is none, or none any more. */
async function readRegarding(
  cluster: Cluster,
  ref: ObjectRef,
  call: Call,
): Promise<Regarding | null> {
  try {
    const live = await cluster.get(ref, call);
    return shaped(regardingSchema, live, ref.name);
  } catch (error) {
    if (error instanceof DriverError && error.code === 'not-found') return null;
    throw error;
  }
}

function isThereAlready(error: unknown): boolean {
  return error instanceof ClusterError && error.status === 409;
}

/**
 * Writes decisions as Events on a target's objects, so that
 * `kubectl describe` tells who changed their exposure, and why.
 */
export class KubernetesEvents implements EventRecorder {
  readonly kinds = REGARDED_KINDS;
  readonly #clusters: Pick<Clusters, 'get'>;
  readonly #instance: string;

  /** @param instance - Names this replica, such as its host. */
  constructor(clusters: Pick<Clusters, 'get'>, instance: string) {
    this.#clusters = clusters;
    this.#instance = instance;
  }

  async record(event: TargetEvent, signal: AbortSignal): Promise<void> {
    const { cluster: name, namespace } = event.target;
    const cluster = this.#clusters.get(name);
    const call = { signal, lane: 'forward' } as const;
    for (const ref of regardedObjects(event.target)) {
      const regarding = await readRegarding(cluster, ref, call);
      if (!regarding) continue;
      const manifest = eventManifest(event, regarding, this.#instance);
      try {
        await cluster.create(EVENTS, namespace, manifest, call);
      } catch (error) {
        if (!isThereAlready(error)) throw error;
      }
    }
  }
}
