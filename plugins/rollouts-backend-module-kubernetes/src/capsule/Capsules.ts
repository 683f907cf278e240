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

import type {
  PreflightResult,
  TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import {
  DriverError,
  type CapsulePhase,
  type CapsuleStore,
  type CapsuleSubject,
} from '@stagecraft/backstage-plugin-rollouts-node';
import type { Call } from '../cluster/Calls';
import type { Cluster } from '../cluster/Cluster';
import type { Clusters } from '../cluster/Clusters';
import { CONFIG_MAPS } from '../cluster/resources';
import { shaped } from '../cluster/shape';
import { fail, pass, warn } from '../preflight/result';
import { markedPart, marksOf } from '../write/marks';
import type { CapsuleKey } from './CapsuleKey';
import {
  capsuleConfigMap,
  storedCapsuleSchema,
  type CapsuleManifest,
} from './configMap';
import { objectsOf, type RecordPhase } from './document';
import { removeMark } from './removeMark';
import { markServices, servicesOf } from './services';
import type { CapsuleSettings } from './settings';

const CHECK = 'capsule';
const NO_KEY =
  'Capsules are on and no key signs them, so nothing can be exposed';
const KEY_REMEDY =
  'Give rollouts.capsules.privateKeyFile an Ed25519 key, or set rollouts.capsules.enabled to false.';

/** Whether the record may be there already, or be there after all. */
function mayBeThere(error: unknown): boolean {
  return (
    error instanceof DriverError &&
    (error.code === 'conflict' || error.code === 'unknown-outcome')
  );
}

/** Keeps signed capsules in a namespace of each cluster. */
export class Capsules implements CapsuleStore {
  readonly #clusters: Clusters;
  readonly #settings: CapsuleSettings;

  constructor(clusters: Clusters, settings: CapsuleSettings) {
    this.#clusters = clusters;
    this.#settings = settings;
  }

  async preflight(
    target: TargetRef,
    signal: AbortSignal,
  ): Promise<PreflightResult[]> {
    const { enabled, key, namespace } = this.#settings;
    if (!enabled) {
      return [
        warn(
          CHECK,
          'Capsules are off: with the portal down, the way back is by hand.',
          'Leave rollouts.capsules.enabled out.',
        ),
      ];
    }
    if (!key) return [fail(CHECK, `${NO_KEY}.`, KEY_REMEDY)];
    const call = { signal, lane: 'forward' } as const;
    try {
      await this.#clusters.get(target.cluster).create(
        CONFIG_MAPS,
        namespace,
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'capsule-preflight' },
          immutable: true,
        },
        call,
        { dryRun: true },
      );
    } catch (error) {
      if (!(error instanceof DriverError) || error.code === 'unreachable') {
        throw error;
      }
      return [
        fail(
          CHECK,
          `The way back can't be kept in namespace ${namespace}. ${error.message}`,
          'Apply deploy/kubernetes/rollouts-account.yaml to the cluster.',
        ),
      ];
    }
    return [pass(CHECK, `The way back can be kept in namespace ${namespace}.`)];
  }

  async seal(
    subject: CapsuleSubject,
    phase: CapsulePhase,
    signal: AbortSignal,
  ): Promise<string | null> {
    const kept = this.#settings.enabled
      ? await this.#write(subject, phase, this.#requireKey(), signal)
      : null;
    if (phase === 'ramping') {
      const cluster = this.#clusters.get(subject.target.cluster);
      await markServices(cluster, subject, { signal, lane: 'forward' });
    }
    return kept;
  }

  async close(subject: CapsuleSubject, signal: AbortSignal): Promise<void> {
    const { enabled, key } = this.#settings;
    if (enabled && key) await this.#write(subject, 'closed', key, signal);
    const cluster = this.#clusters.get(subject.target.cluster);
    const call = { signal, lane: 'forward' } as const;
    const { rolloutId, target, steps } = subject;
    const name = marksOf(markedPart(target)).governed;
    for (const object of objectsOf(steps)) {
      await removeMark(cluster, object, { rolloutId, name }, call);
    }
    for (const object of servicesOf(target)) {
      const mark = { rolloutId, name: marksOf().governed };
      await removeMark(cluster, object, mark, call);
    }
  }

  #requireKey(): CapsuleKey {
    const { key } = this.#settings;
    if (!key) throw new DriverError('invalid', `${NO_KEY}. ${KEY_REMEDY}`);
    return key;
  }

  async #write(
    subject: CapsuleSubject,
    phase: RecordPhase,
    key: CapsuleKey,
    signal: AbortSignal,
  ): Promise<string> {
    const cluster = this.#clusters.get(subject.target.cluster);
    const call = { signal, lane: 'forward' } as const;
    const identity = await cluster.identity(call);
    const manifest = capsuleConfigMap(subject, phase, identity, key);
    const { namespace } = this.#settings;
    try {
      await cluster.create(CONFIG_MAPS, namespace, manifest, call);
    } catch (error) {
      if (!mayBeThere(error)) throw error;
    }
    await readBack(cluster, namespace, manifest, call);
    return `${namespace}/${manifest.metadata.name}`;
  }
}

/** @throws DriverError unless the cluster holds exactly this record. */
async function readBack(
  cluster: Cluster,
  namespace: string,
  { metadata: { name }, data }: CapsuleManifest,
  call: Call,
): Promise<void> {
  const ref = { resource: CONFIG_MAPS, namespace, name };
  const stored = shaped(
    storedCapsuleSchema,
    await cluster.get(ref, call),
    `The capsule ${name}`,
  );
  if (
    stored.data.capsule !== data.capsule ||
    stored.data.signature !== data.signature
  ) {
    throw new DriverError(
      'invalid',
      `The capsule ${name} in namespace ${namespace} is not what was written: something changes ConfigMaps there. Find out what, and delete that capsule.`,
    );
  }
}
