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

/* eslint-disable jest/no-export -- every driver's tests call these cases */

import { CapsuleBench, hasKubectl } from './CapsuleBench';
import type { ControlPlane } from './ControlPlane';
import type { DriverWorld } from './DriverWorld';
import { Rollout } from './rollout';

const PATIENCE_MS = 120_000;

/** A person takes exposures back by the capsule alone. */
export function describeTakeBack(
  world: () => DriverWorld,
  plane: () => ControlPlane,
): void {
  const described = hasKubectl ? describe : describe.skip;
  described('by its capsule, with kubectl and openssl alone', () => {
    let bench: CapsuleBench | undefined;

    beforeAll(async () => {
      bench = await CapsuleBench.start(plane());
    });

    afterAll(() => bench?.stop());

    it.each<[string, number]>([
      ['first', 0],
      ['middle', 0.5],
      ['last', 1],
    ])(
      'goes back from the %s stage to the baseline',
      async (_, place) => {
        if (!bench) throw new Error('The bench has not started');
        const { ladder } = world();
        const exposure = ladder[Math.floor((ladder.length - 1) * place)];
        const rollout = await Rollout.on(world());
        await rollout.capture();
        const restored = await rollout.restored();
        const capsule = await bench.seal(await bench.subject(world(), rollout));
        await rollout.expose(exposure);

        expect(await bench.apply(capsule)).toMatchObject({
          code: 0,
          errors: '',
        });
        expect(await rollout.owned()).toEqual(restored);
        const { exposure: shown, fence } = await rollout.observe();
        expect(shown).toEqual({ internal: 0, everyone: 0 });
        // What Stagecraft had under way fails its test of the fence.
        expect(fence?.count).toBeGreaterThan(rollout.fence.count);
      },
      PATIENCE_MS,
    );
  });
}
