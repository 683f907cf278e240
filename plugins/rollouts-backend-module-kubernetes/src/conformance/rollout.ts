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
  compareFences,
  isExposed,
  isSameExposure,
  type Exposure,
  type Fence,
  type TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import {
  DriverError,
  type Baseline,
  type DriverErrorCode,
} from '@stagecraft/backstage-plugin-rollouts-node';
import { setTimeout as sleep } from 'node:timers/promises';
import { betweenLooks } from '../write/pause';
import type { DriverWorld } from './DriverWorld';

interface Ways {
  confirm?: () => Promise<void>;
  signal?: AbortSignal;
}

const PATIENCE_MS = 20_000;
/** For an engine that moves pods. */
const ENGINE_MS = 80_000;

/** One target being moved, with the fences a controller would give. */
export class Rollout {
  readonly target: TargetRef;
  readonly #world: DriverWorld;
  #fence: Fence = { epoch: 1, count: 0 };
  /** The generation at which it was last looked at before a write. */
  #seen = 0;
  #baseline: Baseline | undefined;

  private constructor(world: DriverWorld, target: TargetRef) {
    this.#world = world;
    this.target = target;
  }

  static async on(world: DriverWorld): Promise<Rollout> {
    return new Rollout(world, await world.makeTarget());
  }

  /** Captured, and nothing seen by the proxy yet. */
  static async captured(world: DriverWorld): Promise<Rollout> {
    const rollout = await Rollout.on(world);
    await rollout.capture();
    world.proxy.clear();
    return rollout;
  }

  get fence(): Fence {
    return this.#fence;
  }

  get baseline(): Baseline {
    if (!this.#baseline) throw new Error('Capture first');
    return this.#baseline;
  }

  async capture(
    ways: Ways & { kept?: (captured: Baseline) => Baseline } = {},
  ): Promise<Baseline> {
    const captured = await this.#world.driver.capture(
      this.target,
      this.#context(this.#fence, ways),
    );
    this.#baseline = ways.kept?.(captured) ?? captured;
    return this.#baseline;
  }

  async expose(
    exposure: Exposure,
    ways: Ways & { expected?: Fence; seen?: number } = {},
  ): Promise<void> {
    const expected = ways.expected ?? this.#fence;
    this.#seen = ways.seen ?? (await this.generation());
    this.#fence = { ...this.#fence, count: this.#fence.count + 1 };
    await this.#world.driver.expose(this.target, exposure, this.#options, {
      ...this.#context(this.#fence, ways),
      expected,
      generation: this.#seen,
    });
  }

  /** The same write once more, as after a crash of the one who sent it. */
  async exposeAgain(exposure: Exposure): Promise<void> {
    await this.#world.driver.expose(this.target, exposure, this.#options, {
      ...this.#context(this.#fence, {}),
      expected: { ...this.#fence, count: this.#fence.count - 1 },
      generation: this.#seen,
    });
  }

  async restore(ways: Ways & { fence?: Fence } = {}): Promise<void> {
    const fence = ways.fence ?? {
      ...this.#fence,
      count: this.#fence.count + 1,
    };
    if (!ways.fence) this.#fence = fence;
    await this.#world.driver.restore(
      this.target,
      this.baseline,
      this.#context(fence, ways),
    );
  }

  async observe() {
    return this.#world.driver.observe(
      this.target,
      AbortSignal.timeout(PATIENCE_MS),
    );
  }

  async preview(exposure: Exposure) {
    return this.#world.driver.preview(
      this.target,
      exposure,
      this.#options,
      AbortSignal.timeout(PATIENCE_MS),
    );
  }

  async stored() {
    return this.#world.read(this.target);
  }

  async servesBaseline(): Promise<boolean> {
    return (await this.#world.servesBaseline?.(this.target)) ?? true;
  }

  async generation(): Promise<number> {
    const stored = await this.stored();
    return this.#world.generation?.(stored) ?? stored.metadata.generation;
  }

  /** What `owned` must give after a restore; asked once it is captured. */
  async restored(): Promise<unknown> {
    const stored = await this.stored();
    return this.#world.restored?.(stored) ?? this.#world.owned(stored);
  }

  /**
   * Looks, and restores again under the same fence as the controller does,
   * until nobody is exposed: what an engine moves is not there at once.
   */
  async untilRestored(): Promise<void> {
    const until = performance.now() + ENGINE_MS;
    for (const ms of betweenLooks()) {
      const { exposure, fence } = await this.observe();
      const isBack =
        !isExposed(exposure) &&
        fence !== null &&
        compareFences(fence, this.#fence) === 0;
      if (isBack || performance.now() > until) return;
      await sleep(ms);
      await this.tryToRestore({ fence: this.#fence });
    }
  }

  /** Looks until it shows the exposure: an engine lowers in its own time. */
  async untilShown(exposure: Exposure): Promise<void> {
    const until = performance.now() + ENGINE_MS;
    for (const ms of betweenLooks()) {
      if (performance.now() > until) return;
      if (isSameExposure((await this.observe()).exposure, exposure)) return;
      await sleep(ms);
    }
  }

  /** Looks until nobody is exposed. */
  async untilUnexposed(): Promise<void> {
    const until = performance.now() + ENGINE_MS;
    for (const ms of betweenLooks()) {
      if (performance.now() > until) return;
      if (!isExposed((await this.observe()).exposure)) return;
      await sleep(ms);
    }
  }

  /** A restore that may leave something for the next one. */
  async tryToRestore(ways: Ways & { fence?: Fence } = {}): Promise<void> {
    try {
      await this.restore(ways);
    } catch (error) {
      const remains = error instanceof DriverError && error.code === 'conflict';
      if (!remains) throw error;
    }
  }

  /** All that only writes to the object change; its status comes by itself. */
  async content(): Promise<unknown> {
    const { metadata, status: _, ...body } = await this.stored();
    const { resourceVersion: __, managedFields: ___, ...kept } = metadata;
    return { ...body, metadata: kept };
  }

  get #options() {
    const { header, segment } = this.#world;
    return { header, segment };
  }

  async owned(): Promise<unknown> {
    return this.#world.owned(await this.stored());
  }

  #context(fence: Fence, { confirm, signal }: Ways) {
    return {
      fence,
      decision: `decision-${fence.epoch}-${fence.count}`,
      governed: { rollout: 'conformance', backends: this.target.backends },
      confirm: confirm ?? (async () => {}),
      signal: signal ?? AbortSignal.timeout(PATIENCE_MS),
    };
  }
}

/** The code of the DriverError that a call must fail with. */
export async function failure(
  call: Promise<unknown>,
): Promise<{ code: DriverErrorCode; message: string }> {
  try {
    await call;
  } catch (error) {
    if (error instanceof DriverError) return error;
    throw error;
  }
  throw new Error('The call succeeded');
}
