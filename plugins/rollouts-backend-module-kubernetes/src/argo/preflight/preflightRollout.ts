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
import type { ExposeOptions } from '@stagecraft/backstage-plugin-rollouts-node';
import { z } from 'zod';
import type { Call } from '../../cluster/Calls';
import type { Cluster } from '../../cluster/Cluster';
import { dryRunCheck, preflightStamp } from '../../preflight/dryRun';
import { audienceChecks } from '../../preflight/everyoneOnly';
import { existing } from '../../preflight/existing';
import { checked, fail, pass } from '../../preflight/result';
import { podChecks } from '../../preflight/workloadChecks';
import { countReady } from '../../preflight/workloads';
import { firstStampOperations, guardOperations } from '../../write/fence';
import type { GuardedObject } from '../../write/GuardedObject';
import { previewOperations } from '../exposurePatch';
import { ladderTroubles, NO_AUDIENCES, rungsOf } from '../ladder';
import { statusOf, type ArgoRollout } from '../rollout';
import { stableTemplate } from '../stableTemplate';
import {
  analysisCheck,
  controllerCheck,
  heldCheck,
  pairCheck,
  routerCheck,
  stepsCheck,
  warmCheck,
} from './rolloutChecks';

const templateSchema = z.looseObject({
  spec: z
    .looseObject({
      containers: z
        .array(
          z.looseObject({
            name: z.string(),
            image: z.string().optional(),
            readinessProbe: z.unknown().optional(),
          }),
        )
        .optional(),
    })
    .optional(),
});

/** By dry runs of a stamp and of a step. */
async function stepCheck(
  object: GuardedObject<ArgoRollout>,
  live: ArgoRollout,
  target: TargetRef,
  signal: AbortSignal,
): Promise<PreflightResult> {
  const last = rungsOf(live).at(-1);
  return dryRunCheck(async () => {
    await object.dryRun(
      [
        ...guardOperations(live.metadata),
        ...firstStampOperations(live.metadata, preflightStamp(target)),
      ],
      signal,
    );
    if (last) {
      await object.dryRun(previewOperations(live, last), signal, 'status');
    }
  });
}

/** Whether the old version serves, and its template is known. */
async function baselineChecks(
  cluster: Cluster,
  live: ArgoRollout,
  { namespace, backends }: TargetRef,
  call: Call,
): Promise<PreflightResult[]> {
  const { stableRS } = statusOf(live);
  return Promise.all([
    checked(
      'endpoints',
      `Let Stagecraft list endpointslices, and bring up ${backends.baseline}.`,
      async () => {
        const ready = await countReady(
          cluster,
          namespace,
          backends.baseline,
          call,
        );
        const evidence = `${backends.baseline} has ${ready} ready endpoints.`;
        return ready > 0
          ? pass('endpoints', evidence)
          : fail('endpoints', evidence, `Bring up ${backends.baseline}.`);
      },
    ),
    checked(
      'way-back',
      'Let Stagecraft list replicasets, and keep the one of the stable version.',
      async () => {
        if (!stableRS) {
          return fail(
            'way-back',
            'It reports no stable version.',
            'Wait until its controller has deployed it once.',
          );
        }
        await stableTemplate(cluster, live, namespace, stableRS, call);
        return pass('way-back', `The template of ${stableRS} is known.`);
      },
    ),
  ]);
}

function templateChecks(live: ArgoRollout): PreflightResult[] {
  const template = templateSchema.safeParse(live.spec.template);
  if (!template.success) return [];
  const { metadata } = live;
  return podChecks(
    [{ metadata, spec: { template: template.data } }],
    [metadata.name],
  );
}

/**
 * Whether the Rollout's steps can be opened and taken back safely.
 *
 * @throws DriverError when the cluster can't be asked at all.
 */
export async function preflightRollout(
  cluster: Cluster,
  object: GuardedObject<ArgoRollout>,
  target: TargetRef,
  options: ExposeOptions,
  signal: AbortSignal,
): Promise<PreflightResult[]> {
  const { live, missing } = await existing(
    'rollout',
    `Rollout ${target.name} exists`,
    target,
    object.read(signal),
  );
  if (missing) return [missing];
  const pair = pairCheck(live, target);
  const results = [
    pass('rollout', `Rollout ${target.name} exists.`),
    pair,
    ...audienceChecks(options, NO_AUDIENCES),
  ];
  if (!live.spec.strategy?.canary) return results;
  return [
    ...results,
    stepsCheck(live),
    heldCheck(live),
    controllerCheck(live),
    routerCheck(live),
    warmCheck(live),
    analysisCheck(live),
    ...(ladderTroubles(live).length === 0
      ? [await stepCheck(object, live, target, signal)]
      : []),
    ...(await baselineChecks(cluster, live, target, {
      signal,
      lane: 'forward',
    })),
    ...templateChecks(live),
  ];
}
