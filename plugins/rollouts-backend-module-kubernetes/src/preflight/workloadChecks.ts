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
import { attempt } from '../cluster/attempt';
import type { Call } from '../cluster/Calls';
import type { Cluster } from '../cluster/Cluster';
import { fail, pass, warn } from './result';
import {
  countReady,
  readSelector,
  selectedDeployments,
  type Deployment,
} from './workloads';

/** Whether both sides can take traffic. */
export function endpointsCheck(
  baseline: { name: string; ready: number },
  next: { name: string; ready: number },
): PreflightResult {
  const evidence = `${baseline.name} has ${baseline.ready} ready endpoints, ${next.name} has ${next.ready}.`;
  const empty = [baseline, next].filter(({ ready }) => ready === 0);
  if (empty.length > 0) {
    return fail(
      'endpoints',
      evidence,
      `Bring up ${empty
        .map(({ name }) => name)
        .join(' and ')}: requests sent there would be answered with 503.`,
    );
  }
  return next.ready < baseline.ready
    ? warn(
        'endpoints',
        evidence,
        `Scale ${next.name} to what its largest stage needs.`,
      )
    : pass('endpoints', evidence);
}

function containers(deployments: Deployment[]) {
  return deployments.flatMap(({ metadata, spec }) =>
    (spec.template.spec?.containers ?? []).map(container => ({
      ...container,
      label: `${metadata.name}/${container.name}`,
    })),
  );
}

/** Whether what runs is what was approved, and says when it is ready. */
export function podChecks(
  deployments: Deployment[],
  backends: string[],
): PreflightResult[] {
  if (deployments.length === 0) {
    return [
      warn(
        'images',
        `No Deployment's pods are selected by ${backends.join(' or ')}.`,
        'Check by hand that images are named by digest and pods have readiness probes.',
      ),
    ];
  }
  const all = containers(deployments);
  const loose = all.filter(({ image }) => !image?.includes('@sha256:'));
  const unprobed = all.filter(({ readinessProbe }) => !readinessProbe);
  const labels = (list: { label: string }[]) =>
    list.map(({ label }) => label).join(', ');
  return [
    loose.length
      ? warn(
          'images',
          `Not named by digest: ${labels(loose)}.`,
          'Name images by digest (image@sha256:…), so that what was approved is what runs.',
        )
      : pass('images', `${all.length} images are named by digest.`),
    unprobed.length
      ? warn(
          'readiness',
          `Without a readiness probe: ${labels(unprobed)}.`,
          'Give every container a readiness probe, so that no request reaches a pod that is not ready.',
        )
      : pass('readiness', `${all.length} containers have readiness probes.`),
  ];
}

/** Whether both sides of the pair exist and can take traffic. */
export async function workloadChecks(
  cluster: Cluster,
  target: TargetRef,
  call: Call,
): Promise<PreflightResult[]> {
  const { namespace, backends } = target;
  const names = [backends.baseline, backends.new];
  const [baseline, next] = await Promise.all(
    names.map(name => attempt(readSelector(cluster, namespace, name, call))),
  );
  const missing = [baseline, next].flatMap(side =>
    'error' in side ? [side.error] : [],
  );
  if ('error' in baseline || 'error' in next) {
    return missing.map(error =>
      fail(
        'services',
        error.message,
        `Create the Services ${names.join(
          ' and ',
        )} in namespace ${namespace}, or let Stagecraft read them.`,
      ),
    );
  }
  const [ready, deployments] = await Promise.all([
    attempt(
      Promise.all(
        names.map(name => countReady(cluster, namespace, name, call)),
      ),
    ),
    attempt(
      Promise.all(
        [baseline, next].map(({ value }) =>
          selectedDeployments(cluster, namespace, value, call),
        ),
      ),
    ),
  ]);
  return [
    pass('services', `Services ${names.join(' and ')} exist.`),
    'error' in ready
      ? fail(
          'endpoints',
          ready.error.message,
          'Let Stagecraft list endpointslices: without them nobody knows whether either side can take traffic.',
        )
      : endpointsCheck(
          { name: backends.baseline, ready: ready.value[0] },
          { name: backends.new, ready: ready.value[1] },
        ),
    ...('error' in deployments
      ? [
          warn(
            'images',
            deployments.error.message,
            'Let Stagecraft list deployments, or check images and readiness probes by hand.',
          ),
        ]
      : podChecks(deployments.value.flat(), names)),
  ];
}
