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
  formatShare,
  type PreflightResult,
  type TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { ExposeOptions } from '@stagecraft/backstage-plugin-rollouts-node';
import { z } from 'zod';
import type { Call } from '../cluster/Calls';
import type { Cluster } from '../cluster/Cluster';
import { POD_AUTOSCALERS } from '../cluster/resources';
import { shaped } from '../cluster/shape';
import { dryRunCheck, GRANT_OR_MEND } from '../preflight/dryRun';
import { audienceChecks } from '../preflight/everyoneOnly';
import { existing } from '../preflight/existing';
import { checked, fail, pass, warn } from '../preflight/result';
import { podChecks } from '../preflight/workloadChecks';
import { selectedDeployments } from '../preflight/workloads';
import { NO_AUDIENCES, smallestStep } from './counts';
import { isSelected, readyTroubles, type Selector } from './observe';
import { countsOf, totalOf, type Pair } from './pair';
import type { PairObjects } from './PairObjects';
import { previewPair } from './preview';

const EVERYONE = { internal: 10_000, everyone: 10_000 };

const autoscalerSchema = z.looseObject({
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({
    scaleTargetRef: z.looseObject({ kind: z.string(), name: z.string() }),
  }),
});

function countsChecks(pair: Pair): PreflightResult[] {
  const { baseline, new: next } = countsOf(pair);
  const total = totalOf(pair);
  const { name } = pair.new.metadata;
  if (next > 0 || baseline === 0) {
    return [
      fail(
        'not-exposed',
        `${pair.baseline.metadata.name} has ${baseline} replicas and ${name} has ${next}.`,
        `Scale ${name} to 0 and give ${pair.baseline.metadata.name} the pods that the two shall share.`,
      ),
    ];
  }
  return [
    pass('not-exposed', `${name} has no pods.`),
    warn(
      'granularity',
      `${total} pods move in steps of ${formatShare(
        smallestStep(total),
      )}, connection by connection; a stage between two steps is refused.`,
      'Give the baseline more replicas for smaller steps. Long-lived connections stay where they are.',
    ),
    warn(
      'warm',
      'The old version has no pods left at 100 %, since all ready pods share the requests.',
      'Expect a roll back from there to take as long as its pods need to start, or end the plan below 100 %.',
    ),
  ];
}

function readinessCheck(pair: Pair): PreflightResult {
  const troubles = [pair.baseline, pair.new].flatMap(readyTroubles);
  return troubles.length
    ? fail(
        'ready',
        `${troubles.join('. ')}.`,
        'Bring up the pods that are missing, and set spec.paused to false.',
      )
    : pass('ready', 'All pods that are asked for are ready.');
}

async function serviceCheck(
  cluster: Cluster,
  { namespace, name }: TargetRef,
  pair: Pair,
  selector: Selector,
  call: Call,
): Promise<PreflightResult> {
  const sides = [pair.baseline, pair.new];
  const unselected = sides.filter(side => !isSelected(selector, side));
  if (unselected.length > 0) {
    return fail(
      'service',
      `Service ${name} does not select the pods of ${unselected
        .map(({ metadata }) => metadata.name)
        .join(' and ')}.`,
      "Give both templates the labels of the Service's selector.",
    );
  }
  const own = new Set(sides.map(({ metadata }) => metadata.name));
  const others = (
    await selectedDeployments(cluster, namespace, selector, call)
  ).filter(({ metadata }) => !own.has(metadata.name));
  return others.length
    ? fail(
        'service',
        `Service ${name} also selects the pods of ${others
          .map(({ metadata }) => metadata.name)
          .join(', ')}, which would take a share of their own.`,
        'Narrow its selector to the two Deployments.',
      )
    : pass('service', `Service ${name} selects both, and nothing else.`);
}

async function autoscalerCheck(
  cluster: Cluster,
  { namespace, backends }: TargetRef,
  call: Call,
): Promise<PreflightResult> {
  const items = await cluster.list(POD_AUTOSCALERS, namespace, undefined, call);
  const names = new Set(Object.values(backends));
  const found = items
    .map(item => shaped(autoscalerSchema, item, 'A HorizontalPodAutoscaler'))
    .filter(
      ({ spec: { scaleTargetRef: ref } }) =>
        ref.kind === 'Deployment' && names.has(ref.name),
    );
  return found.length
    ? fail(
        'autoscaler',
        `${found
          .map(
            ({ metadata, spec }) =>
              `HorizontalPodAutoscaler ${metadata.name} sets the replicas of ${spec.scaleTargetRef.name}`,
          )
          .join('. ')}.`,
        'Remove it for the time of the rollout: it would change the share that was approved.',
      )
    : pass('autoscaler', 'No autoscaler sets their replicas.');
}

/**
 * Whether the pair can be exposed and restored safely.
 *
 * @throws DriverError when the cluster can't be asked at all.
 */
export async function preflightPair(
  cluster: Cluster,
  objects: PairObjects,
  target: TargetRef,
  options: ExposeOptions,
  signal: AbortSignal,
): Promise<PreflightResult[]> {
  const { name, backends } = target;
  const { live, missing } = await existing(
    'pair',
    `Service ${name} and Deployments ${backends.baseline} and ${backends.new} exist`,
    target,
    Promise.all([objects.read(signal), objects.selector(signal)]),
  );
  if (missing) return [missing];
  const [pair, selector] = live;
  const call: Call = { signal, lane: 'forward' };
  const counts = countsChecks(pair);
  return [
    pass('pair', 'The Service and both Deployments exist.'),
    ...audienceChecks(options, NO_AUDIENCES),
    ...counts,
    readinessCheck(pair),
    ...(await Promise.all([
      checked('service', GRANT_OR_MEND, () =>
        serviceCheck(cluster, target, pair, selector, call),
      ),
      checked('autoscaler', GRANT_OR_MEND, () =>
        autoscalerCheck(cluster, target, call),
      ),
      ...(counts.some(({ outcome }) => outcome === 'fail')
        ? []
        : [dryRunCheck(() => previewPair(objects, EVERYONE, signal))]),
    ])),
    ...podChecks([pair.baseline, pair.new], Object.values(target.backends)),
  ];
}
