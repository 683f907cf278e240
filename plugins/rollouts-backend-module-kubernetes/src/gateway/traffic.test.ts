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

import type { Exposure } from '@stagecraft/backstage-plugin-rollouts-common';
import { CHECKOUT, startSandboxDriver } from '../__testUtils__/sandboxDriver';

const HEADER = { name: 'x-internal', value: 'yes' };

describe('traffic through an exposed route', () => {
  let world: Awaited<ReturnType<typeof startSandboxDriver>>;

  beforeAll(async () => {
    world = await startSandboxDriver();
  });

  afterAll(() => world?.stop());

  function context(count: number) {
    return {
      fence: { epoch: 1, count },
      decision: `decision-${count}`,
      governed: { rollout: 'rollout-1', backends: CHECKOUT.backends },
      confirm: async () => {},
      signal: AbortSignal.timeout(10_000),
    };
  }

  async function servedBy(headers: Record<string, string>) {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        fetch(`${world.sandbox.gatewayUrl}/checkout/cart`, { headers }),
      ),
    );
    const names = answers.map(answer => answer.headers.get('x-served-by'));
    return [...new Set(names)];
  }

  it('reaches the new version by header, then by share, then no more', async () => {
    const { driver } = world;
    const { baseline, new: next } = CHECKOUT.backends;
    const internal = { 'x-internal': 'yes' };
    const expose = async (exposure: Exposure, count: number) => {
      const common = context(count);
      const { generation } = await driver.observe(CHECKOUT, common.signal);
      await driver.expose(
        CHECKOUT,
        exposure,
        { header: HEADER },
        { ...common, expected: { epoch: 1, count: count - 1 }, generation },
      );
    };

    const captured = await driver.capture(CHECKOUT, context(1));
    expect(await servedBy(internal)).toEqual([baseline]);

    await expose({ internal: 10_000, everyone: 0 }, 2);
    expect(await servedBy(internal)).toEqual([next]);
    expect(await servedBy({ 'x-internal': 'no' })).toEqual([baseline]);
    expect(await servedBy({})).toEqual([baseline]);

    await expose({ internal: 10_000, everyone: 10_000 }, 3);
    expect(await servedBy({})).toEqual([next]);

    await driver.restore(CHECKOUT, captured, context(4));
    expect(await servedBy(internal)).toEqual([baseline]);
    expect(await servedBy({})).toEqual([baseline]);
  });
});
