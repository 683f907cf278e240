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

import type { PreflightResult } from '@stagecraft/backstage-plugin-rollouts-common';
import { DriverError } from '@stagecraft/backstage-plugin-rollouts-node';

export function pass(check: string, evidence: string): PreflightResult {
  return { check, outcome: 'pass', evidence };
}

export function warn(
  check: string,
  evidence: string,
  remedy: string,
): PreflightResult {
  return { check, outcome: 'warn', evidence, remedy };
}

export function fail(
  check: string,
  evidence: string,
  remedy: string,
): PreflightResult {
  return { check, outcome: 'fail', evidence, remedy };
}

/** What the cluster answers; what it refuses is a check that fails. */
export async function checked(
  check: string,
  remedy: string,
  ask: () => Promise<PreflightResult>,
): Promise<PreflightResult> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof DriverError)) throw error;
    return fail(check, error.message, remedy);
  }
}
