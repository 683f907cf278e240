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
import { fenceWritten, type Metadata } from './fence';
import type { Governed, GuardedObject, Part } from './GuardedObject';
import type { Operation } from './patch';
import { pause, pauseBefore } from './pause';

const TRIES = 5;

/**
 * What a live object calls for: nothing more, a patch that gives `result`, or
 * the first of several, after which it is decided again on what that left.
 */
export type Step<R> =
  | { kind: 'done'; result: R }
  | { kind: 'write'; operations: Operation[]; result: R; part?: Part }
  | { kind: 'first'; operations: Operation[] };

interface Failed {
  error: ClusterError;
  /** What the patch was made for; null where it was a read that failed. */
  written: Metadata | null;
  part?: Part;
}

/** Whether what a forward patch tests of the metadata still holds. */
function isSameTo(a: Metadata, b: Metadata, part: Part | undefined): boolean {
  return (
    // A patch of the status tests the version, which every change raises.
    (part === undefined || a.resourceVersion === b.resourceVersion) &&
    (a.annotations === undefined) === (b.annotations === undefined) &&
    a.uid === b.uid &&
    a.generation === b.generation &&
    fenceWritten(a) === fenceWritten(b)
  );
}

function canRetry(error: unknown): error is ClusterError {
  return (
    error instanceof ClusterError &&
    (error.code === 'conflict' ||
      error.code === 'unknown-outcome' ||
      (error.code === 'unreachable' && error.status !== null))
  );
}

function refused(error: ClusterError): DriverError {
  return new DriverError(
    'invalid',
    `The cluster refuses this change although nothing changed meanwhile. ${error.message}`,
    error,
  );
}

function undecided(error: unknown): DriverError {
  const why = error instanceof Error ? error.message : String(error);
  return new DriverError(
    'unknown-outcome',
    `A write was sent and its outcome is not known. ${why}`,
    error,
  );
}

/**
 * A forward write: read, decide, confirm the ticket, patch. Lost races and
 * unclear outcomes are read again and decided anew, at most five times.
 *
 * `decide` throws to stop; its patch must test the fence it read, so that a
 * try whose outcome stays unknown can't land after a later write.
 */
export async function writeForward<T extends Governed, R>(
  object: GuardedObject<T>,
  decide: (live: T) => Step<R>,
  context: WriteContext,
): Promise<R> {
  let mayHaveLanded = false;
  let last: Failed | undefined;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    if (last) {
      await pause(pauseBefore(attempt, last.error), context.signal);
    }
    let live: T;
    try {
      live = await object.read(context.signal);
    } catch (error) {
      if (mayHaveLanded) throw undecided(error);
      if (!canRetry(error)) throw error;
      last = { error, written: null };
      continue;
    }
    if (
      last?.error.status === 422 &&
      last.written &&
      isSameTo(last.written, live.metadata, last.part)
    ) {
      throw refused(last.error);
    }
    for (;;) {
      const step = decide(live);
      if (step.kind === 'done') return step.result;
      await context.confirm();
      const part = step.kind === 'write' ? step.part : undefined;
      try {
        const written = await object.patch(
          step.operations,
          context.signal,
          part,
        );
        if (step.kind === 'write') return step.result;
        live = written;
      } catch (error) {
        if (!canRetry(error)) throw error;
        mayHaveLanded ||= error.code === 'unknown-outcome';
        if (context.signal.aborted) throw error;
        last = { error, written: live.metadata, part };
        break;
      }
    }
  }
  if (mayHaveLanded) throw undecided(last?.error);
  throw last?.error;
}
