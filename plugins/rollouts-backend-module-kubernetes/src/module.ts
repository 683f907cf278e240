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
  capsulesExtensionPoint,
  clustersExtensionPoint,
  drillsExtensionPoint,
  driversExtensionPoint,
  eventsExtensionPoint,
  kubernetesClustersExtensionPoint,
  type AddedCluster,
} from '@stagecraft/backstage-plugin-rollouts-node';
import { hostname } from 'node:os';
import { Capsules } from './capsule/Capsules';
import { readCapsuleSettings } from './capsule/settings';
import { ArgoRolloutsDriver } from './argo/ArgoRolloutsDriver';
import { Clusters } from './cluster/Clusters';
import { KubernetesClusterSource } from './cluster/health';
import { ChaosMesh } from './drill/ChaosMesh';
import { PodReadiness } from './drill/PodReadiness';
import { EVENT_GRANTS, KubernetesEvents } from './events/KubernetesEvents';
import { DeploymentDriver } from './deployment/DeploymentDriver';
import { FeatureFlagDriver } from './flag/FeatureFlagDriver';
import { GatewayApiDriver } from './gateway/GatewayApiDriver';
import { GRANTS, withGrants } from './grants';
import { IstioDriver } from './istio/IstioDriver';

/** Drivers for Kubernetes, in the clusters of the portal's configuration. */
export const rolloutsModuleKubernetes = createBackendModule({
  pluginId: 'rollouts',
  moduleId: 'kubernetes',
  register(reg) {
    const added: AddedCluster[] = [];
    reg.registerExtensionPoint(kubernetesClustersExtensionPoint, {
      addCluster(cluster) {
        if (added.some(({ name }) => name === cluster.name)) {
          throw new Error(`There is a cluster ${cluster.name} already`);
        }
        added.push(cluster);
      },
    });
    reg.registerInit({
      deps: {
        capsules: capsulesExtensionPoint,
        config: coreServices.rootConfig,
        drills: drillsExtensionPoint,
        drivers: driversExtensionPoint,
        events: eventsExtensionPoint,
        health: clustersExtensionPoint,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
      },
      async init(deps) {
        const { capsules, config, drills, drivers } = deps;
        const { events, health, lifecycle, logger } = deps;
        const clusters = Clusters.fromConfig(config, added, {
          onTrouble: (what, trouble) =>
            logger.debug(trouble ?? `The watch of ${what} goes on`),
        });
        for (const refusal of clusters.refusals()) logger.warn(refusal);
        if (clusters.names().length === 0) {
          logger.warn(
            'No cluster is configured, so no rollout can move anything. Add one to kubernetes.clusterLocatorMethods with type config.',
          );
        }
        lifecycle.addShutdownHook(() => clusters.close());
        const settings = readCapsuleSettings(config);
        if (settings.enabled && !settings.key) {
          logger.warn(
            'No key signs capsules, so nothing can be exposed. Give rollouts.capsules.privateKeyFile an Ed25519 key, or set rollouts.capsules.enabled to false.',
          );
        }
        capsules.setStore(new Capsules(clusters, settings));
        const recordsEvents =
          config.getOptionalBoolean('rollouts.kubernetes.events.enabled') ??
          false;
        if (recordsEvents) {
          events.addRecorder(new KubernetesEvents(clusters, hostname()));
        }
        health.addSource(
          new KubernetesClusterSource(
            clusters,
            recordsEvents ? withGrants(GRANTS, EVENT_GRANTS) : GRANTS,
          ),
        );
        drills.addReadinessSource(new PodReadiness(clusters));
        drills.addBreachSource(new ChaosMesh(clusters));
        drivers.addDriver(new GatewayApiDriver(clusters));
        drivers.addDriver(new IstioDriver(clusters, logger));
        drivers.addDriver(new ArgoRolloutsDriver(clusters));
        drivers.addDriver(new DeploymentDriver(clusters));
        drivers.addDriver(new FeatureFlagDriver(clusters));
      },
    });
  },
});
