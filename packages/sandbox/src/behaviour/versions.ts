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
  backendName,
  DEFAULT_PROFILE,
  Profile,
  Variant,
  WorldService,
} from '../world/services';
import { Behaviour, behaving } from './behaviours';

/** A running version: one backend of one service. */
export interface Version {
  service: string;
  namespace: string;
  /** Name of its Deployment and Service; the `version` label of metrics. */
  backend: string;
  variant: Variant | undefined;
}

interface VersionState {
  version: Version;
  profile: Profile;
  behaviour: Behaviour;
  lastSecond: number;
  secondsInUse: number;
}

const VARIANTS: readonly Variant[] = ['baseline', 'new'];

/** All versions and how each behaves. */
export class Versions {
  readonly #states = new Map<string, VersionState>();

  constructor(services: readonly WorldService[]) {
    for (const service of services) {
      for (const variant of VARIANTS) {
        const backend = backendName(service.name, variant);
        const { name, namespace, profile } = service;
        this.#add({ service: name, namespace, backend, variant }, profile);
      }
    }
  }

  /** The version behind a backend; one that nobody described is made up. */
  of(namespace: string, backend: string): Version {
    return this.#state(namespace, backend).version;
  }

  behaviour(namespace: string, backend: string): Behaviour {
    return this.#state(namespace, backend).behaviour;
  }

  /** Sets a behaviour; a leak starts anew. */
  setBehaviour(namespace: string, backend: string, behaviour: Behaviour): void {
    const state = this.#state(namespace, backend);
    state.behaviour = behaviour;
    state.secondsInUse = 0;
    state.lastSecond = -1;
  }

  /** Behaviours of the new versions, by service name. */
  newBehaviours(): Record<string, Behaviour> {
    return Object.fromEntries(
      [...this.#states.values()]
        .filter(({ version }) => version.variant === 'new')
        .map(({ version, behaviour }) => [version.service, behaviour]),
    );
  }

  /** How the version answers a request at `at` (epoch milliseconds). */
  serving(namespace: string, backend: string, at: number): Profile {
    const state = this.#state(namespace, backend);
    const second = Math.floor(at / 1000);
    if (second > state.lastSecond) {
      state.lastSecond = second;
      state.secondsInUse += 1;
    }
    return behaving(state.profile, state.behaviour, state.secondsInUse);
  }

  list(): Version[] {
    return [...this.#states.values()].map(({ version }) => version);
  }

  #state(namespace: string, backend: string): VersionState {
    return (
      this.#states.get(`${namespace}/${backend}`) ??
      this.#add(
        { service: backend, namespace, backend, variant: undefined },
        DEFAULT_PROFILE,
      )
    );
  }

  #add(version: Version, profile: Profile): VersionState {
    const state: VersionState = {
      version,
      profile,
      behaviour: 'healthy',
      lastSecond: -1,
      secondsInUse: 0,
    };
    this.#states.set(`${version.namespace}/${version.backend}`, state);
    return state;
  }
}
