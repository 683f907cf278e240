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

import { createHash } from 'node:crypto';
import { backendName, Variant, WorldService } from './services';

/** An object as a manifest states it. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  [field: string]: unknown;
}

const GATEWAY_NAMESPACE = 'gateway';
const GATEWAY_NAME = 'public';
/** Of Stagecraft itself, for what it keeps in a cluster. */
const OWN_NAMESPACE = 'stagecraft';
const GATEWAY_CLASS = 'stagecraft-sandbox';
export const GATEWAY_CONTROLLER = 'stagecraft.dev/sandbox-gateway';

const PORT = 8080;
const REPLICAS = 3;

function digest(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

function labels(service: WorldService, variant: Variant) {
  return {
    'app.kubernetes.io/name': service.name,
    'app.kubernetes.io/component': variant === 'baseline' ? 'stable' : 'next',
    'backstage.io/kubernetes-id': service.name,
  };
}

function selector(service: WorldService, variant: Variant) {
  const { 'backstage.io/kubernetes-id': _, ...rest } = labels(service, variant);
  return rest;
}

function deployment(service: WorldService, variant: Variant): Manifest {
  const name = backendName(service.name, variant);
  const image = `registry.example.com/${service.namespace}/${service.name}`;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name,
      namespace: service.namespace,
      labels: labels(service, variant),
    },
    spec: {
      replicas: REPLICAS,
      selector: { matchLabels: selector(service, variant) },
      template: {
        metadata: { labels: labels(service, variant) },
        spec: {
          containers: [
            {
              name: service.name,
              image: `${image}@${digest(name)}`,
              ports: [{ name: 'http', containerPort: PORT, protocol: 'TCP' }],
              readinessProbe: {
                httpGet: { path: '/ready', port: 'http' },
                periodSeconds: 5,
              },
              resources: {
                requests: { cpu: '100m', memory: '128Mi' },
                limits: { cpu: '500m', memory: '256Mi' },
              },
            },
          ],
        },
      },
    },
  };
}

function clusterService(service: WorldService, variant: Variant): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: backendName(service.name, variant),
      namespace: service.namespace,
      labels: labels(service, variant),
    },
    spec: {
      selector: selector(service, variant),
      ports: [{ name: 'http', port: 80, targetPort: 'http', protocol: 'TCP' }],
    },
  };
}

function route(service: WorldService): Manifest {
  const backend = (variant: Variant, weight: number) => ({
    name: backendName(service.name, variant),
    port: 80,
    weight,
  });
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: {
      name: service.name,
      namespace: service.namespace,
      labels: {
        'app.kubernetes.io/name': service.name,
        'backstage.io/kubernetes-id': service.name,
      },
    },
    spec: {
      parentRefs: [{ name: GATEWAY_NAME, namespace: GATEWAY_NAMESPACE }],
      rules: [
        {
          name: 'main',
          matches: [
            { path: { type: 'PathPrefix', value: `/${service.name}` } },
          ],
          timeouts: { request: '15s' },
          backendRefs: [backend('baseline', 100), backend('new', 0)],
        },
      ],
    },
  };
}

function settings(service: WorldService): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: `${service.name}-settings`,
      namespace: service.namespace,
      labels: { 'app.kubernetes.io/name': service.name },
    },
    data: { LOG_LEVEL: 'info', REQUEST_TIMEOUT: '5s' },
  };
}

function namespace(name: string): Manifest {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

const GATEWAY_OBJECTS: readonly Manifest[] = [
  {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'GatewayClass',
    metadata: { name: GATEWAY_CLASS },
    spec: { controllerName: GATEWAY_CONTROLLER },
  },
  {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: GATEWAY_NAME, namespace: GATEWAY_NAMESPACE },
    spec: {
      gatewayClassName: GATEWAY_CLASS,
      listeners: [
        {
          name: 'http',
          port: 80,
          protocol: 'HTTP',
          allowedRoutes: { namespaces: { from: 'All' } },
        },
      ],
    },
  },
];

const VARIANTS: readonly Variant[] = ['baseline', 'new'];

/** Everything in the world at its beginning, in the order it is made. */
export function worldObjects(services: readonly WorldService[]): Manifest[] {
  const namespaces = new Set([
    'default',
    'kube-system',
    OWN_NAMESPACE,
    GATEWAY_NAMESPACE,
    ...services.map(service => service.namespace),
  ]);
  return [
    ...[...namespaces].map(namespace),
    ...GATEWAY_OBJECTS,
    ...services.flatMap(service => [
      settings(service),
      ...VARIANTS.flatMap(variant => [
        deployment(service, variant),
        clusterService(service, variant),
      ]),
      route(service),
    ]),
  ];
}
