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
  DriverError,
  type WriteContext,
} from '@stagecraft/backstage-plugin-rollouts-node';
import { add, pointer, type Operation } from '../write/patch';
import { writeBack } from '../write/writeBack';
import { awaitPods } from './awaitPods';
import type { BaselineContent, CapturedSide } from './baseline';
import { stayingPods } from './counts';
import { availableOf, TOTAL_ANNOTATION } from './pair';
import type { PairObjects } from './PairObjects';

const ANNOTATIONS = { [TOTAL_ANNOTATION]: null };

/** A Deployment as it was captured, with so many replicas. */
export function backOperations(
  side: CapturedSide,
  replicas: number,
): Operation[] {
  return [
    add(pointer('spec', 'replicas'), replicas),
    add(pointer('spec', 'template'), side.template),
  ];
}

async function failureOf(write: Promise<unknown>): Promise<unknown> {
  try {
    await write;
    return undefined;
  } catch (error) {
    return error;
  }
}

/** How many old pods are ready; none where that can't be read. */
async function readyPods(
  objects: PairObjects,
  signal: AbortSignal,
): Promise<number> {
  try {
    const live = await objects.baseline.read(signal, 'restore');
    // Pods that are about to go are still counted for a while.
    return Math.min(availableOf(live), live.spec.replicas);
  } catch (error) {
    if (!(error instanceof DriverError)) throw error;
    return 0;
  }
}

/** @returns how many new pods were left to serve until old ones are ready */
async function lowerNew(
  objects: PairObjects,
  content: BaselineContent,
  context: WriteContext,
): Promise<number> {
  let staying = 0;
  await writeBack(
    objects.new,
    async live => {
      const ready = await readyPods(objects, context.signal);
      staying = stayingPods(
        live.spec.replicas,
        { baseline: content.baseline.replicas, new: content.new.replicas },
        ready,
      );
      return {
        operations: backOperations(content.new, staying),
        annotations: ANNOTATIONS,
        remains: null,
      };
    },
    context,
  );
  return staying - content.new.replicas;
}

/**
 * Takes both Deployments back: the new one first, as far as old pods are
 * ready, then the old one. One that can't be written keeps the other from
 * nothing.
 *
 * @throws DriverError `conflict` while new pods still serve for old ones that
 * are not ready; calling it again carries on.
 */
export async function restorePair(
  objects: PairObjects,
  content: BaselineContent,
  context: WriteContext,
): Promise<void> {
  let left = 0;
  const ofNew = await failureOf(
    lowerNew(objects, content, context).then(count => {
      left = count;
    }),
  );
  const ofBaseline = await failureOf(
    writeBack(
      objects.baseline,
      () => ({
        operations: backOperations(content.baseline, content.baseline.replicas),
        annotations: ANNOTATIONS,
        remains: null,
      }),
      context,
    ),
  );
  const failed = ofNew ?? ofBaseline;
  if (failed) throw failed;
  if (left <= 0) return;
  const half = Math.ceil(content.baseline.replicas / 2);
  const missing = await awaitPods(
    objects.baseline,
    half,
    context.signal,
    'restore',
  );
  left = await lowerNew(objects, content, context);
  if (left > 0) {
    throw new DriverError(
      'conflict',
      `${missing}: ${left} new pods serve until they are. It is looked at again until that is done.`,
    );
  }
}
