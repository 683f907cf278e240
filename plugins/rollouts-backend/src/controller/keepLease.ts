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
import { renewLease, type ClaimedWork } from '../store/work';
import type { PassDeps } from './deps';

/**
 * Renews the lease of claimed work while `act` runs, so that the lease can be
 * short: work of a replica that died falls to another one soon, however long a
 * pass may take. The signal aborts when the ticket was taken away.
 */
export async function keepLease(
  deps: PassDeps,
  work: ClaimedWork,
  stopping: AbortSignal,
  act: (held: AbortSignal) => Promise<void>,
): Promise<void> {
  const { leaseMs } = deps.intervals;
  const lost = new AbortController();
  let renewing: Promise<void> | undefined;
  const renew = async () => {
    try {
      if (!(await renewLease(deps.database, work, leaseMs))) lost.abort();
    } catch (error) {
      deps.logger.warn(
        `Rollout ${work.rolloutId}: could not renew the lease of its work`,
        toError(error),
      );
    } finally {
      renewing = undefined;
    }
  };
  const timer = setInterval(() => (renewing ??= renew()), leaseMs / 3);
  try {
    await act(AbortSignal.any([stopping, lost.signal]));
  } finally {
    clearInterval(timer);
    await renewing;
  }
}
