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
  NO_EXPOSURE,
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

export interface FakeObject {
  exposure: Exposure;
  fence: Fence | null;
  generation: number;
  /** The generation its controller has taken. */
  taken: number;
}

/** One write that reached the cluster. */
export interface Landed {
  kind: 'capture' | 'expose' | 'restore';
  target: string;
  decision: string;
  before: Exposure;
  after: Exposure;
  fence: Fence;
}

/** What happens to the next call that writes. */
export type Fault =
  /** Refused before anything happens. */
  | 'unreachable'
  /** Lands; the answer is lost. */
  | 'lost-answer'
  /** Lands when the world lets it; the caller hears nothing. */
  | 'late'
  /** Of a restore, only the exposure lands. */
  | 'half';

type Patch = () => Promise<void>;

const same = (a: Exposure, b: Exposure) =>
  a.internal === b.internal && a.everyone === b.everyone;

/**
 * Objects with the semantics of a real API server: generations, patches that
 * test what they replace at the time they land, and networks that lose both
 * requests and answers.
 */
export class FakeCluster {
  readonly objects = new Map<string, FakeObject>();
  readonly landed: Landed[] = [];
  readonly late: Patch[] = [];
  readonly faults: Fault[] = [];
  down = false;
  /** Whether the data plane's controller takes what is written. */
  lagging = false;
  /** Judges every write at the moment it lands. */
  onLanding: (landed: Landed) => Promise<void> = async () => {};

  /** A new object, unless there is one. */
  add(ref: TargetRef): void {
    if (this.objects.has(targetLabel(ref))) return;
    this.objects.set(targetLabel(ref), {
      exposure: NO_EXPOSURE,
      fence: null,
      generation: 1,
      taken: 1,
    });
  }

  remove(ref: TargetRef): void {
    this.objects.delete(targetLabel(ref));
  }

  /** What somebody else does to an object, if it is there. */
  meddle(ref: TargetRef, change: Partial<FakeObject>): void {
    const object = this.objects.get(targetLabel(ref));
    if (!object) return;
    const exposure = change.exposure ?? object.exposure;
    const generation =
      object.generation + (same(exposure, object.exposure) ? 0 : 1);
    Object.assign(object, change, { exposure, generation });
    if (!this.lagging) object.taken = generation;
  }

  get(ref: TargetRef): FakeObject {
    if (this.down) throw new DriverError('unreachable', 'Connection refused');
    const object = this.objects.get(targetLabel(ref));
    if (object) return object;
    throw new DriverError('not-found', `There is no ${targetLabel(ref)}`);
  }

  /** Lets a late patch land, if its tests still hold. */
  async land(index: number): Promise<void> {
    const [patch] = this.late.splice(index % Math.max(1, this.late.length), 1);
    try {
      await patch?.();
    } catch (error) {
      if (!(error instanceof DriverError)) throw error;
    }
  }

  async write(patches: Patch[]): Promise<void> {
    const fault = this.faults.shift();
    if (this.down || fault === 'unreachable') {
      throw new DriverError('unreachable', 'Connection refused');
    }
    if (fault === 'late') {
      this.late.push(...patches);
      throw new DriverError('unknown-outcome', 'No answer');
    }
    for (const patch of fault === 'half' ? patches.slice(0, 1) : patches) {
      await patch();
    }
    if (fault !== undefined) {
      throw new DriverError('unknown-outcome', 'The answer was lost');
    }
  }

  async set(
    kind: Landed['kind'],
    ref: TargetRef,
    context: Pick<WriteContext, 'decision' | 'fence'>,
    change: Partial<Pick<FakeObject, 'exposure' | 'fence'>>,
  ): Promise<void> {
    const { exposure: before } = this.get(ref);
    const after = change.exposure ?? before;
    const { decision, fence } = context;
    const target = targetLabel(ref);
    const landed: Landed = { kind, target, decision, before, after, fence };
    this.landed.push(landed);
    this.meddle(ref, change);
    await this.onLanding(landed);
  }
}

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
    await this.#cluster.write([
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
    await this.#cluster.write([
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
    await this.#cluster.write([
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
