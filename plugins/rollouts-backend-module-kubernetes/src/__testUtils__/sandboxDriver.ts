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

import { ConfigReader } from '@backstage/config';
import { KubeConfig } from '@kubernetes/client-node';
import type { TargetRef } from '@stagecraft/backstage-plugin-rollouts-common';
import { createSandbox } from '@stagecraft/sandbox';
import { Clusters } from '../cluster/Clusters';
import { GatewayApiDriver } from '../gateway/GatewayApiDriver';

/** A route that every sandbox begins with. */
export const CHECKOUT: TargetRef = {
  kind: 'gateway-api',
  cluster: 'demo',
  namespace: 'storefront',
  name: 'checkout',
  backends: { baseline: 'checkout-stable', new: 'checkout-next' },
};

/** The configuration of a portal that reaches the API server at `url`. */
export function portalConfig(url: string) {
  return {
    kubernetes: {
      clusterLocatorMethods: [
        {
          type: 'config',
          clusters: [
            {
              name: 'demo',
              url,
              authProvider: 'serviceAccount',
              serviceAccountToken: 'any',
              skipTLSVerify: true,
            },
          ],
        },
      ],
    },
  };
}

/** A sandbox without traffic of its own, and the way of drivers to it. */
export async function startSandboxClusters() {
  const sandbox = await createSandbox({
    traffic: false,
    controllerDelayMilliseconds: 1,
  });
  const clusters = Clusters.fromConfig(
    new ConfigReader(portalConfig(sandbox.url)),
  );
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromClusterAndUser(
    { name: 'sandbox', server: sandbox.url, skipTLSVerify: true },
    { name: 'admin' },
  );
  return {
    sandbox,
    clusters,
    kubeConfig,
    stop: async () => {
      clusters.close();
      await sandbox.stop();
    },
  };
}

/** The same with a driver of the routes that every sandbox begins with. */
export async function startSandboxDriver() {
  const world = await startSandboxClusters();
  return { ...world, driver: new GatewayApiDriver(world.clusters) };
}
