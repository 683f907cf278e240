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

import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { MetricDefinition } from '@stagecraft/backstage-plugin-rollouts-common';
import {
  metricsExtensionPoint,
  type MetricsProvider,
} from '@stagecraft/backstage-plugin-rollouts-node';
import rolloutsModulePrometheus from './index';

async function added(data: Parameters<typeof mockServices.rootConfig>[0]) {
  const providers: MetricsProvider[] = [];
  const definitions: MetricDefinition[] = [];
  const rollouts = createBackendPlugin({
    pluginId: 'rollouts',
    register(reg) {
      reg.registerExtensionPoint(metricsExtensionPoint, {
        addProvider: provider => providers.push(provider),
        addDefinitions: more => definitions.push(...more),
      });
      reg.registerInit({ deps: {}, async init() {} });
    },
  });
  const backend = await startTestBackend({
    features: [
      rollouts,
      rolloutsModulePrometheus,
      mockServices.rootConfig.factory(data),
    ],
  });
  await backend.stop();
  return { providers: providers.map(({ id }) => id), definitions };
}

describe('the prometheus module', () => {
  it('adds nothing where nothing is configured', async () => {
    expect(await added({ data: {} })).toEqual({
      providers: [],
      definitions: [],
    });
  });

  it('adds a provider for each server, and its presets', async () => {
    const { providers, definitions } = await added({
      data: {
        rollouts: {
          prometheus: {
            servers: [
              {
                url: 'http://127.0.0.1:9090',
                presets: [{ source: 'istio' }],
              },
              { id: 'second', url: 'http://127.0.0.1:9091' },
            ],
          },
        },
      },
    });
    expect(providers).toEqual(['prometheus', 'second']);
    expect(definitions.map(({ name }) => name)).toContain('error-ratio');
  });
});
