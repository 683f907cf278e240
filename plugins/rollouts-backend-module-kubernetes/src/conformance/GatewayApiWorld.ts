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
import { KubeConfig } from '@kubernetes/client-node';
import { randomUUID } from 'node:crypto';
import { Clusters } from '../cluster/Clusters';
import { GatewayApiDriver } from '../gateway/GatewayApiDriver';
import {
  foreignRules,
  httpRouteSchema,
  internalRules,
  refersTo,
  type HttpRoute,
} from '../gateway/route';
import type { DriverWorld, StoredObject } from './DriverWorld';
import { FaultProxy } from './FaultProxy';

export interface GatewayApiPlace {
  /** Of the API server, without credentials or with them in `token`. */
  url: string;
  token: string;
  namespace: string;
  /** A Gateway that takes routes of that namespace. */
  parentRef: { name: string; namespace: string };
  /** Services with ready endpoints. */
  backends: { baseline: string; new: string };
  port: number;
}

const ROUTES = '/apis/gateway.networking.k8s.io/v1/namespaces';
const DEADLINE_MS = 5_000;

/** HTTPRoutes of one namespace, each case with one of its own. */
export class GatewayApiWorld {
  readonly #place: GatewayApiPlace;

  constructor(place: GatewayApiPlace) {
    this.#place = place;
  }

  async start(): Promise<DriverWorld> {
    const { token } = this.#place;
    const proxy = new FaultProxy(this.#place.url);
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromClusterAndUser(
      { name: 'world', server: await proxy.start(), skipTLSVerify: true },
      { name: 'stagecraft', token },
    );
    const clusters = new Clusters(
      new Map([['world', { name: 'world', kubeConfig }]]),
      {
        deadlineMs: DEADLINE_MS,
        concurrency: { forward: 2, observe: 2, restore: 2 },
      },
    );
    const update = async (
      target: TargetRef,
      change: (route: HttpRoute) => void,
    ) => {
      for (;;) {
        const route = await this.#get(target);
        change(route);
        const answer = await this.#call('PUT', this.#path(target.name), route);
        // The route's own controller may have written its status meanwhile.
        if (answer.status !== 409) {
          await accepted(answer);
          return;
        }
      }
    };
    return {
      driver: new GatewayApiDriver(clusters),
      proxy,
      header: { name: 'x-internal', value: 'yes' },
      ladder: [
        { internal: 1_000, everyone: 0 },
        { internal: 10_000, everyone: 0 },
        { internal: 10_000, everyone: 100 },
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
          await this.#send('DELETE', this.#path(target.name));
        },
        recreate: async target => {
          const { status: _, metadata, ...rest } = await this.#get(target);
          const { name, namespace, annotations } = metadata;
          await this.#send('DELETE', this.#path(name));
          await this.#send('POST', this.#path(), {
            ...rest,
            metadata: { name, namespace, annotations },
          });
        },
      },
      stop: async () => {
        clusters.close();
        await proxy.stop();
      },
    };
  }

  async #makeTarget(): Promise<TargetRef> {
    const { namespace, parentRef, backends, port } = this.#place;
    const name = `conformance-${randomUUID().slice(0, 8)}`;
    const ref = (backend: string, weight: number) => ({
      name: backend,
      port,
      weight,
    });
    const matches = (value: string) => [
      { path: { type: 'PathPrefix', value } },
    ];
    await this.#send('POST', this.#path(), {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: {
        name,
        namespace,
        annotations: { 'example.com/note': 'kept' },
      },
      spec: {
        hostnames: [`${name}.example`],
        parentRefs: [parentRef],
        rules: [
          {
            name: 'main',
            matches: matches('/'),
            timeouts: { request: '10s' },
            backendRefs: [ref(backends.baseline, 1), ref(backends.new, 0)],
          },
          {
            matches: matches('/pay'),
            backendRefs: [
              ref('elsewhere', 3),
              ref(backends.new, 0),
              ref(backends.baseline, 20_000),
            ],
          },
          { matches: matches('/health'), backendRefs: [ref('elsewhere', 1)] },
        ],
      },
    });
    return { kind: 'gateway-api', cluster: 'world', namespace, name, backends };
  }

  #isPair(name: string): boolean {
    const { backends, namespace } = this.#place;
    return Object.values(backends).some(backend =>
      refersTo({ name }, backend, namespace),
    );
  }

  #owned(route: HttpRoute): unknown {
    return {
      weights: foreignRules(route).map(({ rule }) =>
        rule.backendRefs?.filter(({ name }) => this.#isPair(name)),
      ),
      added: internalRules(route),
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
        rules: foreignRules(route).map(({ rule }) => ({
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
      await this.#send('GET', this.#path(target.name)),
    );
  }

  #path(name?: string): string {
    const collection = `${ROUTES}/${this.#place.namespace}/httproutes`;
    return name ? `${collection}/${name}` : collection;
  }

  async #send(method: string, path: string, body?: unknown): Promise<unknown> {
    return accepted(await this.#call(method, path, body));
  }

  async #call(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(new URL(path, this.#place.url), {
      method,
      headers: {
        authorization: `Bearer ${this.#place.token}`,
        'content-type': 'application/json',
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }
}

async function accepted(answer: Response): Promise<unknown> {
  if (answer.ok) return answer.json();
  throw new Error(`${answer.url}: ${answer.status} ${await answer.text()}`);
}
