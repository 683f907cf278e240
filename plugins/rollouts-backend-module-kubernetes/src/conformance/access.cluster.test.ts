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

import { ConfigReader } from '@backstage/config';
import { NO_EXPOSURE } from '@stagecraft/backstage-plugin-rollouts-common';
import { rootCertificates } from 'node:tls';
import { z } from 'zod';
import { requireCluster } from '../__testUtils__/describeDriver';
import { Clusters } from '../cluster/Clusters';
import { GatewayApiDriver } from '../gateway/GatewayApiDriver';
import type { ControlPlane } from './ControlPlane';
import type { DriverWorld } from './DriverWorld';
import { GatewayApiWorld } from './GatewayApiWorld';
import { CLUSTER } from './proxied';
import { failure, Rollout } from './rollout';

const ACCOUNT = 'system:serviceaccount:stagecraft:stagecraft';
const BINDINGS = '/apis/rbac.authorization.k8s.io/v1/namespaces';
const REVIEWS = '/apis/authorization.k8s.io/v1/subjectaccessreviews';
const ROUTES = { group: 'gateway.networking.k8s.io', resource: 'httproutes' };
const STEP = { internal: 10_000, everyone: 500 };

const reviewSchema = z.object({ status: z.object({ allowed: z.boolean() }) });

interface Trust {
  token?: string;
  ca?: string;
}

describe('the way to a real cluster', () => {
  let plane: ControlPlane;
  let world: DriverWorld;
  const opened: Clusters[] = [];

  beforeAll(async () => {
    plane = await requireCluster();
    world = await new GatewayApiWorld(plane).start();
  });

  afterEach(() => opened.splice(0).forEach(clusters => clusters.close()));

  afterAll(async () => {
    await world?.stop();
    await plane?.stop();
  });

  /** A driver by a portal's configuration, with no proxy between. */
  function directly({ token, ca }: Trust = {}): DriverWorld {
    const { access } = plane;
    const clusters = Clusters.fromConfig(
      new ConfigReader({
        kubernetes: {
          clusterLocatorMethods: [
            {
              type: 'config',
              clusters: [
                {
                  name: CLUSTER,
                  url: access.url,
                  authProvider: 'serviceAccount',
                  serviceAccountToken: token ?? access.token,
                  caData: Buffer.from(ca ?? access.ca ?? '').toString('base64'),
                },
              ],
            },
          ],
        },
      }),
    );
    opened.push(clusters);
    return { ...world, driver: new GatewayApiDriver(clusters) };
  }

  async function may(
    verb: string,
    attributes: { group: string; resource: string; namespace?: string },
  ): Promise<boolean> {
    const review = await plane.admin.send('POST', REVIEWS, {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SubjectAccessReview',
      spec: {
        user: ACCOUNT,
        groups: ['system:serviceaccounts', 'system:authenticated'],
        resourceAttributes: {
          namespace: plane.namespace,
          verb,
          ...attributes,
        },
      },
    });
    return reviewSchema.parse(review).status.allowed;
  }

  it('is the cluster configured, by its own certificate', async () => {
    const rollout = await Rollout.captured(directly());
    await rollout.expose(STEP);
    expect((await rollout.observe()).exposure).toEqual(STEP);
    await rollout.restore();
    expect((await rollout.observe()).exposure).toEqual(NO_EXPOSURE);
  });

  it('is refused to a server that another authority vouches for', async () => {
    const { target } = await Rollout.captured(world);
    const impostor = directly({ ca: rootCertificates[0] });
    const refused = await failure(
      impostor.driver.observe(target, AbortSignal.timeout(10_000)),
    );
    expect(refused.code).toBe('unreachable');
    expect(refused.message).toMatch(/certificate/);
  });

  it('says which credentials to renew', async () => {
    const { target } = await Rollout.captured(world);
    const stranger = directly({ token: 'gone' });
    const refused = await failure(
      stranger.driver.observe(target, AbortSignal.timeout(10_000)),
    );
    expect(refused.code).toBe('forbidden');
    expect(refused.message).toMatch(/Renew the service account token/);
  });

  it('allows what drivers do in a namespace that has the role, and no more', async () => {
    expect(await may('patch', ROUTES)).toBe(true);
    expect(await may('delete', ROUTES)).toBe(false);
    expect(await may('patch', { ...ROUTES, namespace: 'default' })).toBe(false);
    expect(await may('get', { group: '', resource: 'secrets' })).toBe(false);
    expect(await may('patch', { group: '', resource: 'configmaps' })).toBe(
      false,
    );
  });

  it('names the right that was withdrawn, and goes on once it is back', async () => {
    const rollout = await Rollout.captured(world);
    await rollout.expose(STEP);
    const bindings = `${BINDINGS}/${plane.namespace}/rolebindings`;
    const path = `${bindings}/stagecraft-rollouts`;
    const binding = z
      .looseObject({ roleRef: z.unknown(), subjects: z.unknown() })
      .parse(await plane.admin.send('GET', path));
    await plane.admin.send('DELETE', path);
    await until(async () => !(await may('get', ROUTES)));
    const refused = await failure(rollout.restore());
    await plane.admin.send('POST', bindings, {
      metadata: { name: 'stagecraft-rollouts' },
      roleRef: binding.roleRef,
      subjects: binding.subjects,
    });
    expect(refused.code).toBe('forbidden');
    expect(refused.message).toMatch(
      new RegExp(
        `Grant its service account the verb "get" on httproutes\\S* in namespace ${plane.namespace}`,
      ),
    );
    await until(() => may('patch', ROUTES));
    await rollout.restore();
    expect((await rollout.observe()).exposure).toEqual(NO_EXPOSURE);
  });

  it('is never crowded out by others who write the same object', async () => {
    const rollout = await Rollout.captured(world);
    await rollout.expose(STEP);
    let busy = true;
    const rivals = Array.from({ length: 3 }, async () => {
      while (busy)
        await world.rivals.annotate(rollout.target, 'busy', `${Math.random()}`);
    });
    await rollout.restore();
    busy = false;
    await Promise.all(rivals);
    expect((await rollout.observe()).exposure).toEqual(NO_EXPOSURE);
  });
});

/** Polls until a condition holds. @throws when it does not within 20 s. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('It did not come to pass');
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}
