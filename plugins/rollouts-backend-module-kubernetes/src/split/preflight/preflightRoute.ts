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
import { fail, pass } from '../../preflight/result';
import { firstStampOperations, guardOperations } from '../../write/fence';
import type { GuardedObject } from '../../write/GuardedObject';
import { exposurePatch } from '../exposurePatch';
import type { Plane, SplitObject } from '../Plane';
import { headersOf, pairedRules, readRoute, type Route } from '../rule';
import {
  exposedCheck,
  mirrorsCheck,
  pairCheck,
  weightsCheck,
} from './ruleChecks';

/** The API server's own word on the largest change a rollout could make. */
async function dryRunCheck<T extends SplitObject>(
  object: GuardedObject<T>,
  route: Route,
  { backends, part }: TargetRef,
  options: ExposeOptions,
  signal: AbortSignal,
): Promise<PreflightResult> {
  const { metadata } = route;
  const headers = headersOf(options);
  const { internal, segment } = headers;
  const exposure = {
    internal: 10_000,
    ...(segment && { segment: 10_000 }),
    everyone: internal || segment ? 0 : 10_000,
  };
  try {
    await object.dryRun(
      [
        ...guardOperations(metadata),
        ...exposurePatch(route, exposure, headers),
        ...firstStampOperations(metadata, {
          fence: { epoch: 0, count: 0 },
          decision: 'preflight',
          governed: { rollout: 'preflight', backends, part },
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
 * Whether a route can be exposed and restored safely.
 *
 * @throws DriverError when the cluster can't be asked at all.
 */
export async function preflightRoute<T extends SplitObject>(
  plane: Plane<T>,
  cluster: Cluster,
  object: GuardedObject<T>,
  target: TargetRef,
  options: ExposeOptions,
  signal: AbortSignal,
): Promise<PreflightResult[]> {
  const { title } = plane.layout;
  let live: T;
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
        `Check that ${title} ${target.name} exists in namespace ${target.namespace} and Stagecraft may read it.`,
      ),
    ];
  }
  const route = readRoute(plane.layout, live, target);
  const rules = pairedRules(route);
  const pair = pairCheck(route, rules);
  const results = [
    pass('route', `${title} ${target.name} exists.`),
    pair,
    exposedCheck(route),
    mirrorsCheck(plane.mirrors(route, target), route),
    ...plane.checks(live, route, target),
  ];
  if (pair.outcome !== 'fail') {
    results.push(weightsCheck(route, rules));
    const headers = headersOf(options);
    if (Object.keys(headers).length > 0) {
      results.push(plane.headerCheck(route, rules, headers));
    }
    results.push(await dryRunCheck(object, route, target, options, signal));
  }
  const workloads = await plane.workloads(cluster, target, {
    signal,
    lane: 'forward',
  });
  return [...results, ...workloads];
}
