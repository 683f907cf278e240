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

import { NO_EXPOSURE } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Baseline } from '@stagecraft/backstage-plugin-rollouts-node';
import { z } from 'zod';
import { sandboxPlane } from '../__testUtils__/sandboxPlane';
import { ArgoRolloutsWorld } from '../conformance/ArgoRolloutsWorld';
import type { ControlPlane } from '../conformance/ControlPlane';
import type { DriverWorld } from '../conformance/DriverWorld';
import { failure, Rollout } from '../conformance/rollout';
import { statusOf, rolloutSchema } from './rollout';

const MERGE_PATCH = { contentType: 'application/merge-patch+json' };

const keptSchema = z.looseObject({
  template: z.looseObject({ spec: z.looseObject({}) }),
});

/** A cluster fills these in for ReplicaSets, and not for Rollouts. */
function withDefaults(baseline: Baseline): Baseline {
  const { template, ...content } = keptSchema.parse(baseline.content);
  const spec = { ...template.spec, dnsPolicy: 'ClusterFirst' };
  return {
    ...baseline,
    content: z.json().parse({ ...content, template: { ...template, spec } }),
  };
}

describe('the traps of Argo Rollouts', () => {
  let plane: ControlPlane;
  let world: DriverWorld;

  beforeAll(async () => {
    plane = await sandboxPlane();
    world = await new ArgoRolloutsWorld(plane, 'istio').start();
  });

  afterEach(() => world.proxy.clear());

  afterAll(async () => {
    await world?.stop();
    await plane?.stop();
  });

  const path = ({ target }: Rollout) =>
    `/apis/argoproj.io/v1alpha1/namespaces/${target.namespace}/rollouts/${target.name}`;

  const patch = (rollout: Rollout, body: object, part = '') =>
    plane.admin.send('PATCH', path(rollout) + part, body, MERGE_PATCH);

  const promoteInFull = (rollout: Rollout) =>
    patch(rollout, { status: { promoteFull: true } }, '/status');

  async function live(rollout: Rollout) {
    return rolloutSchema.parse(await rollout.stored());
  }

  async function exposed(): Promise<Rollout> {
    const rollout = await Rollout.captured(world);
    await rollout.expose(world.ladder[1]);
    world.proxy.clear();
    return rollout;
  }

  it('shows everybody exposed when somebody promoted it, and still goes back', async () => {
    const rollout = await exposed();
    const restored = await rollout.restored();
    await promoteInFull(rollout);
    expect(statusOf(await live(rollout)).phase).toBe('Healthy');
    expect((await rollout.observe()).exposure.everyone).toBe(10_000);
    expect((await failure(rollout.restore())).message).toMatch(
      /had been promoted/,
    );
    await rollout.untilRestored();
    expect((await rollout.observe()).exposure.everyone).toBe(0);
    expect(await rollout.owned()).toEqual(restored);
  });

  it('knows the baseline again when its pods come back under another hash', async () => {
    const rollout = await Rollout.on(world);
    const { stableRS } = statusOf(await live(rollout));
    await rollout.capture({ kept: withDefaults });
    const restored = await rollout.restored();
    await promoteInFull(rollout);
    await rollout.stored();

    await rollout.tryToRestore();
    await rollout.stored();
    const { currentPodHash, stableRS: promoted } = statusOf(
      await live(rollout),
    );
    expect(currentPodHash).not.toBe(stableRS);
    expect(currentPodHash).not.toBe(promoted);
    expect((await rollout.observe()).exposure.everyone).toBe(10_000);

    await rollout.untilRestored();
    expect(statusOf(await live(rollout)).stableRS).toBe(currentPodHash);
    expect(await rollout.owned()).toEqual(restored);
    expect(await rollout.observe()).toMatchObject({
      exposure: NO_EXPOSURE,
      accepted: true,
      trouble: null,
    });
  });

  it('opens one step, however often it is told to', async () => {
    const rollout = await exposed();
    const [, sent] = world.proxy.sent('PATCH');
    expect(sent).toBeUndefined();
    await rollout.exposeAgain(world.ladder[1]);
    await rollout.expose(world.ladder[1]);
    expect((await rollout.observe()).exposure).toEqual(world.ladder[1]);
  });

  it('writes again what was cut off between the stamp and the status', async () => {
    const rollout = await exposed();
    const before = rollout.fence;
    const hold = world.proxy.hold('PATCH', 1);
    const controller = new AbortController();
    const cut = failure(
      rollout.expose(world.ladder[2], { signal: controller.signal }),
    );
    await hold.arrived;
    controller.abort();
    await cut;
    expect(await rollout.observe()).toMatchObject({
      exposure: world.ladder[1],
      fence: before,
    });
    await rollout.expose(world.ladder[2], { expected: before });
    hold.release();
    await hold.landed;
    expect(await rollout.observe()).toMatchObject({
      exposure: world.ladder[2],
      fence: rollout.fence,
    });
  });

  it('refuses to open an aborted Rollout', async () => {
    const rollout = await exposed();
    await patch(rollout, { status: { abort: true } }, '/status');
    const refused = await failure(rollout.expose(world.ladder[2]));
    expect(refused.message).toMatch(
      /promoting an aborted Rollout does nothing/,
    );
    expect((await rollout.observe()).trouble).toMatch(/degraded/);
  });

  it('exposes nothing further once its steps were edited', async () => {
    const rollout = await exposed();
    const { strategy } = (await live(rollout)).spec;
    await patch(rollout, {
      spec: {
        strategy: {
          canary: {
            steps: [
              ...(strategy?.canary?.steps ?? []),
              { setWeight: 1 },
              { pause: {} },
            ],
          },
        },
      },
    });
    await rollout.stored();
    const refused = await failure(rollout.expose(world.ladder[1]));
    expect(refused.message).toMatch(/has other steps than when/);
    await rollout.restore();
    await rollout.untilRestored();
    expect((await rollout.observe()).exposure.everyone).toBe(0);
  });

  it('passes its preflight, and fails it with a remedy', async () => {
    const rollout = await Rollout.on(world);
    const preflight = async () =>
      world.driver.preflight(rollout.target, {}, AbortSignal.timeout(10_000));
    const outcomes = await preflight();
    expect(outcomes.filter(({ outcome }) => outcome !== 'pass')).toEqual([]);
    await patch(rollout, {
      spec: {
        strategy: {
          canary: { dynamicStableScale: true, steps: [{ setWeight: 10 }] },
        },
      },
    });
    await rollout.stored();
    const failed = (await preflight()).filter(
      ({ outcome }) => outcome !== 'pass',
    );
    expect(failed.map(({ check }) => check)).toEqual(
      expect.arrayContaining(['steps', 'held', 'warm']),
    );
    for (const { remedy } of failed) expect(remedy).toBeTruthy();
  });
});
