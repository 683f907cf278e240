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
  NO_EXPOSURE,
  targetLabel,
  type Exposure,
  type Fence,
  type TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import {
  DriverError,
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

const REFUSED = ['unreachable', 'Connection refused'] as const;

const same = (a: Exposure, b: Exposure) =>
  a.internal === b.internal && a.everyone === b.everyone;

/**
 * Clusters whose objects have the semantics of a real API server: generations,
 * patches that test what they replace at the time they land, and networks that
 * lose both requests and answers.
 */
export class FakeCluster {
  readonly objects = new Map<string, FakeObject>();
  readonly landed: Landed[] = [];
  readonly late: Patch[] = [];
  readonly faults: Fault[] = [];
  /** Whether none of the clusters answers. */
  down = false;
  /** Names of clusters that do not answer. */
  readonly partitioned = new Set<string>();
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
    this.#reach(ref);
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

  async write(ref: TargetRef, patches: Patch[]): Promise<void> {
    const fault = this.faults.shift();
    if (fault === 'unreachable') throw new DriverError(...REFUSED);
    this.#reach(ref);
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

  #reach({ cluster }: TargetRef): void {
    if (this.down || this.partitioned.has(cluster)) {
      throw new DriverError(...REFUSED);
    }
  }
}
