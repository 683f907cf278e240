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

import { KubeObject, sameJson } from '../kubernetes/object';
import { ResourceRegistry } from '../kubernetes/registry';
import { ObjectStore, StoreEvent } from '../kubernetes/store';
import {
  Backend,
  compareEntries,
  compileRoute,
  RoutedRequest,
  RouteEntry,
} from './compile';
import { ReadyPods } from './readyPods';
import { ParentRef, routeSpec } from './routeSpec';
import { Subsets } from './subsets';
import { compileVirtualService } from './virtualServices';

/** Where a request goes, or what the gateway itself answers. */
export interface RouteDecision {
  entry?: RouteEntry;
  /** The backend that was drawn, also when it can't answer. */
  backend?: Backend;
  /** Set when no backend answers: 404, 500 or 503. */
  gatewayStatus?: 404 | 500 | 503;
}

/**
 * The routes in force, kept in order of precedence as objects change.
 */
export class RouteTable {
  readonly #store: ObjectStore;
  readonly #registry: ResourceRegistry;
  readonly #subsets: Subsets;
  readonly #pods: ReadyPods;
  readonly #unsubscribe: () => void;
  #entries: RouteEntry[] = [];
  #settle: () => void = () => undefined;

  constructor(store: ObjectStore, registry: ResourceRegistry) {
    this.#store = store;
    this.#registry = registry;
    this.#subsets = new Subsets(store, registry);
    this.#pods = new ReadyPods(store, registry);
    this.rebuild();
    this.#unsubscribe = store.subscribe(event => {
      const { kind } = event.kind;
      if (kind === 'HTTPRoute' || kind === 'VirtualService') {
        this.#settle();
        this.#replaceRoute(event);
      } else if (['DestinationRule', 'Deployment'].includes(kind)) {
        this.#settle();
        this.#subsets.forget();
      } else if (['Service', 'EndpointSlice', 'Gateway'].includes(kind)) {
        this.#settle();
        if (kind === 'Gateway') this.rebuild();
        else this.#countAddresses();
      }
    });
  }

  /**
   * Calls `settle` before each change takes effect, so that requests of the
   * past can still be routed on the routes of their time.
   */
  beforeChange(settle: () => void): void {
    this.#settle = settle;
  }

  stop(): void {
    this.#unsubscribe();
  }

  rebuild(): void {
    this.#countAddresses();
    this.#entries = ['HTTPRoute', 'VirtualService']
      .flatMap(kind => this.#store.list(this.#registry.byKind(kind)))
      .flatMap(route => this.#entriesOf(route))
      .sort(compareEntries);
  }

  /**
   * @param draw - Uniform in [0, 1): picks among weighted backends.
   */
  decide(request: RoutedRequest, draw: number): RouteDecision {
    const entry = this.#entries.find(each => each.matches(request));
    if (!entry) return { gatewayStatus: 404 };
    const picked = pickBackend(entry.backends, draw);
    if (!picked) return { entry, gatewayStatus: 500 };
    if (picked.subset !== undefined) return this.#toSubset(entry, picked);
    return this.#toService(entry, picked, draw);
  }

  #toService(entry: RouteEntry, picked: Backend, draw: number): RouteDecision {
    const { namespace, name, permitted } = picked;
    const ready = this.#pods.of(namespace, name);
    if (!permitted || ready === undefined) {
      return { entry, backend: picked, gatewayStatus: 500 };
    }
    if (ready === 0) return { entry, backend: picked, gatewayStatus: 503 };
    // What follows the draw's first digits is as good as a draw of its own.
    const answering = this.#pods.answering(namespace, name, (draw * 1e5) % 1);
    return { entry, backend: { ...picked, name: answering } };
  }

  /** Envoy answers 503 where a subset has no pods, and where there is none. */
  #toSubset(entry: RouteEntry, picked: Backend): RouteDecision {
    const { namespace, name, subset = '' } = picked;
    const workload = this.#subsets.workload(namespace, name, subset);
    const backend = { ...picked, name: workload?.name ?? name };
    return workload?.ready
      ? { entry, backend }
      : { entry, backend, gatewayStatus: 503 };
  }

  /** Ready addresses of a Service, or undefined when there is none. */
  readyAddresses(namespace: string, service: string): number | undefined {
    return this.#pods.of(namespace, service);
  }

  #replaceRoute({ type, object, previous }: StoreEvent): void {
    // Status changes as often as routes do, and moves no request.
    if (type === 'MODIFIED' && sameJson(previous?.spec, object.spec)) return;
    const { namespace, name } = object.metadata;
    const entries = this.#entries.filter(
      ({ route }) =>
        route.kind !== object.kind ||
        route.namespace !== namespace ||
        route.name !== name,
    );
    if (type !== 'DELETED') {
      for (const entry of this.#entriesOf(object)) {
        entries.splice(placeOf(entry, entries), 0, entry);
      }
    }
    this.#entries = entries;
  }

  #entriesOf(route: KubeObject): RouteEntry[] {
    if (route.kind === 'VirtualService') return compileVirtualService(route);
    return this.#isAttached(route) ? compileRoute(route) : [];
  }

  #isAttached(route: KubeObject): boolean {
    const gateways = this.#registry.byKind('Gateway');
    return (routeSpec(route).parentRefs ?? []).some(
      ({ kind, name, namespace }: ParentRef) =>
        kind === 'Gateway' &&
        this.#store.get(
          gateways,
          namespace ?? route.metadata.namespace,
          name,
        ) !== undefined,
    );
  }

  #countAddresses(): void {
    this.#subsets.forget();
    this.#pods.count();
  }
}

/** Where the entry belongs among entries that are in order. */
function placeOf(entry: RouteEntry, entries: readonly RouteEntry[]): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (compareEntries(entries[middle], entry) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Weighted choice; undefined when all weights are 0. */
export function pickBackend(
  backends: readonly Backend[],
  draw: number,
): Backend | undefined {
  const total = backends.reduce((sum, { weight }) => sum + weight, 0);
  let rest = draw * total;
  for (const backend of backends) {
    rest -= backend.weight;
    if (rest < 0) return backend;
  }
  // Rounding of `draw * total` up to the total falls to the last.
  return backends.filter(({ weight }) => weight > 0).pop();
}
