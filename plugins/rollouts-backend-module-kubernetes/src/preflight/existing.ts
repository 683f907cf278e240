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
import { DriverError } from '@stagecraft/backstage-plugin-rollouts-node';
import { fail } from './result';

/** What the other checks look at, or the one that failed in their place. */
export type Existing<T> =
  | { live: T; missing?: undefined }
  | { live?: undefined; missing: PreflightResult };

/**
 * Reads what is to be looked at.
 *
 * @param what - what must exist, such as `Rollout checkout`
 * @throws DriverError when the cluster can't be asked at all.
 */
export async function existing<T>(
  check: string,
  what: string,
  { namespace }: TargetRef,
  read: Promise<T>,
): Promise<Existing<T>> {
  try {
    return { live: await read };
  } catch (error) {
    if (!(error instanceof DriverError) || error.code === 'unreachable') {
      throw error;
    }
    const remedy = `Check that ${what} in namespace ${namespace} and Stagecraft may read it.`;
    return { missing: fail(check, error.message, remedy) };
  }
}
