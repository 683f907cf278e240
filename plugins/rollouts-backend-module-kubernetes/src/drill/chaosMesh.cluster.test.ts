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

import type { MetricDefinition } from '@stagecraft/backstage-plugin-rollouts-common';
import type { BreachRequest } from '@stagecraft/backstage-plugin-rollouts-node';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { requireCluster } from '../__testUtils__/describeDriver';
import {
  HTTP_CHAOS,
  NETWORK_CHAOS,
  pathOf,
  type Resource,
} from '../cluster/resources';
import type { ControlPlane } from '../conformance/ControlPlane';
import { DeploymentWorld } from '../conformance/DeploymentWorld';
import type { DriverWorld } from '../conformance/DriverWorld';
import { proxied } from '../conformance/proxied';
import { ChaosMesh } from './ChaosMesh';

const METRIC: Pick<MetricDefinition, 'title' | 'direction'> = {
  title: 'Health',
  direction: 'lower-is-better',
};
const listSchema = z.object({
  items: z.array(z.looseObject({ spec: z.looseObject({}) })),
});

describe('Chaos Mesh, by its own definitions', () => {
  let plane: ControlPlane;
  let world: DriverWorld;
  let way: Awaited<ReturnType<typeof proxied>>;

  beforeAll(async () => {
    plane = await requireCluster();
    world = await new DeploymentWorld(plane).start();
    way = await proxied(plane);
  });

  afterAll(async () => {
    await way?.stop();
    await world?.stop();
    await plane?.stop();
  });

  async function made(resource: Resource, drillId: string) {
    const path = pathOf(resource, plane.namespace, null);
    const selector = `labelSelector=stagecraft.dev/drill=${drillId}`;
    const list = await plane.admin.send('GET', `${path}?${selector}`);
    return listSchema.parse(list).items;
  }

  it.each<[string, string, Resource, object]>([
    [
      'slow answers',
      'ms',
      NETWORK_CHAOS,
      { action: 'delay', direction: 'to', delay: { latency: '1000ms' } },
    ],
    [
      'failures',
      'ratio',
      HTTP_CHAOS,
      { target: 'Response', port: 80, path: '*', replace: { code: 500 } },
    ],
  ])('take %s as they are made, for a while', async (_, unit, kind, own) => {
    const chaos = new ChaosMesh(way.clusters);
    const signal = AbortSignal.timeout(20_000);
    const target = await world.makeTarget();
    const request: BreachRequest = {
      drillId: randomUUID(),
      service: 'component:default/checkout',
      targets: [target],
      definition: { ...METRIC, unit } as MetricDefinition,
      until: new Date(Date.now() + 60_000),
    };
    expect(await chaos.unable(request, signal)).toBeNull();
    expect(await made(kind, request.drillId)).toEqual([]);
    await chaos.begin(request, signal);
    await chaos.begin(request, signal);
    // Whole: the server drops what the definitions don't know.
    expect((await made(kind, request.drillId)).map(({ spec }) => spec)).toEqual(
      [
        {
          mode: 'all',
          selector: {
            namespaces: [plane.namespace],
            labelSelectors: { app: target.name, track: target.backends.new },
          },
          duration: expect.stringMatching(/^(60|5\d)s$/),
          ...own,
        },
      ],
    );
    await chaos.end(request, signal);
    await chaos.end(request, signal);
    expect(await made(kind, request.drillId)).toEqual([]);
  });
});
