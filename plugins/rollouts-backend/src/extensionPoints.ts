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

import type { MetricDefinition } from '@stagecraft/backstage-plugin-rollouts-common';
import type {
  CapsulesExtensionPoint,
  CapsuleStore,
  ClusterSource,
  ClustersExtensionPoint,
  DriversExtensionPoint,
  EventRecorder,
  EventsExtensionPoint,
  ExposureDriver,
  MetricsExtensionPoint,
  MetricsProvider,
} from '@stagecraft/backstage-plugin-rollouts-node';

/** The drivers that modules add. */
export class AddedDrivers implements DriversExtensionPoint {
  readonly drivers = new Map<string, ExposureDriver>();

  addDriver(driver: ExposureDriver): void {
    if (this.drivers.has(driver.kind)) {
      throw new Error(
        `There is a driver for targets of kind ${driver.kind} already`,
      );
    }
    this.drivers.set(driver.kind, driver);
  }
}

/** Where a module keeps ways back; null where none does. */
export class AddedCapsules implements CapsulesExtensionPoint {
  #store: CapsuleStore | null = null;

  get store(): CapsuleStore | null {
    return this.#store;
  }

  setStore(store: CapsuleStore): void {
    if (this.#store) throw new Error('Capsules are kept by a module already');
    this.#store = store;
  }
}

/** The metrics providers that modules add, with their definitions. */
export class AddedMetrics implements MetricsExtensionPoint {
  readonly providers: MetricsProvider[] = [];
  readonly definitions: MetricDefinition[] = [];

  addProvider(provider: MetricsProvider): void {
    if (this.providers.some(({ id }) => id === provider.id)) {
      throw new Error(`There is a metrics provider ${provider.id} already`);
    }
    this.providers.push(provider);
  }

  addDefinitions(definitions: MetricDefinition[]): void {
    this.definitions.push(...definitions);
  }
}

/** The clusters that modules tell of. */
export class AddedClusters implements ClustersExtensionPoint {
  readonly sources: ClusterSource[] = [];

  addSource(source: ClusterSource): void {
    this.sources.push(source);
  }
}

/** The recorders that modules add, by the kind of target. */
export class AddedRecorders implements EventsExtensionPoint {
  readonly recorders = new Map<string, EventRecorder>();

  addRecorder(recorder: EventRecorder): void {
    for (const kind of recorder.kinds) {
      if (this.recorders.has(kind)) {
        throw new Error(`Decisions are recorded on targets of ${kind} already`);
      }
      this.recorders.set(kind, recorder);
    }
  }
}
