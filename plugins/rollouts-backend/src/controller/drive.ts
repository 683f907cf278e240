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

import { toError } from '@backstage/errors';
import type { TargetRef } from '@stagecraft/backstage-plugin-rollouts-common';
import {
  DriverError,
  type ExposureDriver,
} from '@stagecraft/backstage-plugin-rollouts-node';
import { LostTicketError } from '../store/work';
import type { PassDeps } from './deps';

/** A fault inside a driver is one more way for its call to fail. */
function toDriverError(error: unknown): Error {
  if (error instanceof DriverError || error instanceof LostTicketError) {
    return error;
  }
  return new DriverError('unknown-outcome', toError(error).message, error);
}

/**
 * Calls the driver of a target with a deadline that also holds where the
 * driver does not heed its signal. What was sent may still land.
 *
 * @throws DriverError, LostTicketError
 */
export async function callDriver<T>(
  { drivers, intervals }: PassDeps,
  target: TargetRef,
  stopping: AbortSignal,
  call: (driver: ExposureDriver, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const timeout = AbortSignal.timeout(intervals.callMs);
  const signal = AbortSignal.any([stopping, timeout]);
  let onAbort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () =>
      reject(
        new DriverError(
          'unknown-outcome',
          timeout.aborted
            ? `No answer within ${intervals.callMs / 1000} s`
            : 'Stopped while waiting for an answer',
        ),
      );
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([call(drivers.of(target), signal), aborted]);
  } catch (error) {
    throw toDriverError(error);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
