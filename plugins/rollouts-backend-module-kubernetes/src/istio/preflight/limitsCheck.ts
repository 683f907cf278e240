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
import { attempt } from '../../cluster/attempt';
import type { Call } from '../../cluster/Calls';
import type { Cluster } from '../../cluster/Cluster';
import { fail, pass } from '../../preflight/result';
import { guardOperations } from '../../write/fence';
import type { DestinationRule } from '../destinationRule';
import { limitOperations } from '../limits';
import { ruleObject } from '../limitedSubset';

/** Whether the new version can be held to limits while the rollout lasts. */
export async function limitsCheck(
  cluster: Cluster,
  rule: DestinationRule,
  { backends }: TargetRef,
  { signal }: Call,
): Promise<PreflightResult> {
  const operations = limitOperations(rule, backends.new);
  if (operations.length === 0) {
    return pass(
      'limits',
      `Connection limits and outlier detection of subset ${backends.new} are set already.`,
    );
  }
  const tried = await attempt(
    ruleObject(cluster, rule).dryRun(
      [...guardOperations(rule.metadata), ...operations],
      signal,
    ),
  );
  return 'error' in tried
    ? fail(
        'limits',
        tried.error.message,
        tried.error.code === 'forbidden'
          ? 'Grant the missing permission; see deploy/kubernetes.'
          : 'Mend what the cluster names, or set connectionPool and outlierDetection on the subset yourself.',
      )
    : pass(
        'limits',
        `Connection limits and outlier detection will be put on subset ${backends.new} and taken off with the rollback.`,
      );
}
