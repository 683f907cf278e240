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

import { requireCluster } from '../__testUtils__/describeDriver';
import type { Person } from '../conformance/AdminClient';
import type { ControlPlane } from '../conformance/ControlPlane';
import type { DriverWorld } from '../conformance/DriverWorld';
import { GatewayApiWorld } from '../conformance/GatewayApiWorld';
import { Rollout } from '../conformance/rollout';
import { GuardedNamespace } from './GuardedNamespace';
import {
  backends,
  flag,
  GUARDED,
  meshRoutes,
  routeRules,
  steps,
  subsets,
} from './manifests';

jest.setTimeout(60_000);

const JO: Person = { user: 'jo', groups: ['system:masters'] };
const BREAK_GLASS: Person = {
  user: 'jo',
  groups: ['system:masters', 'stagecraft:break-glass'],
};
const ARGO: Person = {
  user: 'system:serviceaccount:argo-rollouts:argo-rollouts',
  groups: ['system:masters'],
};

const NOTICED = /You act as stagecraft:break-glass/;

type Kind = keyof typeof GUARDED;
const KINDS = Object.keys(GUARDED) as Kind[];

const rules = (...added: object[]) => ({
  spec: { rules: [...routeRules(95, 5), ...added] },
});
const ADDED = {
  name: 'mine',
  matches: [{ path: { type: 'PathPrefix', value: '/beta' } }],
  backendRefs: backends(0, 1),
};
const PROMOTED = {
  status: { pauseConditions: null, currentStepIndex: 2 },
};

