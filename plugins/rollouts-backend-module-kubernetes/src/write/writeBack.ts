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
import { ClusterError } from '../cluster/errors';
import {
  isFencedAbove,
  staleFence,
  stampBackOperations,
  stampMerge,
} from './fence';
import type { Governed, GuardedObject } from './GuardedObject';
import { pointer, test, type Operation } from './patch';
import { pause, pauseBefore } from './pause';

/** The way back from a live object. */
export interface WayBack {
  /** Tests of identity and the writes; may be empty. */
  operations: Operation[];
  /** Writes to the status, sent before the others and apart from them. */
  status?: Operation[];
  /** Further annotations to set, or with null to take away. */
  annotations?: Record<string, string | null>;
  /** What the patch can't take back, as a sentence for people; else null. */
  remains: string | null;
}

const FINAL = ['forbidden', 'invalid', 'not-found'];

function isFinal(error: unknown): boolean {
  return !(error instanceof ClusterError) || FINAL.includes(error.code);
}

/** One of two writes must not keep the other from being sent. */
async function failureOf(
  write: Promise<void> | undefined,
): Promise<ClusterError | undefined> {
  try {
    await write;
    return undefined;
  } catch (error) {
    if (error instanceof ClusterError) return error;
    throw error;
  }
}

async function writeOnce<T extends Governed>(
  object: GuardedObject<T>,
  wayBack: (live: T) => WayBack | Promise<WayBack>,
  context: WriteContext,
): Promise<void> {
  const { signal } = context;
  const live = await object.read(signal, 'restore');
  const { metadata } = live;
  const { operations, status, annotations, remains } = await wayBack(live);
  const stamp = { ...context, more: annotations };
  const above = isFencedAbove(metadata, context.fence);
  const stamps = !above && metadata.annotations !== undefined;
  const identity = test(pointer('metadata', 'uid'), metadata.uid);
  const ofStatus = await failureOf(
    status && object.patchBack([identity, ...status], signal, 'status'),
  );
  await object.patchBack(
    [
      identity,
      ...operations,
      ...(stamps ? stampBackOperations(metadata, stamp) : []),
    ],
    signal,
  );
  if (above) throw staleFence(metadata, context.fence);
  if (!stamps) await object.mergeBack(stampMerge(metadata, stamp), signal);
  if (ofStatus) throw ofStatus;
  if (remains) throw new DriverError('conflict', remains);
}

/**
 * Takes an object back and raises its fence, again and again until the
 * cluster acknowledged it or the signal aborts. The exposure goes back even
 * under a higher fence; then `stale-fence` tells of it.
 */
export async function writeBack<T extends Governed>(
  object: GuardedObject<T>,
  wayBack: (live: T) => WayBack | Promise<WayBack>,
  context: WriteContext,
): Promise<void> {
  let undecided: ClusterError | undefined;
  for (let attempt = 0; ; attempt += 1) {
    try {
      await writeOnce(object, wayBack, context);
      return;
    } catch (error) {
      if (isFinal(error)) throw error;
      if (error instanceof ClusterError && error.code === 'unknown-outcome') {
        undecided = error;
      }
      await pause(pauseBefore(attempt, error), context.signal);
      if (context.signal.aborted) throw undecided ?? error;
    }
  }
}
