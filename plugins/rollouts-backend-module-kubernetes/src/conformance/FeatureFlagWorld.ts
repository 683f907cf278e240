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
import { FeatureFlagDriver } from '../flag/FeatureFlagDriver';
import { flagSchema, KIND } from '../flag/featureFlag';
import { metadataSchema } from '../write/fence';
import type { ControlPlane } from './ControlPlane';
import type { DriverWorld, StoredObject } from './DriverWorld';
import { CLUSTER, proxied } from './proxied';

const GROUP = '/apis/core.openfeature.dev/v1beta1';
const KEY = 'checkout/new.flow';
const BACKENDS = { baseline: 'off', new: 'on' };

const storedSchema = z.looseObject({
  metadata: metadataSchema,
  spec: z.looseObject({
    flagSpec: z.looseObject({ flags: z.record(z.string(), flagSchema) }),
  }),
});
type Stored = z.infer<typeof storedSchema>;

function ownFlag({ spec }: Stored) {
  const flag = spec.flagSpec.flags[KEY];
  if (!flag) throw new Error(`The object has no flag ${KEY}`);
  return flag;
}

/** FeatureFlags of one namespace, each case with one of its own. */
export class FeatureFlagWorld {
  readonly #plane: ControlPlane;

  constructor(plane: ControlPlane) {
    this.#plane = plane;
  }

  async start(): Promise<DriverWorld> {
    const { admin } = this.#plane;
    const { clusters, proxy, stop } = await proxied(this.#plane);
    const update = (target: TargetRef, change: (object: Stored) => void) =>
      admin.update(
        this.#path(target.name),
        body => storedSchema.parse(body),
        change,
      );
    return {
      driver: new FeatureFlagDriver(clusters),
      proxy,
      header: { name: 'x-internal', value: 'yes' },
      segment: { name: 'x-region', value: 'north' },
      markedPart: KEY,
      ladder: [
        { internal: 1_000, everyone: 0 },
        { internal: 10_000, everyone: 0 },
        { internal: 10_000, segment: 2_500, everyone: 1 },
        { internal: 10_000, everyone: 3_333 },
        { internal: 10_000, everyone: 10_000 },
      ],
      makeTarget: () => this.#makeTarget(),
      read: target => this.#get(target),
      owned: object => {
        const { state, defaultVariant, targeting } = ownFlag(
          storedSchema.parse(object),
        );
        return { state, defaultVariant, targeting };
      },
      foreign: object => this.#foreign(storedSchema.parse(object)),
      rivals: {
        raise: target =>
          update(target, object => {
            ownFlag(object).targeting = {
              fractional: [
                ['on', 9],
                ['off', 1],
              ],
            };
          }),
        rename: target =>
          update(target, object => {
            const flag = ownFlag(object);
            flag.variants = { off: false, renamed: true };
            flag.targeting = { if: [true, 'renamed', 'off'] };
          }),
        edit: target =>
          update(target, object => {
            object.spec.flagSpec.flags[`added-${randomUUID()}`] = {
              state: 'DISABLED',
              variants: { only: 1 },
              defaultVariant: 'only',
            };
          }),
        stripAnnotations: target =>
          update(target, object => {
            delete object.metadata.annotations;
          }),
        annotate: (target, name, value) =>
          update(target, object => {
            object.metadata.annotations = {
              ...object.metadata.annotations,
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
    await admin.send('POST', this.#path(), {
      apiVersion: 'core.openfeature.dev/v1beta1',
      kind: 'FeatureFlag',
      metadata: {
        name,
        namespace,
        annotations: { 'example.com/note': 'kept' },
      },
      spec: {
        flagSpec: {
          flags: {
            [KEY]: {
              state: 'ENABLED',
              variants: { on: true, off: false, dark: false },
              defaultVariant: 'off',
              targeting: {
                if: [{ '==': [{ var: 'country' }, 'NN'] }, 'dark', 'off'],
              },
            },
            'another-flag': {
              state: 'ENABLED',
              variants: { on: true, off: false },
              defaultVariant: 'on',
              targeting: {
                fractional: [
                  ['on', 50],
                  ['off', 50],
                ],
              },
            },
          },
          $evaluators: { staff: { in: ['@', { var: 'email' }] } },
        },
      },
    });
    return {
      kind: KIND,
      cluster: CLUSTER,
      namespace,
      name,
      part: KEY,
      backends: BACKENDS,
    };
  }

  #foreign({ metadata, spec }: Stored): unknown {
    const { annotations, labels, name } = metadata;
    const { flags, ...rest } = spec.flagSpec;
    const { [KEY]: own, ...others } = flags;
    const { state: _, defaultVariant: __, targeting: ___, ...kept } = own ?? {};
    return {
      name,
      labels,
      annotations: Object.entries(annotations ?? {}).filter(
        ([key]) => !key.startsWith('stagecraft.dev/'),
      ),
      flags: { ...others, [KEY]: kept },
      rest,
    };
  }

  async #get(target: TargetRef): Promise<Stored & StoredObject> {
    return storedSchema.parse(
      await this.#plane.admin.send('GET', this.#path(target.name)),
    );
  }

  #path(name?: string): string {
    const collection = `${GROUP}/namespaces/${
      this.#plane.namespace
    }/featureflags`;
    return name ? `${collection}/${name}` : collection;
  }
}
