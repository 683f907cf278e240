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

import { setupDatabase } from '../promises/__testUtils__/setup';
import { FaultyWorld } from './__testUtils__/FaultyWorld';

jest.setTimeout(60_000);

const test = setupDatabase();
const MANAGER = 'argocd-application-controller';

let faulty: FaultyWorld;
beforeEach(async () => {
  faulty = await FaultyWorld.start({ database: test.database });
  await faulty.expose();
});
afterEach(() => faulty?.stop());

describe('a GitOps controller that writes the weights of Git', () => {
  it('is lowered three times, then the rollout is held and names it', async () => {
    for (let time = 1; time <= 3; time += 1) {
      await faulty.writeShare(50, MANAGER);
      await faulty.go(11);
      expect(await faulty.share()).toBeCloseTo(5);
      expect((await faulty.view()).phase).toBe('observing');
    }
    await faulty.writeShare(50, MANAGER);
    await faulty.go(11);
    const held = await faulty.view();
    expect(held).toMatchObject({
      phase: 'held',
      heldReason: expect.stringMatching(
        new RegExp(
          `everyone at 50 %: somebody who writes as "${MANAGER}", last at 20.*Z, raised it again after it was lowered 3 times. Stop that writer`,
        ),
      ),
    });
    expect((await faulty.told()).at(-1)).toMatchObject({
      topic: 'held',
      description: held.heldReason,
    });
    await faulty.go(11);
    expect(await faulty.share()).toBeCloseTo(5);
  });

  it('is not overruled where it takes the exposure away', async () => {
    await faulty.writeShare(0, MANAGER);
    await faulty.go(11);
    expect(await faulty.view()).toMatchObject({
      phase: 'held',
      heldReason: expect.stringContaining(
        `somebody who writes as "${MANAGER}", last at`,
      ),
    });
    await faulty.go(11);
    expect(await faulty.share()).toBe(0);
  });
});
