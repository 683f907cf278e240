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
import { createBackendPlugin } from '@backstage/backend-plugin-api';
import {
  driversExtensionPoint,
  type ExposureDriver,
} from '@stagecraft/backstage-plugin-rollouts-node';
import { createSandbox, type Sandbox } from '@stagecraft/sandbox';
import { CHECKOUT, portalConfig } from './__testUtils__/sandboxDriver';
import rolloutsModuleKubernetes from './index';

describe('the kubernetes module', () => {
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await createSandbox({
      traffic: false,
      controllerDelayMilliseconds: 1,
    });
  });

  afterAll(() => sandbox?.stop());

  async function startedDriver(): Promise<{
    driver: ExposureDriver;
    stop(): Promise<void>;
  }> {
    const drivers: ExposureDriver[] = [];
    const rollouts = createBackendPlugin({
      pluginId: 'rollouts',
      register(reg) {
        reg.registerExtensionPoint(driversExtensionPoint, {
          addDriver: driver => drivers.push(driver),
        });
        reg.registerInit({ deps: {}, async init() {} });
      },
    });
    const backend = await startTestBackend({
      features: [
        rollouts,
        rolloutsModuleKubernetes,
        mockServices.rootConfig.factory({
          data: portalConfig(sandbox.url),
        }),
      ],
    });
    expect(drivers.map(({ kind }) => kind)).toEqual(['gateway-api']);
    return { driver: drivers[0], stop: () => backend.stop() };
  }

  it('adds a driver that reaches the configured cluster', async () => {
    const { driver, stop } = await startedDriver();
    const signal = AbortSignal.timeout(10_000);
    await expect(driver.identify(CHECKOUT, signal)).resolves.toMatch(
      /^[0-9a-f-]{36}\/gateway-api\/storefront\/checkout$/,
    );
    await stop();
  });
});
