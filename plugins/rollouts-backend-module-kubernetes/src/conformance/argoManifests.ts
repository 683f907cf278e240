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

import type { TargetRef } from '@stagecraft/backstage-plugin-rollouts-common';

/** What splits the requests of a world's Rollouts. */
export type Split = 'pods' | 'istio';

/** Without a router every weight is to be a whole number of pods. */
const LADDERS: Record<Split, { weights: number[]; replicas: number }> = {
  pods: { weights: [0, 25, 50, 75, 100], replicas: 4 },
  istio: { weights: [0, 5, 20, 50, 100], replicas: 2 },
};

/** The weights of its steps, from nobody to everyone. */
export function weightsOf(split: Split): number[] {
  return LADDERS[split].weights;
}

/** The pods of a version. */
export function template(name: string, version: string) {
  return {
    metadata: { labels: { app: name } },
    spec: {
      containers: [
        {
          name: 'shop',
          image: `registry.example.com/shop@sha256:${version.repeat(64)}`,
          readinessProbe: { httpGet: { path: '/ready', port: 8080 } },
        },
      ],
    },
  };
}

export function serviceManifest(name: string, app: string) {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { selector: { app }, ports: [{ port: 80 }] },
  };
}

/** With a step and a pause for every weight. */
export function rolloutManifest(
  name: string,
  backends: TargetRef['backends'],
  split: Split,
) {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name, annotations: { 'example.com/note': 'kept' } },
    spec: {
      replicas: LADDERS[split].replicas,
      revisionHistoryLimit: 3,
      selector: { matchLabels: { app: name } },
      template: template(name, '1'),
      strategy: {
        canary: {
          stableService: backends.baseline,
          canaryService: backends.new,
          maxSurge: '100%',
          maxUnavailable: 0,
          steps: weightsOf(split).flatMap(setWeight => [
            { setWeight },
            { pause: {} },
          ]),
          ...(split === 'istio' && {
            trafficRouting: { istio: { virtualService: { name } } },
          }),
        },
      },
    },
  };
}

/** The VirtualService whose weights the controller sets. */
export function routeManifest(name: string, backends: TargetRef['backends']) {
  const to = (host: string, weight: number) => ({
    destination: { host },
    weight,
  });
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name },
    spec: {
      hosts: [name],
      http: [{ route: [to(backends.baseline, 100), to(backends.new, 0)] }],
    },
  };
}
