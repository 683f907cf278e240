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
import { IstioDriver } from '../istio/IstioDriver';
import {
  virtualServiceSchema,
  type HttpEntry,
  type VirtualService,
} from '../istio/virtualService';
import type { ControlPlane } from './ControlPlane';
import type { DriverWorld, StoredObject } from './DriverWorld';
import { CLUSTER, proxied } from './proxied';

const GROUP = '/apis/networking.istio.io/v1/namespaces';
const BACKENDS = { baseline: 'stable', new: 'next' };

type Weighted = NonNullable<HttpEntry['route']>[number];

/** The entries that Stagecraft added, or the others. */
function entriesOf(service: VirtualService, added: boolean): HttpEntry[] {
  return (service.spec.http ?? []).filter(
    ({ name }) => (name?.startsWith('stagecraft-') ?? false) === added,
  );
}

function isPair({ destination }: Weighted): boolean {
  return (
    destination.host !== 'elsewhere' &&
    Object.values(BACKENDS).includes(destination.subset ?? '')
  );
}

/**
 * VirtualServices of one namespace, each case with one of its own, and a
 * DestinationRule that has limits already, so that none are added.
 */
export class IstioWorld {
  readonly #plane: ControlPlane;

  constructor(plane: ControlPlane) {
    this.#plane = plane;
  }

  async start(): Promise<DriverWorld> {
    const { admin } = this.#plane;
    const { clusters, proxy, stop } = await proxied(this.#plane);
    const update = (
      target: TargetRef,
      change: (service: VirtualService) => void,
    ) =>
      admin.update(
        this.#path('virtualservices', target.name),
        virtualServiceSchema.parse,
        change,
      );
    const eachOfNew = (
      target: TargetRef,
      change: (route: Weighted) => void,
      others: (route: Weighted) => void = () => {},
    ) =>
      update(target, service => {
        for (const { route = [] } of service.spec.http ?? []) {
          for (const each of route) {
            const isNew = each.destination.subset === target.backends.new;
            (isNew ? change : others)(each);
          }
        }
      });
    return {
      driver: new IstioDriver(clusters, console),
      proxy,
      header: { name: 'X-Internal', value: 'yes' },
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
      owned: object => owned(virtualServiceSchema.parse(object)),
      foreign: object => foreign(virtualServiceSchema.parse(object)),
      rivals: {
        raise: target =>
          eachOfNew(
            target,
            route => {
              route.weight = 9_000;
            },
            route => {
              route.weight = 1_000;
            },
          ),
        rename: target =>
          eachOfNew(target, ({ destination }) => {
            destination.subset = 'renamed';
          }),
        edit: target =>
          update(target, ({ spec }) => {
            spec.hosts = [`${randomUUID()}.example`];
          }),
        stripAnnotations: target =>
          update(target, ({ metadata }) => {
            delete metadata.annotations;
          }),
        annotate: (target, name, value) =>
          update(target, ({ metadata }) => {
            metadata.annotations = { ...metadata.annotations, [name]: value };
          }),
        remove: async target => {
          await admin.send(
            'DELETE',
            this.#path('virtualservices', target.name),
          );
        },
        recreate: async target => {
          const { status: _, metadata, ...rest } = await this.#get(target);
          const { name, namespace, annotations } = metadata;
          await admin.send('DELETE', this.#path('virtualservices', name));
          await admin.send('POST', this.#path('virtualservices'), {
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
    const to = (subset: string, weight: number, host = name) => ({
      destination: { host, subset, port: { number: 80 } },
      weight,
    });
    const apiVersion = 'networking.istio.io/v1';
    await admin.send('POST', this.#path('destinationrules'), {
      apiVersion,
      kind: 'DestinationRule',
      metadata: { name, namespace },
      spec: {
        host: name,
        subsets: Object.values(BACKENDS).map(subset => ({
          name: subset,
          labels: { version: subset },
          trafficPolicy: {
            connectionPool: { tcp: { maxConnections: 10 } },
            outlierDetection: { consecutive5xxErrors: 3 },
          },
        })),
      },
    });
    await admin.send('POST', this.#path('virtualservices'), {
      apiVersion,
      kind: 'VirtualService',
      metadata: {
        name,
        namespace,
        annotations: { 'example.com/note': 'kept' },
      },
      spec: {
        hosts: [`${name}.example`],
        http: [
          {
            match: [{ uri: { prefix: '/pay' } }, { port: 8443 }],
            retries: { attempts: 2 },
            route: [
              to('next', 3, 'elsewhere'),
              to(BACKENDS.new, 0),
              to(BACKENDS.baseline, 20_000),
            ],
          },
          {
            match: [{ uri: { exact: '/health' } }],
            route: [to('any', 1, 'elsewhere')],
          },
          {
            name: 'main',
            timeout: '10s',
            route: [to(BACKENDS.baseline, 100), to(BACKENDS.new, 0)],
          },
        ],
        tcp: [{ route: [to('any', 0, 'elsewhere')] }],
      },
    });
    return {
      kind: 'istio',
      cluster: CLUSTER,
      namespace,
      name,
      // The same Service by its other name.
      part: `${name}.${namespace}.svc.cluster.local`,
      backends: BACKENDS,
    };
  }

  async #get(target: TargetRef): Promise<VirtualService & StoredObject> {
    return virtualServiceSchema.parse(
      await this.#plane.admin.send(
        'GET',
        this.#path('virtualservices', target.name),
      ),
    );
  }

  #path(plural: string, name?: string): string {
    const collection = `${GROUP}/${this.#plane.namespace}/${plural}`;
    return name ? `${collection}/${name}` : collection;
  }
}

function owned(service: VirtualService): unknown {
  return {
    weights: entriesOf(service, false).map(({ route }) =>
      route?.filter(isPair),
    ),
    added: entriesOf(service, true),
  };
}

function foreign(service: VirtualService): unknown {
  const { annotations, labels, name } = service.metadata;
  return {
    name,
    labels,
    annotations: Object.entries(annotations ?? {}).filter(
      ([key]) => !key.startsWith('stagecraft.dev/'),
    ),
    spec: {
      ...service.spec,
      http: entriesOf(service, false).map(entry => ({
        ...entry,
        route: entry.route?.map(each => {
          const { weight, ...rest } = each;
          return isPair(each) ? rest : { ...rest, weight };
        }),
      })),
    },
  };
}
