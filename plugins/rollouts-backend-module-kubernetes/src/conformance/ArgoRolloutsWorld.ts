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
import { ArgoRolloutsDriver } from '../argo/ArgoRolloutsDriver';
import { configurationOf } from '../argo/observe';
import {
  rolloutSchema,
  statusOf,
  type ArgoRollout,
  type RolloutStatus,
} from '../argo/rollout';
import {
  rolloutManifest,
  routeManifest,
  serviceManifest,
  template,
  weightsOf,
  type Split,
} from './argoManifests';
import { foreign, imagesOf, owned, setsSchema } from './argoViews';
import type { ControlPlane } from './ControlPlane';
import type { DriverWorld, StoredObject } from './DriverWorld';
import { CLUSTER, proxied } from './proxied';
import { waited } from './waited';

const MERGE_PATCH = { contentType: 'application/merge-patch+json' };
const QUIET_MS = 500;
const HASH_LABEL = 'rollouts-pod-template-hash';

/** Rollouts of one namespace, each case with one of its own. */
export class ArgoRolloutsWorld {
  readonly #plane: ControlPlane;
  readonly #split: Split;

  constructor(plane: ControlPlane, split: Split) {
    this.#plane = plane;
    this.#split = split;
  }

  async start(): Promise<DriverWorld> {
    const { admin } = this.#plane;
    const { clusters, proxy, stop } = await proxied(this.#plane);
    const update = (
      target: TargetRef,
      change: (rollout: ArgoRollout) => void,
    ) =>
      admin.update(
        this.#rollouts(target.name),
        body => rolloutSchema.parse(body),
        change,
      );
    return {
      driver: new ArgoRolloutsDriver(clusters),
      proxy,
      header: { name: 'x-internal', value: 'yes' },
      ladder: weightsOf(this.#split)
        .filter(weight => weight > 0)
        .map(weight => ({
          internal: weight * 100,
          everyone: weight * 100,
        })),
      makeTarget: () => this.#makeTarget(),
      read: target => this.#atRest(target.name),
      owned: object => owned(rolloutSchema.parse(object)),
      restored: object => ({
        ...owned(rolloutSchema.parse(object)),
        image: imagesOf(template('', '1')),
        share: 0,
      }),
      foreign: object => foreign(rolloutSchema.parse(object)),
      generation: object => configurationOf(rolloutSchema.parse(object)),
      servesBaseline: target => this.#servesBaseline(target.name),
      patches: { expose: 2, restore: 2 },
      rivals: {
        raise: async target => {
          // A controller on its way to the pause writes over it.
          await this.#until(target.name, ({ phase }) => phase === 'Paused');
          await this.#patchStatus(target.name, {
            pauseConditions: null,
            controllerPause: false,
            currentStepIndex: 2 * (weightsOf(this.#split).length - 1),
          });
        },
        rename: target =>
          update(target, rollout => {
            const { canary } = rollout.spec.strategy ?? {};
            if (canary) canary.canaryService = 'renamed';
          }),
        edit: target =>
          update(target, rollout => {
            rollout.spec.progressDeadlineSeconds =
              600 + Math.ceil(Math.random() * 1_000_000);
          }),
        stripAnnotations: target =>
          update(target, rollout => {
            delete rollout.metadata.annotations;
          }),
        annotate: (target, name, value) =>
          update(target, rollout => {
            rollout.metadata.annotations = {
              ...rollout.metadata.annotations,
              [name]: value,
            };
          }),
        remove: target => this.#remove(target.name),
        recreate: async target => {
          const { status: _, metadata, ...rest } = await this.#get(target.name);
          const { name, namespace, annotations } = metadata;
          await this.#remove(name);
          await admin.send('POST', this.#rollouts(), {
            ...rest,
            metadata: { name, namespace, annotations },
          });
        },
      },
      stop,
    };
  }

  /** A new version that waits at the first pause, with nobody exposed. */
  async #makeTarget(): Promise<TargetRef> {
    const { admin, namespace } = this.#plane;
    const name = `conformance-${randomUUID().slice(0, 8)}`;
    const backends = { baseline: `${name}-stable`, new: `${name}-canary` };
    for (const service of Object.values(backends)) {
      await admin.send(
        'POST',
        `/api/v1/namespaces/${namespace}/services`,
        serviceManifest(service, name),
      );
    }
    if (this.#split === 'istio') {
      await admin.send(
        'POST',
        `/apis/networking.istio.io/v1/namespaces/${namespace}/virtualservices`,
        routeManifest(name, backends),
      );
    }
    await admin.send(
      'POST',
      this.#rollouts(),
      rolloutManifest(name, backends, this.#split),
    );
    await this.#until(name, ({ phase }) => phase === 'Healthy');
    await admin.send(
      'PATCH',
      this.#rollouts(name),
      { spec: { template: template(name, '2') } },
      MERGE_PATCH,
    );
    await this.#until(
      name,
      ({ phase, currentStepIndex }) =>
        phase === 'Paused' && currentStepIndex === 1,
    );
    return {
      kind: 'argo-rollouts',
      cluster: CLUSTER,
      namespace,
      name,
      backends,
    };
  }

  async #remove(name: string): Promise<void> {
    await this.#plane.admin.send('DELETE', this.#rollouts(name));
    await waited(
      `the ReplicaSets of ${name} to go`,
      async () => (await this.#sets(name)).length === 0,
    );
  }

  async #servesBaseline(name: string): Promise<boolean> {
    const { stableRS } = statusOf(await this.#get(name));
    const stable = (await this.#sets(name)).find(
      ({ metadata }) => metadata.labels[HASH_LABEL] === stableRS,
    );
    const [image] = imagesOf(template('', '1'));
    return stable !== undefined && imagesOf(stable.spec.template)[0] === image;
  }

  async #sets(name: string) {
    const { admin, namespace } = this.#plane;
    const selector = encodeURIComponent(`app=${name}`);
    const path = `/apis/apps/v1/namespaces/${namespace}/replicasets?labelSelector=${selector}`;
    return setsSchema.parse(await admin.send('GET', path)).items;
  }

  /** The Rollout once nothing changes it any more. */
  async #atRest(name: string): Promise<ArgoRollout & StoredObject> {
    const { settled } = this.#plane;
    if (settled) {
      await settled();
      return this.#get(name);
    }
    let live = await this.#get(name);
    let since = performance.now();
    await waited(`${name} to come to rest`, async () => {
      const now = await this.#get(name);
      if (now.metadata.resourceVersion !== live.metadata.resourceVersion) {
        since = performance.now();
      }
      live = now;
      return performance.now() - since >= QUIET_MS;
    });
    return live;
  }

  async #until(
    name: string,
    is: (status: RolloutStatus) => boolean,
  ): Promise<void> {
    await waited(`Rollout ${name}`, async () => {
      const live = await this.#get(name);
      const { observedGeneration } = statusOf(live);
      const isSeen = observedGeneration === String(live.metadata.generation);
      return isSeen && is(statusOf(live));
    });
  }

  async #patchStatus(name: string, status: object): Promise<void> {
    await this.#plane.admin.send(
      'PATCH',
      `${this.#rollouts(name)}/status`,
      { status },
      MERGE_PATCH,
    );
  }

  async #get(name: string): Promise<ArgoRollout & StoredObject> {
    return rolloutSchema.parse(
      await this.#plane.admin.send('GET', this.#rollouts(name)),
    );
  }

  #rollouts(name?: string): string {
    const collection = `/apis/argoproj.io/v1alpha1/namespaces/${
      this.#plane.namespace
    }/rollouts`;
    return name ? `${collection}/${name}` : collection;
  }
}
