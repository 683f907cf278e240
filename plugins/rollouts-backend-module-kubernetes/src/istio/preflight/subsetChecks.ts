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
  PreflightResult,
  TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { attempt } from '../../cluster/attempt';
import type { Call } from '../../cluster/Calls';
import type { Cluster } from '../../cluster/Cluster';
import { fail, pass } from '../../preflight/result';
import { endpointsCheck, podChecks } from '../../preflight/workloadChecks';
import {
  readSelector,
  selectedDeployments,
  type Deployment,
} from '../../preflight/workloads';
import {
  ruleOfSubset,
  subsetOf,
  type DestinationRule,
} from '../destinationRule';
import { serviceOf } from '../host';
import { limitsCheck } from './limitsCheck';

function readyOf(deployments: readonly Deployment[]): number {
  return deployments.reduce(
    (sum, { status }) => sum + (status?.readyReplicas ?? 0),
    0,
  );
}

/** Whether the host's Service has pods of both subsets. */
async function podsOfSubsets(
  cluster: Cluster,
  target: TargetRef,
  rules: DestinationRule[],
  call: Call,
): Promise<PreflightResult[]> {
  const { namespace, part = '', backends } = target;
  const names = [backends.baseline, backends.new];
  const service = serviceOf(part, namespace);
  if (!service) {
    return [
      fail(
        'services',
        `${part} names no Service of this cluster.`,
        'Name the Service whose pods the subsets are; what lies outside the cluster can not be looked at.',
      ),
    ];
  }
  const selector = await attempt(
    readSelector(cluster, service.namespace, service.name, call),
  );
  if ('error' in selector) {
    return [
      fail(
        'services',
        selector.error.message,
        `Create Service ${service.name} in namespace ${service.namespace}, or let Stagecraft read it.`,
      ),
    ];
  }
  const found = await attempt(
    Promise.all(
      names.map((name, n) =>
        selectedDeployments(
          cluster,
          service.namespace,
          { ...selector.value, ...subsetOf(rules[n], name)?.labels },
          call,
        ),
      ),
    ),
  );
  const exists = pass('services', `Service ${service.name} exists.`);
  if ('error' in found) {
    return [
      exists,
      fail(
        'endpoints',
        found.error.message,
        'Let Stagecraft list deployments: without them nobody knows whether either side can take traffic.',
      ),
    ];
  }
  const [baseline, next] = found.value;
  return [
    exists,
    endpointsCheck(
      { name: `Subset ${names[0]}`, ready: readyOf(baseline) },
      { name: `subset ${names[1]}`, ready: readyOf(next) },
    ),
    ...podChecks([...baseline, ...next], names),
  ];
}

/** Whether both subsets are defined, have pods, and can be held to limits. */
export async function subsetChecks(
  cluster: Cluster,
  target: TargetRef,
  call: Call,
): Promise<PreflightResult[]> {
  const { namespace, part, backends } = target;
  if (!part) return [];
  const names = [backends.baseline, backends.new];
  const found = await attempt(
    Promise.all(names.map(name => ruleOfSubset(cluster, target, name, call))),
  );
  const grant = `Define both in a DestinationRule for ${part} in namespace ${namespace}, and let Stagecraft list them.`;
  if ('error' in found) {
    return [fail('subsets', found.error.message, grant)];
  }
  const rules = found.value.flatMap(rule => rule ?? []);
  if (rules.length < names.length) {
    const missing = names.filter((_, n) => !found.value[n]);
    return [
      fail(
        'subsets',
        `No DestinationRule for ${part} in namespace ${namespace} defines subset ${missing.join(
          ' or ',
        )}.`,
        grant,
      ),
    ];
  }
  return [
    pass('subsets', `DestinationRule ${rules[1].metadata.name} defines both.`),
    await limitsCheck(cluster, rules[1], target, call),
    ...(await podsOfSubsets(cluster, target, rules, call)),
  ];
}
