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
import {
  DriverError,
  type ExposeOptions,
} from '@stagecraft/backstage-plugin-rollouts-node';
import type { Cluster } from '../../cluster/Cluster';
import { firstStampOperations, guardOperations } from '../../write/fence';
import type { GuardedObject } from '../../write/GuardedObject';
import { exposurePatch } from '../exposurePatch';
import { governedRules, type HttpRoute } from '../route';
import { headerCheck } from './headerChecks';
import { fail, pass } from '../../preflight/result';
import {
  exposedCheck,
  mirrorsCheck,
  pairCheck,
  parentsCheck,
  sessionsCheck,
  weightsCheck,
} from './routeChecks';
import { workloadChecks } from '../../preflight/workloadChecks';

/** The API server's own word on the largest change a rollout could make. */
async function dryRunCheck(
  object: GuardedObject<HttpRoute>,
  live: HttpRoute,
  target: TargetRef,
  options: ExposeOptions,
  signal: AbortSignal,
): Promise<PreflightResult> {
  const exposure = options.header
    ? { internal: 10_000, everyone: 0 }
    : { internal: 10_000, everyone: 10_000 };
  try {
    await object.dryRun(
      [
        ...guardOperations(live.metadata),
        ...exposurePatch(live, target.backends, exposure, options.header),
        ...firstStampOperations(live.metadata, {
          fence: { epoch: 0, count: 0 },
          decision: 'preflight',
          governed: { rollout: 'preflight', backends: target.backends },
        }),
      ],
      signal,
    );
    return pass('dry-run', 'The cluster accepts the change in a dry run.');
  } catch (error) {
    if (!(error instanceof DriverError)) throw error;
    return fail(
      'dry-run',
      error.message,
      error.code === 'forbidden'
        ? 'Grant the missing permission; see deploy/kubernetes.'
        : 'Mend what the cluster names; this change could not be made.',
    );
  }
}

/**
 * Whether the route can be exposed and restored safely.
 *
 * @throws DriverError when the cluster can't be asked at all.
 */
export async function preflightRoute(
  cluster: Cluster,
  object: GuardedObject<HttpRoute>,
  target: TargetRef,
  options: ExposeOptions,
  signal: AbortSignal,
): Promise<PreflightResult[]> {
  let live: HttpRoute;
  try {
    live = await object.read(signal);
  } catch (error) {
    if (!(error instanceof DriverError) || error.code === 'unreachable') {
      throw error;
    }
    return [
      fail(
        'route',
        error.message,
        `Check that HTTPRoute ${target.name} exists in namespace ${target.namespace} and Stagecraft may read it.`,
      ),
    ];
  }
  const { backends } = target;
  const found = governedRules(live, backends);
  const pair = pairCheck(live, found, backends);
  const results = [
    pass('route', `HTTPRoute ${target.name} exists.`),
    pair,
    exposedCheck(live, backends),
    parentsCheck(live),
    mirrorsCheck(live, backends),
  ];
  if (pair.outcome !== 'fail') {
    results.push(weightsCheck(found, backends), sessionsCheck(found));
    if (options.header) results.push(headerCheck(live, found, options.header));
    results.push(await dryRunCheck(object, live, target, options, signal));
  }
  const workloads = await workloadChecks(cluster, target, {
    signal,
    lane: 'forward',
  });
  return [...results, ...workloads];
}
