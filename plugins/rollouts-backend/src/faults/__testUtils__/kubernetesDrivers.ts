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

import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  capsulesExtensionPoint,
  clustersExtensionPoint,
  drillsExtensionPoint,
  driversExtensionPoint,
  eventsExtensionPoint,
  type ExposureDriver,
} from '@stagecraft/backstage-plugin-rollouts-node';
import kubernetesModule from '@stagecraft/backstage-plugin-rollouts-backend-module-kubernetes';

export interface ReachedCluster {
  name: string;
  url: string;
  /** PEM in base64 that its API server is trusted by. */
  caData?: string;
}

/**
 * The driver of routes as the module makes it of a portal's configuration, its
 * calls with a deadline of `deadlineMs`.
 */
export async function routeDriver(
  clusters: readonly ReachedCluster[],
  deadlineMs: number,
): Promise<{ driver: ExposureDriver; stop(): Promise<void> }> {
  const drivers: ExposureDriver[] = [];
  const backend = await startTestBackend({
    extensionPoints: [
      [driversExtensionPoint, { addDriver: added => drivers.push(added) }],
      [clustersExtensionPoint, { addSource: () => {} }],
      [capsulesExtensionPoint, { setStore: () => {} }],
      [eventsExtensionPoint, { addRecorder: () => {} }],
      [
        drillsExtensionPoint,
        { addBreachSource: () => {}, addReadinessSource: () => {} },
      ],
    ],
    features: [
      kubernetesModule,
      mockServices.rootConfig.factory({
        data: {
          kubernetes: {
            clusterLocatorMethods: [
              {
                type: 'config',
                clusters: clusters.map(({ caData, ...cluster }) => ({
                  ...cluster,
                  authProvider: 'serviceAccount',
                  serviceAccountToken: 'any',
                  ...(caData ? { caData } : { skipTLSVerify: true }),
                })),
              },
            ],
          },
          rollouts: {
            kubernetes: { deadline: { milliseconds: deadlineMs } },
          },
        },
      }),
    ],
  });
  const driver = drivers.find(({ kind }) => kind === 'gateway-api');
  if (!driver) throw new Error('The module adds no driver of routes');
  return { driver, stop: () => backend.stop() };
}
