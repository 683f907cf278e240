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

import type {
  MetricDefinition,
  TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type {
  BreachRequest,
  BreachSource,
} from '@stagecraft/backstage-plugin-rollouts-node';
import type { Behaviour } from '../behaviour/behaviours';
import type { ServiceView, VersionView } from '../control/services';
import type { SandboxClient } from './SandboxClient';

/** What makes a metric of the sandbox worse; undefined where nothing does. */
function behaviourFor({
  provider,
  query,
}: MetricDefinition): Behaviour | undefined {
  if (provider !== 'sandbox') return undefined;
  switch (query.measure) {
    case 'error_ratio':
      return 'failing';
    case 'latency_quantile':
    case 'latency_mean':
      return 'slow';
    default:
      return undefined;
  }
}

interface Victim {
  service: ServiceView;
  version: VersionView;
}

function victimOf(
  services: readonly ServiceView[],
  { namespace, backends }: TargetRef,
): Victim | undefined {
  return services
    .filter(service => service.namespace === namespace)
    .flatMap(service => service.versions.map(version => ({ service, version })))
    .find(
      ({ version }) =>
        version.name === backends.new && version.variant === 'new',
    );
}

/** Makes the new version fail or slow by the switch that people have too. */
export class SandboxBreach implements BreachSource {
  readonly kind = 'sandbox-fault';
  readonly #client: Pick<SandboxClient, 'services' | 'setBehaviour'>;

  constructor(client: Pick<SandboxClient, 'services' | 'setBehaviour'>) {
    this.#client = client;
  }

  async unable({ targets, definition }: BreachRequest): Promise<string | null> {
    if (!behaviourFor(definition)) {
      return `The sandbox can make a version fail or slow, and neither makes ${definition.title} worse: breach a guardrail of errors or latency`;
    }
    const services = await this.#client.services();
    for (const target of targets) {
      const victim = victimOf(services, target);
      if (!victim) {
        return `The sandbox has no ${target.backends.new} in ${target.namespace}: breach it by an injected metric`;
      }
      if (victim.version.behaviour !== 'healthy') {
        return `${victim.version.name} is ${victim.version.behaviour} already: make it healthy first, on the page of the sandbox`;
      }
    }
    return null;
  }

  async begin(request: BreachRequest): Promise<void> {
    const behaviour = behaviourFor(request.definition);
    if (!behaviour) throw new Error('The sandbox has no fault for this metric');
    await this.#switch(request, behaviour);
  }

  async end(request: BreachRequest): Promise<void> {
    await this.#switch(request, 'healthy');
  }

  async #switch(
    { targets }: BreachRequest,
    behaviour: Behaviour,
  ): Promise<void> {
    const services = await this.#client.services();
    for (const target of targets) {
      const victim = victimOf(services, target);
      if (!victim) {
        throw new Error(
          `The sandbox has no ${target.backends.new} in ${target.namespace}`,
        );
      }
      await this.#client.setBehaviour(victim.service.name, behaviour);
    }
  }
}
