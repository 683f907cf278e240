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

import type { TargetEvent } from '@stagecraft/backstage-plugin-rollouts-node';
import { z } from 'zod';
import { pathOf } from '../cluster/resources';
import { KubernetesEvents } from '../events/KubernetesEvents';
import { regardedObjects } from '../events/regarded';
import type { ControlPlane } from './ControlPlane';
import type { DriverWorld } from './DriverWorld';
import { proxied } from './proxied';

const objectSchema = z.object({ metadata: z.object({ uid: z.string() }) });
const eventsSchema = z.object({
  items: z.array(
    z.object({
      type: z.string(),
      reason: z.string(),
      message: z.string(),
      involvedObject: z.object({ name: z.string() }),
    }),
  ),
});

/** What `kubectl describe` lists of an object. */
async function described(
  { admin, namespace }: ControlPlane,
  uid: string,
): Promise<z.infer<typeof eventsSchema>['items']> {
  const selector = encodeURIComponent(`involvedObject.uid=${uid}`);
  const path = `/api/v1/namespaces/${namespace}/events?fieldSelector=${selector}`;
  return eventsSchema.parse(await admin.send('GET', path)).items;
}

/** People read on the target's own objects what was decided about it. */
export function describeEvents(
  world: () => DriverWorld,
  plane: () => ControlPlane,
): void {
  it('tells of a decision on each object of the target, once', async () => {
    const target = await world().makeTarget();
    const { clusters, stop } = await proxied(plane());
    const event: TargetEvent = {
      target,
      rolloutId: 'rollout-1',
      decision: 'experiment-1/7',
      at: new Date(),
      command: 'roll-back',
      reason: 'RollingBack',
      severity: 'warning',
      actor: { ref: 'user:default/ada', name: 'Ada Lovelace' },
      text: `Rolling back: ${'très '.repeat(1_000)}`,
      link: 'https://portal.example.com/rollouts/rollout-1',
    };
    const signal = AbortSignal.timeout(10_000);
    for (const replica of ['one', 'two']) {
      await new KubernetesEvents(clusters, replica).record(event, signal);
    }
    const gone = {
      ...target,
      name: 'gone',
      backends: { baseline: 'a', new: 'b' },
    };
    await new KubernetesEvents(clusters, 'one').record(
      { ...event, target: gone },
      signal,
    );
    await stop();

    const objects = regardedObjects(target);
    expect(objects).not.toEqual([]);
    for (const { resource, namespace, name } of objects) {
      const live = await plane().admin.send(
        'GET',
        pathOf(resource, namespace, name),
      );
      const { uid } = objectSchema.parse(live).metadata;
      const events = (await described(plane(), uid)).filter(
        ({ reason }) => reason === 'RollingBack',
      );
      expect(events).toEqual([
        {
          type: 'Warning',
          reason: 'RollingBack',
          message: expect.stringMatching(
            /^Rolling back: très .*… By Ada Lovelace, decision experiment-1\/7: https:\/\/portal\.example\.com\/rollouts\/rollout-1$/,
          ),
          involvedObject: { name },
        },
      ]);
    }
  });
}
