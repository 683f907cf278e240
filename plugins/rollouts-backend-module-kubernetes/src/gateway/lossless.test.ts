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

import { setImmediate } from 'node:timers/promises';
import { CHECKOUT, startSandboxDriver } from '../__testUtils__/sandboxDriver';

type World = Awaited<ReturnType<typeof startSandboxDriver>>;

const HEADER = { name: 'x-internal', value: 'yes' };
const CLIENTS = 4;

/** Every answer that clients got who never stopped asking. */
class Clients {
  readonly served: Record<string, number> = {};
  readonly lost: string[] = [];
  readonly #url: string;
  #asking = true;
  #done: Promise<unknown> = Promise.resolve();

  constructor(url: string) {
    this.#url = url;
  }

  start(): void {
    const clients = Array.from({ length: CLIENTS }, () => this.#ask());
    this.#done = Promise.all(clients);
  }

  async stop(): Promise<void> {
    this.#asking = false;
    await this.#done;
  }

  /** Until `count` more requests were answered, or lost. */
  async another(count: number): Promise<void> {
    const until = this.#total() + count;
    while (this.#total() < until) await setImmediate();
  }

  #total(): number {
    const answered = Object.values(this.served).reduce((a, b) => a + b, 0);
    return answered + this.lost.length;
  }

  async #ask(): Promise<void> {
    while (this.#asking) {
      try {
        const answer = await fetch(this.#url);
        await answer.arrayBuffer();
        // What a version answers is its own; what nobody served is lost.
        const version = answer.headers.get('x-served-by');
        if (version) this.served[version] = (this.served[version] ?? 0) + 1;
        else this.lost.push(`${answer.status} by nobody`);
      } catch (error) {
        this.lost.push(String(error));
      }
    }
  }
}

describe('requests while the exposure changes', () => {
  let world: World;

  beforeAll(async () => {
    world = await startSandboxDriver();
  });

  afterAll(() => world?.stop());

  it('are all served, going up, down and back', async () => {
    const { driver } = world;
    const clients = new Clients(`${world.sandbox.gatewayUrl}/checkout/cart`);
    const context = (count: number) => ({
      fence: { epoch: 1, count },
      decision: `decision-${count}`,
      governed: { rollout: 'rollout-1', backends: CHECKOUT.backends },
      confirm: async () => {},
      signal: AbortSignal.timeout(10_000),
    });
    const baseline = await driver.capture(CHECKOUT, context(1));
    clients.start();
    const ladder = [500, 2500, 5000, 10_000, 2500, 100, 5000];
    let count = 1;
    for (const everyone of ladder) {
      count += 1;
      const { generation } = await driver.observe(
        CHECKOUT,
        AbortSignal.timeout(10_000),
      );
      await driver.expose(
        CHECKOUT,
        { internal: Math.max(everyone, 5000), everyone },
        { header: HEADER },
        {
          ...context(count),
          expected: { epoch: 1, count: count - 1 },
          generation,
        },
      );
      await clients.another(40);
    }
    await driver.restore(CHECKOUT, baseline, context(count + 1));
    await clients.another(40);
    await clients.stop();
    expect(clients.lost).toEqual([]);
    expect(clients.served[CHECKOUT.backends.new]).toBeGreaterThan(40);
    expect(clients.served[CHECKOUT.backends.baseline]).toBeGreaterThan(40);
  });
});
