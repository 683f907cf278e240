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
import type { Cluster } from '../cluster/Cluster';
import type { Lane } from '../cluster/lanes';
import { DEPLOYMENTS } from '../cluster/resources';
import { readSelector } from '../preflight/workloads';
import { GuardedObject } from '../write/GuardedObject';
import type { Selector } from './observe';
import { deploymentSchema, type Deployment, type Pair } from './pair';

/** The two Deployments of a target and the Service before them. */
export class PairObjects {
  readonly baseline: GuardedObject<Deployment>;
  readonly new: GuardedObject<Deployment>;
  readonly #cluster: Cluster;
  readonly #target: TargetRef;

  constructor(cluster: Cluster, target: TargetRef) {
    const { namespace, backends } = target;
    const object = (name: string) =>
      new GuardedObject(
        cluster,
        { resource: DEPLOYMENTS, namespace, name },
        deploymentSchema,
      );
    this.baseline = object(backends.baseline);
    this.new = object(backends.new);
    this.#cluster = cluster;
    this.#target = target;
  }

  async read(signal: AbortSignal, lane: Lane = 'forward'): Promise<Pair> {
    const [baseline, next] = await Promise.all([
      this.baseline.read(signal, lane),
      this.new.read(signal, lane),
    ]);
    return { baseline, new: next };
  }

  async selector(
    signal: AbortSignal,
    lane: Lane = 'forward',
  ): Promise<Selector> {
    const { namespace, name } = this.#target;
    return readSelector(this.#cluster, namespace, name, { signal, lane });
  }
}
