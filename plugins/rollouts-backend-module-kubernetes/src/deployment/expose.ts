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
  compareFences,
  type Exposure,
} from '@stagecraft/backstage-plugin-rollouts-common';
import {
  DriverError,
  type ForwardContext,
} from '@stagecraft/backstage-plugin-rollouts-node';
import {
  changedSinceSeen,
  changedSinceWritten,
  fenceOf,
  guardOperations,
  isFence,
  staleFence,
  stampOperations,
} from '../write/fence';
import { pointer, setTested } from '../write/patch';
import { writeForward, type Step } from '../write/writeForward';
import { awaitPods } from './awaitPods';
import { countsFor } from './counts';
import {
  configurationOf,
  countsOf,
  hasSameSpec,
  settledFence,
  totalOf,
  type Counts,
  type Deployment,
  type Pair,
  type Side,
} from './pair';
import type { PairObjects } from './PairObjects';

/** The object must be as it was when the pair was looked at, or ours already. */
function sideStep(
  live: Deployment,
  seen: Deployment,
  replicas: number,
  context: ForwardContext,
): Step<void> {
  const { metadata } = live;
  if (isFence(metadata, context.fence)) {
    if (live.spec.replicas === replicas) {
      return { kind: 'done', result: undefined };
    }
    throw changedSinceWritten(metadata);
  }
  const before = fenceOf(seen.metadata);
  if (before === null || !isFence(metadata, before)) {
    throw staleFence(metadata, context.expected);
  }
  if (!hasSameSpec(live, seen)) {
    throw changedSinceSeen(metadata, seen.metadata.generation);
  }
  return {
    kind: 'write',
    result: undefined,
    operations: [
      ...guardOperations(metadata),
      ...setTested(pointer('spec', 'replicas'), live.spec.replicas, replicas),
      ...stampOperations(metadata, context),
    ],
  };
}

function requireAsSeen(pair: Pair, context: ForwardContext): void {
  const sides = [pair.baseline, pair.new];
  const isBegun = sides.some(({ metadata }) =>
    isFence(metadata, context.fence),
  );
  const settled = settledFence(pair);
  const isExpected =
    settled !== null &&
    (compareFences(settled, context.expected) === 0 ||
      compareFences(settled, context.fence) === 0);
  if (!isExpected) throw staleFence(pair.baseline.metadata, context.expected);
  if (!isBegun && configurationOf(pair) !== context.generation) {
    throw changedSinceSeen(pair.baseline.metadata, context.generation);
  }
}

/**
 * Raising, new pods come first and old ones go when those are ready; lowering,
 * old pods come first. With so many pods in all as before, the new version's
 * share of them then stays between the two exposures all the way, and the pods
 * that serve never get fewer than they were meant to be.
 */
function order(now: Counts, wanted: Counts): [Side, Side] {
  return wanted.new >= now.new ? ['new', 'baseline'] : ['baseline', 'new'];
}

/** @throws DriverError `conflict` while the pods that shall take over are not ready. */
export async function exposePair(
  objects: PairObjects,
  exposure: Exposure,
  context: ForwardContext,
): Promise<void> {
  const pair = await objects.read(context.signal);
  const wanted = countsFor(totalOf(pair), exposure);
  requireAsSeen(pair, context);
  const [first, second] = order(countsOf(pair), wanted);
  const write = (side: Side) =>
    writeForward(
      objects[side],
      live => sideStep(live, pair[side], wanted[side], context),
      context,
    );
  await write(first);
  const missing = await awaitPods(
    objects[first],
    wanted[first],
    context.signal,
    'forward',
  );
  // Lowering does not wait for ever; raising does not cost capacity.
  if (missing !== null && first === 'new') {
    throw new DriverError(
      'conflict',
      `${missing}. The pods of ${pair.baseline.metadata.name} stay until they are.`,
    );
  }
  await write(second);
}
