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

export const NAMESPACE = 'bench';
export const REPLICAS = 2;
const PORT = 8080;

export const metadata = (name, more = {}) => ({
  name,
  namespace: NAMESPACE,
  ...more,
});

export function podTemplate(labels) {
  return {
    metadata: { labels },
    spec: {
      containers: [
        {
          name: 'main',
          image: `example.com/service@sha256:${'1'.repeat(64)}`,
          ports: [{ containerPort: PORT }],
          readinessProbe: { httpGet: { path: '/', port: PORT } },
        },
      ],
    },
  };
}

export function service(name, selector) {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(name),
    spec: { selector, ports: [{ name: 'http', port: 80, targetPort: PORT }] },
  };
}

export function deployment(name, labels) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata(name),
    spec: {
      replicas: REPLICAS,
      selector: { matchLabels: labels },
      template: podTemplate(labels),
    },
  };
}
