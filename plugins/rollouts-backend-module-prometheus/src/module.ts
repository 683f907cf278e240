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
import { metricsExtensionPoint } from '@stagecraft/backstage-plugin-rollouts-node';
import { PrometheusClient } from './client/PrometheusClient';
import { readServers } from './configuration';
import { PrometheusProvider } from './PrometheusProvider';

/** A metrics provider for each configured Prometheus; none without any. */
export const rolloutsModulePrometheus = createBackendModule({
  pluginId: 'rollouts',
  moduleId: 'prometheus',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsExtensionPoint,
      },
      async init({ config, lifecycle, logger, metrics }) {
        for (const { server, definitions, warnings } of readServers(config)) {
          for (const warning of warnings) logger.warn(warning);
          const client = new PrometheusClient(server);
          lifecycle.addShutdownHook(() => client.close());
          metrics.addProvider(new PrometheusProvider(server.id, client));
          metrics.addDefinitions(definitions);
        }
      },
    });
  },
});
