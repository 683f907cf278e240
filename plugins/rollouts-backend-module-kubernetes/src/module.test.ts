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
  createBackendModule,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  capsulesExtensionPoint,
  clustersExtensionPoint,
  drillsExtensionPoint,
  driversExtensionPoint,
  eventsExtensionPoint,
  kubernetesClustersExtensionPoint,
  type ClusterSource,
  type EventRecorder,
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

  async function startedDriver(own: object = {}): Promise<{
    driver: ExposureDriver;
    source: ClusterSource;
    recorders: EventRecorder[];
    stop(): Promise<void>;
  }> {
    const drivers: ExposureDriver[] = [];
    const recorders: EventRecorder[] = [];
    const sources: ClusterSource[] = [];
    const rollouts = createBackendPlugin({
      pluginId: 'rollouts',
      register(reg) {
        reg.registerExtensionPoint(driversExtensionPoint, {
          addDriver: driver => drivers.push(driver),
        });
        reg.registerExtensionPoint(capsulesExtensionPoint, {
          setStore: () => {},
        });
        reg.registerExtensionPoint(eventsExtensionPoint, {
          addRecorder: recorder => recorders.push(recorder),
        });
        reg.registerExtensionPoint(drillsExtensionPoint, {
          addBreachSource: () => {},
          addReadinessSource: () => {},
        });
        reg.registerExtensionPoint(clustersExtensionPoint, {
          addSource: source => sources.push(source),
        });
        reg.registerInit({ deps: {}, async init() {} });
      },
    });
    const cloud = createBackendModule({
      pluginId: 'rollouts',
      moduleId: 'cloud',
      register(reg) {
        reg.registerInit({
          deps: { clusters: kubernetesClustersExtensionPoint },
          async init({ clusters }) {
            clusters.addCluster({
              name: 'cloud',
              url: sandbox.url,
              skipTLSVerify: true,
              token: async () => 'from the cloud',
            });
          },
        });
      },
    });
    const backend = await startTestBackend({
      features: [
        rollouts,
        rolloutsModuleKubernetes,
        cloud,
        mockServices.rootConfig.factory({
          data: { ...portalConfig(sandbox.url), rollouts: own },
        }),
      ],
    });
    expect(drivers.map(({ kind }) => kind)).toEqual([
      'gateway-api',
      'istio',
      'argo-rollouts',
      'deployment',
      'feature-flag',
    ]);
    return {
      driver: drivers[0],
      source: sources[0],
      recorders,
      stop: () => backend.stop(),
    };
  }

  it('adds a driver that reaches the configured cluster', async () => {
    const { driver, recorders, stop } = await startedDriver();
    expect(recorders).toEqual([]);
    const signal = AbortSignal.timeout(10_000);
    await expect(driver.identify(CHECKOUT, signal)).resolves.toMatch(
      /^[0-9a-f-]{36}\/gateway-api\/storefront\/checkout$/,
    );
    await stop();
  });

  it('reaches the clusters that other modules add', async () => {
    const { driver, source, stop } = await startedDriver();
    const signal = AbortSignal.timeout(10_000);
    expect(source.names().sort()).toEqual(['cloud', 'demo']);
    await expect(
      driver.identify({ ...CHECKOUT, cluster: 'cloud' }, signal),
    ).resolves.toMatch(/gateway-api/);
    await stop();
  });

  it('records Events where that is switched on, and says which right it lacks', async () => {
    const { driver, source, recorders, stop } = await startedDriver({
      kubernetes: { events: { enabled: true } },
    });
    sandbox.faults.add({
      match: { surface: 'kubernetes', verb: 'create', kind: 'Event' },
      effect: { type: 'fail', status: 403 },
    });
    const { permissions } = await source.health(
      'demo',
      [{ kind: driver.kind, namespace: 'storefront' }],
      AbortSignal.timeout(10_000),
    );
    sandbox.faults.clear();
    await stop();
    expect(recorders).toHaveLength(1);
    expect(permissions).toEqual([
      {
        namespace: 'storefront',
        missing: [
          'Stagecraft may not create events.events.k8s.io in namespace storefront.',
        ],
        trouble: null,
      },
    ]);
  });
});