describe('guarded targets', () => {
  let plane: ControlPlane;
  let world: DriverWorld;
  let guarded: GuardedNamespace;
  const paths = new Map<Kind, string>();

  beforeAll(async () => {
    plane = await requireCluster();
    await plane.admin.send(
      'PATCH',
      `/api/v1/namespaces/${plane.namespace}`,
      { metadata: { labels: { 'stagecraft.dev/guard-scale': 'true' } } },
      { contentType: 'application/merge-patch+json' },
    );
    world = await new GatewayApiWorld(plane).start();
    guarded = await GuardedNamespace.start(plane);
    for (const kind of KINDS) {
      paths.set(kind, await guarded.make(GUARDED[kind]));
    }
    await guarded.untilInForce(pathOf('route'), {
      spec: { rules: routeRules(0, 100) },
    });
    await guarded.untilInForce(`${pathOf('deployment')}/scale`, {
      spec: { replicas: 5 },
    });
  });

  afterAll(async () => {
    await world?.stop();
    await guarded?.stop();
    await plane?.stop();
  });

  function pathOf(kind: Kind, subresource = ''): string {
    const path = paths.get(kind);
    if (path === undefined) throw new Error(`There is no ${kind}`);
    return `${path}${subresource}`;
  }

  const template = (image: string) => ({
    spec: { template: { spec: { containers: [{ name: 'main', image }] } } },
  });

  const EXPOSING: { what: string; kind: Kind; change: object; sub?: string }[] =
    [
      {
        what: 'weights of a route',
        kind: 'route',
        change: { spec: { rules: routeRules(0, 100) } },
      },
      {
        what: 'an added rule that carries the new version',
        kind: 'route',
        change: rules(ADDED),
      },
      {
        what: 'who comes to a governed rule',
        kind: 'route',
        change: {
          spec: {
            rules: routeRules(95, 5).map(rule => ({ ...rule, matches: [] })),
          },
        },
      },
      {
        what: 'weights of a virtual service',
        kind: 'mesh',
        change: { spec: { http: meshRoutes(0, 100) } },
      },
      {
        what: 'what a subset is',
        kind: 'rule',
        change: { spec: { subsets: subsets('3') } },
      },
      {
        what: 'steps of a Rollout',
        kind: 'rollout',
        change: { spec: { strategy: steps(100) } },
      },
      {
        what: 'the template of a Rollout',
        kind: 'rollout',
        change: template('example.com/3'),
      },
      {
        what: 'a promotion by status',
        kind: 'rollout',
        change: PROMOTED,
        sub: '/status',
      },
      {
        what: 'replicas of a Deployment',
        kind: 'deployment',
        change: { spec: { replicas: 9 } },
      },
      {
        what: 'replicas by the scale of a Deployment',
        kind: 'deployment',
        change: { spec: { replicas: 9 } },
        sub: '/scale',
      },
      {
        what: 'the template of a Deployment',
        kind: 'deployment',
        change: template('example.com/3'),
      },
      {
        what: 'the selector of a Service',
        kind: 'service',
        change: { spec: { selector: { app: 'other' } } },
      },
      {
        what: 'a governed flag',
        kind: 'flag',
        change: {
          spec: { flagSpec: { flags: { shop: { defaultVariant: 'on' } } } },
        },
      },
      {
        what: 'the targeting of a governed flag',
        kind: 'flag',
        change: { spec: { flagSpec: { flags: { shop: flag(90) } } } },
      },
    ];

  it.each(EXPOSING)(
    'refuses to change $what',
    async ({ kind, change, sub }) => {
      const path = `${pathOf(kind, sub)}?dryRun=All`;
      const answer = await guarded.merge(path, change, JO);
      expect(answer.text).toMatch(/denied request.*stagecraft:break-glass/);
      expect(answer.status).toBe(403);
    },
  );

  it.each(EXPOSING)(
    'lets break-glass change $what',
    async ({ kind, change, sub }) => {
      const path = `${pathOf(kind, sub)}?dryRun=All`;
      const answer = await guarded.merge(path, change, BREAK_GLASS);
      expect(answer.status).toBe(200);
      const noticed = answer.warnings.some(each => NOTICED.test(each));
      // Of a scale nobody can say whether it is governed.
      expect(noticed).toBe(sub !== '/scale');
    },
  );

  it.each(KINDS)(
    'refuses to delete a governed %s, or to strip it',
    async kind => {
      const path = `${pathOf(kind)}?dryRun=All`;
      expect((await guarded.remove(path, JO)).status).toBe(403);
      for (const name of ['fence', 'decision', 'governed']) {
        const change = {
          metadata: { annotations: { [`stagecraft.dev/${name}`]: null } },
        };
        expect((await guarded.merge(path, change, JO)).status).toBe(403);
      }
      const glass = await guarded.remove(path, BREAK_GLASS);
      expect(glass.status).toBe(200);
      expect(glass.warnings).toHaveLength(1);
    },
  );

  it('refuses to mark an object that no rollout governs', async () => {
    const { api, object } = GUARDED.service;
    const free = await guarded.make({
      api,
      object: { ...object, metadata: { name: 'free' } },
    });
    const annotations = { 'stagecraft.dev/governed': 'mine a b' };
    const marked = { metadata: { annotations } };
    expect((await guarded.merge(free, marked, JO)).status).toBe(403);
    const moved = { spec: { selector: { app: 'free' } } };
    expect((await guarded.merge(free, moved, JO)).status).toBe(200);
    expect((await guarded.remove(free, JO)).status).toBe(200);
  });

  it.each<{ what: string; kind: Kind; change: object; as?: Person }>([
    {
      what: 'labels',
      kind: 'route',
      change: { metadata: { labels: { team: 'shop' } } },
    },
    {
      what: 'other annotations',
      kind: 'mesh',
      change: { metadata: { annotations: { 'example.com/note': null } } },
    },
    {
      what: 'hostnames',
      kind: 'route',
      change: { spec: { hostnames: ['shop.example'] } },
    },
    {
      what: "a shared route's other rules",
      kind: 'route',
      change: rules({ backendRefs: [{ name: 'third', port: 80, weight: 1 }] }),
    },
    {
      what: 'another subset',
      kind: 'rule',
      change: {
        spec: { subsets: [...subsets('2'), { name: 'third' }] },
      },
    },
    {
      what: 'replicas of a Rollout',
      kind: 'rollout',
      change: { spec: { replicas: 4 } },
    },
    {
      what: 'ports of a Service',
      kind: 'service',
      change: { spec: { ports: [{ port: 81 }] } },
    },
    {
      what: 'another flag',
      kind: 'flag',
      change: { spec: { flagSpec: { flags: { other: flag(90) } } } },
    },
    {
      what: "a Rollout's status by Argo's controller",
      kind: 'rollout',
      change: { status: { message: 'by Argo' } },
      as: ARGO,
    },
    {
      what: "a Service's selector by Argo's controller",
      kind: 'service',
      change: { spec: { selector: { 'rollouts-pod-template-hash': '5d' } } },
      as: ARGO,
    },
  ])('leaves $what to others', async ({ what, kind, change, as = JO }) => {
    const sub = what.includes('status') ? '/status' : '';
    const path = `${pathOf(kind, sub)}?dryRun=All`;
    const answer = await guarded.merge(path, change, as);
    expect(answer.text).not.toMatch(/denied/);
    expect(answer).toMatchObject({ status: 200, warnings: [] });
  });

  it('leaves a Deployment to the controllers that run it', async () => {
    await guarded.until(pathOf('deployment'), 'observedGeneration', 1);
    expect((await plane.admin.call('GET', pathOf('deployment'))).text).toMatch(
      /"deployment.kubernetes.io\/revision":"1"/,
    );
  });

  it('lets Stagecraft go forward and back, whatever the object looks like', async () => {
    const rollout = await Rollout.on(world);
    const before = await rollout.owned();
    await rollout.capture();
    await rollout.expose({ internal: 10_000, everyone: 5_000 });
    const path = `/apis/gateway.networking.k8s.io/v1/namespaces/${plane.namespace}/httproutes/${rollout.target.name}`;
    const broken = {
      metadata: {
        annotations: { 'stagecraft.dev/governed': 'not-a-mark' },
      },
    };
    expect((await guarded.merge(path, broken, JO)).status).toBe(403);
    expect((await guarded.merge(path, broken, BREAK_GLASS)).status).toBe(200);
    // The policy fails on this mark, so that it refuses everybody else.
    const label = { metadata: { labels: { any: 'thing' } } };
    expect((await guarded.merge(path, label, JO)).status).toBe(422);

    await rollout.restore();
    expect(await rollout.owned()).toEqual(before);
    expect((await guarded.merge(path, label, JO)).status).toBe(200);
  });
});
