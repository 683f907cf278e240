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
  targetLabel,
  type TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import {
  DriverError,
  type BreachRequest,
  type BreachSource,
} from '@stagecraft/backstage-plugin-rollouts-node';
import { z } from 'zod';
import type { Call } from '../cluster/Calls';
import type { Clusters } from '../cluster/Clusters';
import { ClusterError } from '../cluster/errors';
import { HTTP_CHAOS, NETWORK_CHAOS, SERVICES } from '../cluster/resources';
import { shaped } from '../cluster/shape';
import type { Deployment } from '../preflight/workloads';
import { chaosOf, faultKind, type Victim } from './fault';
import { deploymentsOf, isKnownKind, serviceBefore } from './deploymentsOf';

const portsSchema = z.looseObject({
  spec: z.looseObject({
    ports: z
      .array(
        z.looseObject({
          port: z.number(),
          targetPort: z.union([z.number(), z.string()]).optional(),
        }),
      )
      .optional(),
  }),
});

function callOf(signal: AbortSignal): Call {
  return { signal, lane: 'forward' };
}

function nameOf({ drillId }: BreachRequest, index: number): string {
  return `stagecraft-drill-${drillId}-${index}`.slice(0, 63);
}

function labelsOf(deployment: Deployment | undefined) {
  return deployment?.spec.template.metadata?.labels ?? {};
}

/** Whether whoever selects by these labels selects the others too. */
function isWithin(
  labels: Record<string, string>,
  others: Record<string, string>,
): boolean {
  return Object.entries(labels).every(([key, value]) => others[key] === value);
}

function isMissing(error: unknown): boolean {
  return error instanceof DriverError && error.code === 'not-found';
}

function isThereAlready(error: unknown): boolean {
  return error instanceof ClusterError && error.status === 409;
}

/**
 * Makes a new version slow, or fail, by a Chaos Mesh object a target. The
 * object ends by itself, and is deleted as soon as the drill is done.
 */
export class ChaosMesh implements BreachSource {
  readonly kind = 'chaos-mesh';
  readonly #clusters: Pick<Clusters, 'get'>;

  constructor(clusters: Pick<Clusters, 'get'>) {
    this.#clusters = clusters;
  }

  /** Asks by a dry run, which also tells a missing CRD and permission. */
  async unable(
    request: BreachRequest,
    signal: AbortSignal,
  ): Promise<string | null> {
    const { title } = request.definition;
    if (faultKind(request.definition) === null) {
      return `Chaos Mesh can make a service slow or failing, and neither makes ${title} worse: breach a guardrail of latency or errors`;
    }
    const other = request.targets.find(target => !isKnownKind(target));
    if (other) {
      return `The pods of ${targetLabel(
        other,
      )} are not known by its backends: breach it by an injected metric`;
    }
    try {
      await this.#create(request, signal, true);
      return null;
    } catch (error) {
      if (!(error instanceof DriverError)) throw error;
      return isMissing(error)
        ? `Chaos Mesh is not installed there, or the new version's Service is missing: ${error.message}`
        : error.message;
    }
  }

  async begin(request: BreachRequest, signal: AbortSignal): Promise<void> {
    await this.#create(request, signal, false);
  }

  async end(request: BreachRequest, signal: AbortSignal): Promise<void> {
    for (const [index, { cluster, namespace }] of request.targets.entries()) {
      const name = nameOf(request, index);
      for (const resource of [NETWORK_CHAOS, HTTP_CHAOS]) {
        try {
          await this.#clusters
            .get(cluster)
            .delete({ resource, namespace, name }, callOf(signal));
        } catch (error) {
          if (!isMissing(error)) throw error;
        }
      }
    }
  }

  async #create(
    request: BreachRequest,
    signal: AbortSignal,
    dryRun: boolean,
  ): Promise<void> {
    const kind = faultKind(request.definition);
    if (kind === null) {
      throw new DriverError('invalid', 'Chaos Mesh has no fault for this');
    }
    for (const [index, target] of request.targets.entries()) {
      const victim = await this.#victim(target, kind, signal);
      const { resource, object } = chaosOf(
        kind,
        nameOf(request, index),
        request.drillId,
        victim,
        request.until,
        new Date(),
      );
      try {
        await this.#clusters
          .get(target.cluster)
          .create(resource, target.namespace, object, callOf(signal), {
            dryRun,
          });
      } catch (error) {
        if (!isThereAlready(error)) throw error;
      }
    }
  }

  async #victim(
    target: TargetRef,
    kind: 'latency' | 'errors',
    signal: AbortSignal,
  ): Promise<Victim> {
    const cluster = this.#clusters.get(target.cluster);
    const call = callOf(signal);
    const [next] = await deploymentsOf(cluster, target, 'new', call);
    const others = await deploymentsOf(cluster, target, 'baseline', call);
    const labels = labelsOf(next);
    if (others.some(other => isWithin(labels, labelsOf(other)))) {
      throw new DriverError(
        'invalid',
        `Pods of ${target.backends.baseline} have every label of ${target.backends.new}, so both would be hurt: give the new version a label of its own`,
      );
    }
    if (Object.keys(labels).length === 0) {
      throw new DriverError(
        'not-found',
        `No labelled pods of ${target.backends.new} were found in ${target.namespace}`,
      );
    }
    return {
      namespace: target.namespace,
      labels,
      port: kind === 'errors' ? await this.#port(target, next, signal) : null,
    };
  }

  /** HTTPChaos needs the pods' own port. */
  async #port(
    target: TargetRef,
    deployment: Deployment,
    signal: AbortSignal,
  ): Promise<number> {
    const { cluster, namespace } = target;
    const name = serviceBefore(target);
    const service = shaped(
      portsSchema,
      await this.#clusters
        .get(cluster)
        .get({ resource: SERVICES, namespace, name }, callOf(signal)),
      `Service ${name}`,
    );
    const [first] = service.spec.ports ?? [];
    const port = first?.targetPort ?? first?.port;
    if (typeof port === 'number') return port;
    const named = (deployment.spec.template.spec?.containers ?? [])
      .flatMap(({ ports = [] }) => ports)
      .find(each => each.name !== undefined && each.name === port);
    if (named) return named.containerPort;
    throw new DriverError(
      'invalid',
      `The port of Service ${name} is not known by its number: breach a guardrail of latency, or name it in the pods' containers`,
    );
  }
}
