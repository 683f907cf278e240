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
import type { Cluster } from '../../cluster/Cluster';
import {
  dryRunCheck,
  largestExposure,
  preflightStamp,
} from '../../preflight/dryRun';
import { existing } from '../../preflight/existing';
import { pass } from '../../preflight/result';
import { firstStampOperations, guardOperations } from '../../write/fence';
import type { GuardedObject } from '../../write/GuardedObject';
import { exposurePatch } from '../exposurePatch';
import type { Plane, SplitObject } from '../Plane';
import { headersOf, pairedRules, readRoute } from '../rule';
import {
  exposedCheck,
  mirrorsCheck,
  pairCheck,
  weightsCheck,
} from './ruleChecks';

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
  const { live, missing } = await existing(
    'route',
    `${title} ${target.name} exists`,
    target,
    object.read(signal),
  );
  if (missing) return [missing];
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
    const { metadata } = route;
    const change = () =>
      object.dryRun(
        [
          ...guardOperations(metadata),
          ...exposurePatch(route, largestExposure(options), headers),
          ...firstStampOperations(metadata, preflightStamp(target)),
        ],
        signal,
      );
    results.push(await dryRunCheck(change));
  }
  const workloads = await plane.workloads(cluster, target, {
    signal,
    lane: 'forward',
  });
  return [...results, ...workloads];
}
