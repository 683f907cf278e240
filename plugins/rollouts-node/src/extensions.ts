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

import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { MetricDefinition } from '@stagecraft/backstage-plugin-rollouts-common';
import type { CapsuleStore } from './capsules';
import type { AddedCluster, ClusterSource } from './clusters';
import type { ExposureDriver } from './driver';
import type { MetricsProvider } from './metrics';
import type { PolicyPlan, RolloutPolicy } from './policies';

export interface DriversExtensionPoint {
  /** @throws when another driver of this kind was added. */
  addDriver(driver: ExposureDriver): void;
}

/** Where modules add drivers for further kinds of targets. */
export const driversExtensionPoint =
  createExtensionPoint<DriversExtensionPoint>({ id: 'rollouts.drivers' });

export interface MetricsExtensionPoint {
  /** @throws when another provider with this id was added. */
  addProvider(provider: MetricsProvider): void;
  /** Definitions that ship with a provider; configured ones win by name. */
  addDefinitions(definitions: MetricDefinition[]): void;
}

/** Where modules add sources of metrics and presets for them. */
export const metricsExtensionPoint =
  createExtensionPoint<MetricsExtensionPoint>({ id: 'rollouts.metrics' });

export interface ClustersExtensionPoint {
  addSource(source: ClusterSource): void;
}

/** Where modules tell of the clusters that their drivers reach. */
export const clustersExtensionPoint =
  createExtensionPoint<ClustersExtensionPoint>({ id: 'rollouts.clusters' });

export interface KubernetesClustersExtensionPoint {
  /** @throws when another cluster of that name was added. */
  addCluster(cluster: AddedCluster): void;
}

/**
 * Where modules add clusters besides those of the configuration, such as by a
 * cloud's own identities. Offered by the kubernetes module.
 */
export const kubernetesClustersExtensionPoint =
  createExtensionPoint<KubernetesClustersExtensionPoint>({
    id: 'rollouts.kubernetes.clusters',
  });

export interface CapsulesExtensionPoint {
  /** @throws when another store was set. */
  setStore(store: CapsuleStore): void;
}

/** Where a module keeps the ways back of its drivers' targets. */
export const capsulesExtensionPoint =
  createExtensionPoint<CapsulesExtensionPoint>({ id: 'rollouts.capsules' });

export interface PoliciesExtensionPoint {
  /** @throws when the name is not made of words, or another policy has it. */
  addPolicy<K extends keyof PolicyPlan>(policy: RolloutPolicy<K>): void;
}

/** Where modules add a company's own policies. */
export const policiesExtensionPoint =
  createExtensionPoint<PoliciesExtensionPoint>({ id: 'rollouts.policies' });
