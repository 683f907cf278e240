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
import { z } from 'zod';
import { DeploymentDriver } from '../deployment/DeploymentDriver';
import {
  availableOf,
  configurationOf,
  deploymentSchema,
  type Deployment,
  type Pair,
} from '../deployment/pair';
import type { ControlPlane } from './ControlPlane';
import type { DriverWorld, StoredObject } from './DriverWorld';
import { CLUSTER, proxied } from './proxied';
import { waited } from './waited';

const REPLICAS = 10;
const SHARES = [2_000, 4_000, 5_000, 10_000];
const CONTROLLERS = ['stagecraft.dev/', 'deployment.kubernetes.io/'];

/** Both Deployments as one object: the old one, with the new one beside it. */
const storedSchema = z.looseObject({ other: deploymentSchema });

function pairOf(object: StoredObject): Pair {
  return {
    baseline: deploymentSchema.parse(object),
    new: storedSchema.parse(object).other,
  };
}

/** Pairs of Deployments of one namespace, each case with one of its own. */
export class DeploymentWorld {
  readonly #plane: ControlPlane;

  constructor(plane: ControlPlane) {
    this.#plane = plane;
  }

  async start(): Promise<DriverWorld> {
    const { admin } = this.#plane;
    const { clusters, proxy, stop } = await proxied(this.#plane);
    const update = async (
      names: readonly string[],
      change: (deployment: Deployment) => void,
    ) => {
      for (const name of names) {
        await admin.update(
          this.#path('deployments', name),
          body => deploymentSchema.parse(body),
          change,
        );
      }
    };
    const both = ({ backends }: TargetRef) => Object.values(backends);
    return {
      driver: new DeploymentDriver(clusters),
      proxy,
      header: { name: 'x-internal', value: 'yes' },
      ladder: SHARES.map(share => ({ internal: share, everyone: share })),
      makeTarget: () => this.#makeTarget(),
      read: target => this.#atRest(target),
      owned: object => owned(pairOf(object)),
      foreign: object => foreign(pairOf(object)),
      generation: object => configurationOf(pairOf(object)),
      patches: { capture: 2, expose: 2, restore: 2 },
      rivals: {
        raise: ({ backends }) =>
          update([backends.new], ({ spec }) => {
            spec.replicas = 3 * REPLICAS;
          }),
        rename: ({ backends }) =>
          update([backends.new], ({ spec }) => {
            spec.template = template(backends.new, '3');
          }),
        edit: ({ backends }) =>
          update([backends.new], ({ spec }) => {
            spec.progressDeadlineSeconds =
              600 + Math.ceil(Math.random() * 1_000_000);
          }),
        stripAnnotations: target =>
          update(both(target), ({ metadata }) => {
            delete metadata.annotations;
          }),
        annotate: (target, name, value) =>
          update(both(target), ({ metadata }) => {
            metadata.annotations = { ...metadata.annotations, [name]: value };
          }),
        remove: async ({ backends }) => {
          await admin.send('DELETE', this.#path('deployments', backends.new));
        },
        recreate: async target => {
          for (const name of both(target)) {
            const path = this.#path('deployments', name);
            const { status: _, metadata, ...rest } = await this.#get(name);
            const { annotations } = metadata;
            await admin.send('DELETE', path);
            await admin.send('POST', this.#path('deployments'), {
              ...rest,
              metadata: { name, annotations },
            });
          }
        },
      },
      stop,
    };
  }

  async #makeTarget(): Promise<TargetRef> {
    const { admin, namespace } = this.#plane;
    const name = `conformance-${randomUUID().slice(0, 8)}`;
    const backends = { baseline: `${name}-stable`, new: `${name}-next` };
    await admin.send('POST', this.#path('services'), {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name },
      spec: { selector: { app: name }, ports: [{ port: 80 }] },
    });
    for (const [deployment, replicas] of [
      [backends.baseline, REPLICAS],
      [backends.new, 0],
    ] as const) {
      await admin.send('POST', this.#path('deployments'), {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: {
          name: deployment,
          annotations: { 'example.com/note': 'kept' },
        },
        spec: {
          replicas,
          selector: { matchLabels: { app: name, track: deployment } },
          template: template(deployment, '1', name),
        },
      });
    }
    await waited(
      `pods of ${name}`,
      async () => availableOf(await this.#get(backends.baseline)) === REPLICAS,
    );
    return { kind: 'deployment', cluster: CLUSTER, namespace, name, backends };
  }

  /** Both, once their controllers change them no more. */
  async #atRest({ backends }: TargetRef): Promise<StoredObject> {
    const read = async () => ({
      baseline: await this.#get(backends.baseline),
      new: await this.#get(backends.new),
    });
    let pair = await read();
    await waited(`${backends.baseline} to come to rest`, async () => {
      pair = await read();
      return [pair.baseline, pair.new].every(
        ({ metadata, spec, status }) =>
          status?.observedGeneration === metadata.generation &&
          availableOf({ metadata, spec, status }) === spec.replicas,
      );
    });
    const { status: _, ...next } = pair.new;
    const { resourceVersion, managedFields: __, ...metadata } = next.metadata;
    return {
      ...pair.baseline,
      // The version of the other may differ where its status alone did.
      other: { ...next, metadata: { ...metadata, resourceVersion: '' } },
    };
  }

  async #get(name: string): Promise<Deployment> {
    return deploymentSchema.parse(
      await this.#plane.admin.send('GET', this.#path('deployments', name)),
    );
  }

  #path(plural: 'deployments' | 'services', name?: string): string {
    const group = plural === 'services' ? '/api/v1' : '/apis/apps/v1';
    const collection = `${group}/namespaces/${this.#plane.namespace}/${plural}`;
    return name ? `${collection}/${name}` : collection;
  }
}

function template(deployment: string, version: string, app?: string) {
  return {
    metadata: {
      labels: {
        app: app ?? deployment.replace(/-next$/, ''),
        track: deployment,
      },
    },
    spec: {
      containers: [
        {
          name: 'shop',
          image: `registry.example.com/shop@sha256:${version.repeat(64)}`,
          readinessProbe: { httpGet: { path: '/ready', port: 8080 } },
        },
      ],
    },
  };
}

function owned(pair: Pair): unknown {
  return [pair.baseline, pair.new].map(({ spec }) => ({
    replicas: spec.replicas,
    template: spec.template,
  }));
}

function foreign(pair: Pair): unknown {
  return [pair.baseline, pair.new].map(({ metadata, spec }) => {
    const { replicas: _, template: __, ...rest } = spec;
    return {
      name: metadata.name,
      labels: metadata.labels,
      annotations: Object.entries(metadata.annotations ?? {}).filter(
        ([key]) => !CONTROLLERS.some(prefix => key.startsWith(prefix)),
      ),
      spec: rest,
    };
  });
}
