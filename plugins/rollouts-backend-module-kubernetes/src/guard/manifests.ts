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

import type { GuardedManifest } from './GuardedNamespace';

const MARKED = {
  'stagecraft.dev/fence': '1.4',
  'stagecraft.dev/decision': 'e1/7',
  'stagecraft.dev/governed': 'r1 shop-stable shop-next shop',
  'example.com/note': 'theirs',
};
const LABELS = { app: 'shop' };
const TEMPLATE = {
  metadata: { labels: LABELS },
  spec: {
    containers: [{ name: 'main', image: 'registry.example.com/shop:1' }],
  },
};

export const backends = (baseline: number, next: number) => [
  { name: 'shop-stable', port: 80, weight: baseline },
  { name: 'shop-next', port: 80, weight: next },
];

export const routeRules = (baseline: number, next: number) => [
  {
    name: 'main',
    matches: [{ path: { type: 'PathPrefix', value: '/' } }],
    backendRefs: backends(baseline, next),
  },
  {
    name: 'health',
    matches: [{ path: { type: 'PathPrefix', value: '/health' } }],
    backendRefs: [{ name: 'elsewhere', port: 80, weight: 1 }],
  },
];

export const meshRoutes = (baseline: number, next: number) => [
  {
    name: 'main',
    route: [
      {
        destination: { host: 'shop', subset: 'shop-stable' },
        weight: baseline,
      },
      { destination: { host: 'shop', subset: 'shop-next' }, weight: next },
    ],
  },
];

export const subsets = (version: string) => [
  { name: 'shop-stable', labels: { version: '1' } },
  { name: 'shop-next', labels: { version } },
];

export const steps = (weight: number) => ({
  canary: { steps: [{ setWeight: weight }, { pause: {} }] },
});

export const flag = (share: number) => ({
  state: 'ENABLED',
  variants: { on: true, off: false },
  defaultVariant: 'off',
  targeting: {
    fractional: [
      ['on', share],
      ['off', 100 - share],
    ],
  },
});

function manifest(
  root: string,
  plural: string,
  kind: string,
  spec: object,
): GuardedManifest {
  const apiVersion = root.replace(/^\/apis?\//, '');
  const name = `shop-${plural}`;
  const metadata = { name, labels: LABELS, annotations: MARKED };
  return { api: [root, plural], object: { apiVersion, kind, metadata, spec } };
}

/** One governed object of every kind that is guarded. */
export const GUARDED = {
  route: manifest(
    '/apis/gateway.networking.k8s.io/v1',
    'httproutes',
    'HTTPRoute',
    { rules: routeRules(95, 5) },
  ),
  mesh: manifest(
    '/apis/networking.istio.io/v1',
    'virtualservices',
    'VirtualService',
    { hosts: ['shop'], http: meshRoutes(95, 5) },
  ),
  rule: manifest(
    '/apis/networking.istio.io/v1',
    'destinationrules',
    'DestinationRule',
    { host: 'shop', subsets: subsets('2') },
  ),
  rollout: manifest('/apis/argoproj.io/v1alpha1', 'rollouts', 'Rollout', {
    replicas: 1,
    paused: true,
    selector: { matchLabels: LABELS },
    template: TEMPLATE,
    strategy: steps(5),
  }),
  deployment: manifest('/apis/apps/v1', 'deployments', 'Deployment', {
    replicas: 1,
    selector: { matchLabels: LABELS },
    template: TEMPLATE,
  }),
  service: manifest('/api/v1', 'services', 'Service', {
    selector: LABELS,
    ports: [{ port: 80 }],
  }),
  flag: manifest(
    '/apis/core.openfeature.dev/v1beta1',
    'featureflags',
    'FeatureFlag',
    { flagSpec: { flags: { shop: flag(5), other: flag(50) } } },
  ),
};
