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

import { KubeConfig } from '@kubernetes/client-node';
import { Clusters } from '../cluster/Clusters';
import type { ControlPlane } from './ControlPlane';
import { FaultProxy } from './FaultProxy';

const DEADLINE_MS = 5_000;

/** The name of the cluster in a world's targets. */
export const CLUSTER = 'world';

/**
 * Stagecraft's way to a control plane, through a proxy that can spoil it.
 * Lanes are narrow, so that a case can fill one.
 */
export async function proxied({ access }: ControlPlane) {
  const proxy = new FaultProxy(access);
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromClusterAndUser(
    { name: CLUSTER, server: await proxy.start(), skipTLSVerify: true },
    { name: 'stagecraft', token: access.token },
  );
  const clusters = new Clusters(
    new Map([[CLUSTER, { name: CLUSTER, kubeConfig }]]),
    {
      deadlineMs: DEADLINE_MS,
      concurrency: { forward: 2, observe: 2, restore: 2 },
    },
  );
  return {
    proxy,
    clusters,
    stop: async () => {
      clusters.close();
      await proxy.stop();
    },
  };
}
