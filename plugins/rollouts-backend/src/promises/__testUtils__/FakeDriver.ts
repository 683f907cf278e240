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

import {
  isExposed,
  targetLabel,
  type Change,
  type Exposure,
  type Fence,
  type PreflightResult,
  type TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import {
  DriverError,
  type Baseline,
  type ExposeOptions,
  type ExposureDriver,
  type ForwardContext,
  type ObservedExposure,
  type WriteContext,
} from '@stagecraft/backstage-plugin-rollouts-node';
import type { FakeCluster } from './FakeCluster';

/** A driver as its contract says, over a `FakeCluster`. */
export class FakeDriver implements ExposureDriver {
  readonly kind = 'gateway-api';
  readonly #cluster: FakeCluster;

  constructor(cluster: FakeCluster) {
    this.#cluster = cluster;
  }

  async identify(ref: TargetRef): Promise<string> {
    return targetLabel(ref);
  }

  async preflight(): Promise<PreflightResult[]> {
    return [];
  }

  async preview(): Promise<Change> {
    return { before: '', after: '' };
  }

  async observe(ref: TargetRef): Promise<ObservedExposure> {
    const { exposure, fence, generation, taken } = this.#cluster.get(ref);
    return {
      exposure,
      fence,
      generation,
      accepted: taken === generation,
      trouble: taken === generation ? null : 'not taken yet',
    };
  }

  async capture(ref: TargetRef, context: WriteContext): Promise<Baseline> {
    const { exposure, fence } = { ...this.#cluster.get(ref) };
    await context.confirm();
    await this.#cluster.write(ref, [
      async () => {
        this.#test(ref, fence);
        await this.#cluster.set('capture', ref, context, {
          fence: context.fence,
        });
      },
    ]);
    return {
      kind: this.kind,
      version: 1,
      content: { internal: exposure.internal, everyone: exposure.everyone },
    };
  }

  async expose(
    ref: TargetRef,
    exposure: Exposure,
    _options: ExposeOptions,
    context: ForwardContext,
  ): Promise<void> {
    this.#cluster.get(ref);
    await context.confirm();
    await this.#cluster.write(ref, [
      async () => {
        this.#test(ref, context.expected);
        if (this.#cluster.get(ref).generation !== context.generation) {
          throw new DriverError('conflict', 'The object has changed');
        }
        await this.#cluster.set('expose', ref, context, {
          exposure,
          fence: context.fence,
        });
      },
    ]);
  }

  async restore(
    ref: TargetRef,
    baseline: Baseline,
    context: WriteContext,
  ): Promise<void> {
    this.#cluster.get(ref);
    const exposure = baseline.content as unknown as Exposure;
    if (isExposed(exposure)) throw new Error('A baseline exposes nobody');
    await this.#cluster.write(ref, [
      () => this.#cluster.set('restore', ref, context, { exposure }),
      () =>
        this.#cluster.set('restore', ref, context, { fence: context.fence }),
    ]);
  }

  #test(ref: TargetRef, expected: Fence | null): void {
    const { fence } = this.#cluster.get(ref);
    if (fence?.epoch !== expected?.epoch || fence?.count !== expected?.count) {
      throw new DriverError('stale-fence', 'Another write came first');
    }
  }
}
