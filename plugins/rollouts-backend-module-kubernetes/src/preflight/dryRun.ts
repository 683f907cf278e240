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
  Exposure,
  PreflightResult,
  TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { ExposeOptions } from '@stagecraft/backstage-plugin-rollouts-node';
import type { Stamp } from '../write/fence';
import { checked, pass } from './result';

export const GRANT_OR_MEND =
  'Grant the missing permission, see deploy/kubernetes, or mend what the cluster names.';

/** Everybody of the narrowest audiences the plan knows, or else everybody. */
export function largestExposure({ header, segment }: ExposeOptions): Exposure {
  return {
    internal: 10_000,
    ...(segment && { segment: 10_000 }),
    everyone: header || segment ? 0 : 10_000,
  };
}

/** What a dry run stamps in place of a fence. */
export function preflightStamp({ backends, part }: TargetRef): Stamp {
  return {
    fence: { epoch: 0, count: 0 },
    decision: 'preflight',
    governed: { rollout: 'preflight', backends, part },
  };
}

/** The API server's own word on the largest change a rollout could make. */
export async function dryRunCheck(
  dryRun: () => Promise<unknown>,
): Promise<PreflightResult> {
  return checked('dry-run', GRANT_OR_MEND, async () => {
    await dryRun();
    return pass('dry-run', 'The cluster accepts the change in a dry run.');
  });
}
