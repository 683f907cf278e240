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
import { createSandbox } from '@stagecraft/sandbox';
import { AdminClient } from '../conformance/AdminClient';
import type { ControlPlane } from '../conformance/ControlPlane';

/** A sandbox of one's own, without traffic; it asks nobody who they are. */
export async function sandboxPlane(): Promise<ControlPlane> {
  const sandbox = await createSandbox({
    port: 0,
    gatewayPort: 0,
    traffic: false,
    controllerDelayMilliseconds: 1,
  });
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromClusterAndUser(
    { name: 'sandbox', server: sandbox.url, skipTLSVerify: true },
    { name: 'admin' },
  );
  const admin = new AdminClient(kubeConfig);
  const namespace = 'conformance';
  await admin.send('POST', '/api/v1/namespaces', {
    metadata: { name: namespace },
  });
  return {
    name: 'sandbox',
    access: { url: sandbox.url, ca: undefined, token: 'any' },
    admin,
    namespace,
    settled: () => sandbox.settled(),
    stop: () => sandbox.stop(),
  };
}
