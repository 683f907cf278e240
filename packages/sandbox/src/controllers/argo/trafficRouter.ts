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

import { isRecord, type KubeObject } from '../../kubernetes/object';
import { MERGE_PATCH } from '../../kubernetes/patch';
import type { ResourceRegistry } from '../../kubernetes/registry';
import type { ObjectStore } from '../../kubernetes/store';
import type { ObjectWriter } from '../../kubernetes/writes';
import { highestWeight, specOf } from './rolloutShape';

const MANAGER = 'rollouts-controller';
const GATEWAY_PLUGIN = 'argoproj-labs/gatewayAPI';

/** Writes a canary's weight to the objects that a Rollout names. */
export class TrafficRouter {
  readonly #store: ObjectStore;
  readonly #writer: ObjectWriter;
  readonly #registry: ResourceRegistry;

  constructor(
    store: ObjectStore,
    writer: ObjectWriter,
    registry: ResourceRegistry,
  ) {
    this.#store = store;
    this.#writer = writer;
    this.#registry = registry;
  }

  route(rollout: KubeObject, weight: number): void {
    const { stableService, canaryService, trafficRouting } =
      specOf(rollout).strategy?.canary ?? {};
    if (!trafficRouting || !stableService || !canaryService) return;
    const weights = new Map([
      [canaryService, weight],
      [stableService, highestWeight(specOf(rollout)) - weight],
    ]);
    const route = trafficRouting.plugins?.[GATEWAY_PLUGIN]?.httpRoute;
    if (route) this.#set(rollout, 'HTTPRoute', route, weights);
    const service = trafficRouting.istio?.virtualService?.name;
    if (service) this.#set(rollout, 'VirtualService', service, weights);
  }

  #set(
    rollout: KubeObject,
    kindName: string,
    name: string,
    weights: ReadonlyMap<string, number>,
  ): void {
    const { namespace } = rollout.metadata;
    const kind = this.#registry.byKind(kindName);
    const object = this.#store.get(kind, namespace, name);
    if (!object) return;
    this.#writer.patch(
      { kind, namespace },
      name,
      {
        contentType: MERGE_PATCH,
        body: JSON.stringify({ spec: weighted(object.spec, weights) }),
      },
      { fieldManager: MANAGER },
    );
  }
}

/** The name of the Service that a reference of either kind of route is to. */
function serviceOf(ref: Record<string, unknown>): unknown {
  return isRecord(ref.destination) ? ref.destination.host : ref.name;
}

/** A copy in which every reference to one of the Services has its weight. */
function weighted(
  value: unknown,
  weights: ReadonlyMap<string, number>,
): unknown {
  if (Array.isArray(value)) return value.map(entry => weighted(entry, weights));
  if (!isRecord(value)) return value;
  const weight = weights.get(String(serviceOf(value)));
  if (weight !== undefined) return { ...value, weight };
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [
      name,
      weighted(entry, weights),
    ]),
  );
}
