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
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  drillsExtensionPoint,
  metricsExtensionPoint,
} from '@stagecraft/backstage-plugin-rollouts-node';
import { SANDBOX_DEFINITIONS } from './definitions';
import { SandboxBreach } from './SandboxBreach';
import { SandboxClient, sandboxUrl } from './SandboxClient';
import { SandboxMetricsProvider } from './SandboxMetricsProvider';

/** Adds the sandbox's metrics, and drills that breach by its switches. */
export const rolloutsModuleSandbox = createBackendModule({
  pluginId: 'rollouts',
  moduleId: 'sandbox',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        drills: drillsExtensionPoint,
        metrics: metricsExtensionPoint,
      },
      async init({ config, drills, metrics }) {
        const client = new SandboxClient(sandboxUrl(config));
        metrics.addProvider(new SandboxMetricsProvider(client));
        metrics.addDefinitions(SANDBOX_DEFINITIONS);
        drills.addBreachSource(new SandboxBreach(client));
      },
    });
  },
});
