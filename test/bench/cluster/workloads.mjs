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

/**
 * With all that the API server would put in: a Rollout is undone to the
 * template of its ReplicaSet, which has it.
 */
export function podTemplate(labels) {
  return {
    metadata: { labels },
    spec: {
      containers: [
        {
          name: 'main',
          image: `example.com/service@sha256:${'1'.repeat(64)}`,
          imagePullPolicy: 'IfNotPresent',
          ports: [{ containerPort: PORT, protocol: 'TCP' }],
          readinessProbe: {
            httpGet: { path: '/', port: PORT, scheme: 'HTTP' },
            failureThreshold: 3,
            periodSeconds: 10,
            successThreshold: 1,
            timeoutSeconds: 1,
          },
          resources: {},
          terminationMessagePath: '/dev/termination-log',
          terminationMessagePolicy: 'File',
        },
      ],
      dnsPolicy: 'ClusterFirst',
      restartPolicy: 'Always',
      schedulerName: 'default-scheduler',
      securityContext: {},
      terminationGracePeriodSeconds: 30,
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
