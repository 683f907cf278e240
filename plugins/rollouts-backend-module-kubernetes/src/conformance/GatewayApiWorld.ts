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

import type { TargetRef } from '@stagecraft/backstage-plugin-rollouts-common';
import { randomUUID } from 'node:crypto';
import { GatewayApiDriver } from '../gateway/GatewayApiDriver';
import {
  httpRouteSchema,
  refersTo,
  type HttpRoute,
  type RouteRule,
} from '../gateway/route';
import type { ControlPlane } from './ControlPlane';
import type { DriverWorld, StoredObject } from './DriverWorld';
import { CLUSTER, proxied } from './proxied';

const ROUTES = '/apis/gateway.networking.k8s.io/v1/namespaces';
const BACKENDS = { baseline: 'checkout-stable', new: 'checkout-next' };

/** The rules that Stagecraft added, or the others. */
function rulesOf(route: HttpRoute, added: boolean): RouteRule[] {
  return (route.spec.rules ?? []).filter(
    ({ name }) => (name?.startsWith('stagecraft-') ?? false) === added,
  );
}

/** HTTPRoutes of one namespace, each case with one of its own. */
export class GatewayApiWorld {
  readonly #plane: ControlPlane;

  constructor(plane: ControlPlane) {
    this.#plane = plane;
  }

  async start(): Promise<DriverWorld> {
    const { admin } = this.#plane;
    const { clusters, proxy, stop } = await proxied(this.#plane);
    const update = (target: TargetRef, change: (route: HttpRoute) => void) =>
      admin.update(this.#path(target.name), httpRouteSchema.parse, change);
    return {
      driver: new GatewayApiDriver(clusters),
      proxy,
      header: { name: 'x-internal', value: 'yes' },
      segment: { name: 'x-region', value: 'north' },
      ladder: [
        { internal: 1_000, everyone: 0 },
        { internal: 10_000, everyone: 0 },
        { internal: 10_000, segment: 2_500, everyone: 100 },
        { internal: 10_000, everyone: 3_333 },
        { internal: 10_000, everyone: 10_000 },
      ],
      makeTarget: () => this.#makeTarget(),
      read: target => this.#get(target),
      owned: object => this.#owned(httpRouteSchema.parse(object)),
      foreign: object => this.#foreign(httpRouteSchema.parse(object)),
      rivals: {
        raise: target =>
          update(target, route => {
            for (const rule of route.spec.rules ?? []) {
              for (const ref of rule.backendRefs ?? []) {
                ref.weight = ref.name === target.backends.new ? 9_000 : 1_000;
              }
            }
          }),
        rename: target =>
          update(target, route => {
            for (const rule of route.spec.rules ?? []) {
              for (const ref of rule.backendRefs ?? []) {
                if (ref.name === target.backends.new) ref.name = 'renamed';
              }
            }
          }),
        edit: target =>
          update(target, route => {
            route.spec.hostnames = [`${randomUUID()}.example`];
          }),
        stripAnnotations: target =>
          update(target, route => {
            delete route.metadata.annotations;
          }),
        annotate: (target, name, value) =>
          update(target, route => {
            route.metadata.annotations = {
              ...route.metadata.annotations,
              [name]: value,
            };
          }),
        remove: async target => {
          await admin.send('DELETE', this.#path(target.name));
        },
        recreate: async target => {
          const { status: _, metadata, ...rest } = await this.#get(target);
          const { name, namespace, annotations } = metadata;
          await admin.send('DELETE', this.#path(name));
          await admin.send('POST', this.#path(), {
            ...rest,
            metadata: { name, namespace, annotations },
          });
        },
      },
      stop,
    };
  }

  async #makeTarget(): Promise<TargetRef> {
    const { admin, namespace } = this.#plane;
    const name = `conformance-${randomUUID().slice(0, 8)}`;
    const ref = (backend: string, weight: number) => ({
      name: backend,
      port: 80,
      weight,
    });
    const matches = (value: string) => [
      { path: { type: 'PathPrefix', value } },
    ];
    await admin.send('POST', this.#path(), {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: {
        name,
        namespace,
        annotations: { 'example.com/note': 'kept' },
      },
      spec: {
        hostnames: [`${name}.example`],
        parentRefs: [{ name: 'public', namespace: 'gateway' }],
        rules: [
          {
            name: 'main',
            matches: matches('/'),
            timeouts: { request: '10s' },
            backendRefs: [ref(BACKENDS.baseline, 1), ref(BACKENDS.new, 0)],
          },
          {
            matches: matches('/pay'),
            backendRefs: [
              ref('elsewhere', 3),
              ref(BACKENDS.new, 0),
              ref(BACKENDS.baseline, 20_000),
            ],
          },
          { matches: matches('/health'), backendRefs: [ref('elsewhere', 1)] },
        ],
      },
    });
    return {
      kind: 'gateway-api',
      cluster: CLUSTER,
      namespace,
      name,
      backends: BACKENDS,
    };
  }

  #isPair(name: string): boolean {
    const { namespace } = this.#plane;
    return Object.values(BACKENDS).some(backend =>
      refersTo({ name }, backend, namespace),
    );
  }

  #owned(route: HttpRoute): unknown {
    return {
      weights: rulesOf(route, false).map(rule =>
        rule.backendRefs?.filter(({ name }) => this.#isPair(name)),
      ),
      added: rulesOf(route, true),
    };
  }

  #foreign(route: HttpRoute): unknown {
    const { annotations, labels, name } = route.metadata;
    return {
      name,
      labels,
      annotations: Object.entries(annotations ?? {}).filter(
        ([key]) => !key.startsWith('stagecraft.dev/'),
      ),
      spec: {
        ...route.spec,
        rules: rulesOf(route, false).map(rule => ({
          ...rule,
          backendRefs: rule.backendRefs?.map(({ weight, ...ref }) =>
            this.#isPair(ref.name) ? ref : { ...ref, weight },
          ),
        })),
      },
    };
  }

  async #get(target: TargetRef): Promise<HttpRoute & StoredObject> {
    return httpRouteSchema.parse(
      await this.#plane.admin.send('GET', this.#path(target.name)),
    );
  }

  #path(name?: string): string {
    const collection = `${ROUTES}/${this.#plane.namespace}/httproutes`;
    return name ? `${collection}/${name}` : collection;
  }
}
