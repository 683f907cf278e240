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

import {
  metadata,
  NAMESPACE,
  podTemplate,
  REPLICAS,
  service,
} from './workloads.mjs';

const MERGE = 'application/merge-patch+json';

/** The paths, Services and labels of a canary by Argo Rollouts. */
function namesOf(name) {
  const at = group => `/apis/${group}/namespaces/${NAMESPACE}`;
  return {
    backends: { baseline: `${name}-stable`, new: `${name}-canary` },
    routePath: `${at('networking.istio.io/v1')}/virtualservices/${name}`,
    rolloutPath: `${at('argoproj.io/v1alpha1')}/rollouts/${name}`,
    labels: { app: name },
  };
}

/**
 * A Rollout whose controller moves a VirtualService.
 *
 * @param canary - its steps and what else stands in its strategy
 */
export function canary(name, strategy) {
  const { backends, routePath, rolloutPath, labels } = namesOf(name);
  return {
    backends,
    routePath,
    rolloutPath,
    manifests: [
      ...Object.values(backends).map(each => service(each, labels)),
      {
        apiVersion: 'networking.istio.io/v1',
        kind: 'VirtualService',
        metadata: metadata(name),
        spec: {
          hosts: [name],
          http: [
            {
              name: 'main',
              route: [
                { destination: { host: backends.baseline }, weight: 100 },
                { destination: { host: backends.new }, weight: 0 },
              ],
            },
          ],
        },
      },
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Rollout',
        metadata: metadata(name),
        spec: {
          replicas: REPLICAS,
          selector: { matchLabels: labels },
          template: podTemplate(labels),
          strategy: {
            canary: {
              stableService: backends.baseline,
              canaryService: backends.new,
              trafficRouting: {
                istio: { virtualService: { name, routes: ['main'] } },
              },
              ...strategy,
            },
          },
        },
      },
    ],
    shareOf({ spec }) {
      const { route } = spec.http[0];
      const next = route.find(
        ({ destination }) => destination.host === backends.new,
      );
      return next.weight / 100;
    },
    /** @param version - of the new one; null for the old one */
    changeTemplate(api, version) {
      const annotations = { 'example.com/version': version };
      const template = { metadata: { annotations } };
      return api.send('PATCH', rolloutPath, { spec: { template } }, MERGE);
    },
  };
}

const isSeen = ({ metadata: { generation }, status }) =>
  status?.observedGeneration === String(generation);

/** Whether one version runs, and no update is under way. */
export const isAtRest = rollout =>
  isSeen(rollout) && rollout.status.phase === 'Healthy';

/** Whether an update waits at its first step. */
export const isHeld = rollout =>
  isSeen(rollout) &&
  rollout.status.phase === 'Paused' &&
  rollout.status.currentStepIndex === 1;
