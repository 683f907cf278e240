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

import { parentRefKey, regularExpressions } from '../gateway/compile';
import { BackendRef, ParentRef, routeSpec } from '../gateway/routeSpec';
import { isRecord, KubeObject, timestamp } from '../kubernetes/object';
import { MERGE_PATCH } from '../kubernetes/patch';
import { ResourceRegistry } from '../kubernetes/registry';
import { ObjectStore } from '../kubernetes/store';
import { ObjectWriter } from '../kubernetes/writes';
import { GATEWAY_CONTROLLER } from '../world/objects';
import { Condition, stamped } from './conditions';
import { DirtyQueue } from './dirtyQueue';

const MANAGER = 'sandbox-gateway-controller';

/** Keeps the status of routes, gateways and gateway classes, a moment late. */
export class RouteStatusController {
  readonly #store: ObjectStore;
  readonly #writer: ObjectWriter;
  readonly #registry: ResourceRegistry;
  readonly #now: () => number;
  readonly #queue: DirtyQueue;
  readonly #unsubscribe: () => void;

  constructor(
    store: ObjectStore,
    writer: ObjectWriter,
    registry: ResourceRegistry,
    now: () => number,
    delayMilliseconds: number,
  ) {
    this.#store = store;
    this.#writer = writer;
    this.#registry = registry;
    this.#now = now;
    this.#queue = new DirtyQueue(delayMilliseconds, key => this.#work(key));
    this.#unsubscribe = store.subscribe(({ kind, object }) => {
      if (['HTTPRoute', 'Gateway', 'GatewayClass'].includes(kind.kind)) {
        this.#mark(object);
      } else if (kind.kind === 'Service') {
        this.markAll();
      }
    });
  }

  /** Looks at everything again. */
  markAll(): void {
    for (const name of ['GatewayClass', 'Gateway', 'HTTPRoute']) {
      this.#store.list(this.#registry.byKind(name)).forEach(each => {
        this.#mark(each);
      });
    }
  }

  get idle(): boolean {
    return this.#queue.idle;
  }

  stop(): void {
    this.#unsubscribe();
    this.#queue.stop();
  }

  #mark({ kind, metadata }: KubeObject): void {
    this.#queue.add(`${kind}/${metadata.namespace ?? ''}/${metadata.name}`);
  }

  #work(key: string): void {
    const [kindName, namespace, name] = key.split('/');
    const kind = this.#registry.byKind(kindName);
    const object = this.#store.get(kind, namespace || undefined, name);
    if (!object) return;
    const status =
      kindName === 'HTTPRoute'
        ? this.#routeStatus(object)
        : this.#gatewayStatus(object);
    this.#writer.patch(
      { kind, namespace: namespace || undefined },
      name,
      { contentType: MERGE_PATCH, body: JSON.stringify({ status }) },
      { subresource: 'status', fieldManager: MANAGER },
    );
  }

  #gatewayStatus(object: KubeObject) {
    const observedGeneration = object.metadata.generation ?? 1;
    const types =
      object.kind === 'Gateway' ? ['Accepted', 'Programmed'] : ['Accepted'];
    const conditions = types.map(
      (type): Condition => ({
        type,
        status: 'True',
        reason: type,
        message: '',
        observedGeneration,
      }),
    );
    return {
      conditions: stamped(
        conditions,
        object.status?.conditions,
        timestamp(this.#now()),
      ),
      ...(object.kind === 'Gateway' && {
        addresses: [{ type: 'IPAddress', value: '127.0.0.1' }],
      }),
    };
  }

  #routeStatus(route: KubeObject) {
    const { parents: before } = route.status ?? {};
    const previous = Array.isArray(before) ? before.filter(isRecord) : [];
    const parents = (routeSpec(route).parentRefs ?? [])
      .filter(parentRef => this.#gatewayExists(route, parentRef))
      .map(parentRef => ({
        parentRef,
        controllerName: GATEWAY_CONTROLLER,
        conditions: stamped(
          this.#routeConditions(route),
          previous.find(
            entry =>
              isRecord(entry.parentRef) &&
              parentRefKey(route, entry.parentRef) ===
                parentRefKey(route, parentRef),
          )?.conditions,
          timestamp(this.#now()),
        ),
      }));
    return { parents };
  }

  #gatewayExists(route: KubeObject, parentRef: ParentRef): boolean {
    const namespace = parentRef.namespace ?? route.metadata.namespace;
    const gateways = this.#registry.byKind('Gateway');
    return (
      parentRef.kind === 'Gateway' &&
      this.#store.get(gateways, namespace, parentRef.name) !== undefined
    );
  }

  #routeConditions(route: KubeObject): Condition[] {
    const observedGeneration = route.metadata.generation ?? 1;
    const badExpression = regularExpressions(route).find(({ ok }) => !ok);
    const problem = this.#backendProblem(route);
    return [
      {
        type: 'Accepted',
        status: badExpression ? 'False' : 'True',
        reason: badExpression ? 'UnsupportedValue' : 'Accepted',
        message: badExpression
          ? `"${badExpression.source}" is no regular expression`
          : 'Route is accepted',
        observedGeneration,
      },
      {
        type: 'ResolvedRefs',
        status: problem ? 'False' : 'True',
        reason: problem?.reason ?? 'ResolvedRefs',
        message: problem?.message ?? 'All references are resolved',
        observedGeneration,
      },
    ];
  }

  #backendProblem(route: KubeObject) {
    const services = this.#registry.byKind('Service', '');
    const refs = (routeSpec(route).rules ?? []).flatMap(
      rule => rule.backendRefs ?? [],
    );
    for (const ref of refs) {
      const problem = refProblem(route, ref, (namespace, name) =>
        Boolean(this.#store.get(services, namespace, name)),
      );
      if (problem) return problem;
    }
    return undefined;
  }
}

function refProblem(
  route: KubeObject,
  ref: BackendRef,
  exists: (namespace: string | undefined, name: string) => boolean,
): { reason: string; message: string } | undefined {
  const own = route.metadata.namespace;
  const namespace = ref.namespace ?? own;
  if (ref.group !== '' || ref.kind !== 'Service') {
    return {
      reason: 'InvalidKind',
      message: `Backends of kind ${ref.kind} are not supported`,
    };
  }
  if (namespace !== own) {
    return {
      reason: 'RefNotPermitted',
      message: `No ReferenceGrant allows Service ${namespace}/${ref.name}`,
    };
  }
  return exists(namespace, ref.name)
    ? undefined
    : {
        reason: 'BackendNotFound',
        message: `Service ${namespace}/${ref.name} not found`,
      };
}
