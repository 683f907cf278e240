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

import type { TargetRef } from '@stagecraft/backstage-plugin-rollouts-common';
import {
  DriverError,
  type WriteContext,
} from '@stagecraft/backstage-plugin-rollouts-node';
import { stringify } from 'yaml';
import type { Call } from '../cluster/Calls';
import type { Cluster } from '../cluster/Cluster';
import { ClusterError } from '../cluster/errors';
import { DESTINATION_RULES } from '../cluster/resources';
import { guardOperations } from '../write/fence';
import { GuardedObject } from '../write/GuardedObject';
import { pause, pauseBefore } from '../write/pause';
import { writeForward } from '../write/writeForward';
import {
  destinationRuleSchema,
  ruleOfSubset,
  subsetOf,
  type DestinationRule,
} from './destinationRule';
import { limitOperations, unlimitOperations } from './limits';

const TRIES = 5;

export function ruleObject(
  cluster: Cluster,
  { metadata }: DestinationRule,
): GuardedObject<DestinationRule> {
  const { name, namespace = null } = metadata;
  return new GuardedObject(
    cluster,
    { resource: DESTINATION_RULES, namespace, name },
    destinationRuleSchema,
  );
}

async function requireRule(
  cluster: Cluster,
  target: TargetRef,
  call: Call,
): Promise<DestinationRule> {
  const subset = target.backends.new;
  const rule = await ruleOfSubset(cluster, target, subset, call);
  if (rule) return rule;
  throw new DriverError(
    'not-found',
    `No DestinationRule for ${target.part} in namespace ${target.namespace} defines subset ${subset}. Define it before the new version is exposed.`,
  );
}

/** The subset's settings as people read them in a preview. */
function shown(rule: DestinationRule, { part, backends }: TargetRef): string {
  const { trafficPolicy } = subsetOf(rule, backends.new) ?? {};
  return stringify({
    host: part,
    subset: backends.new,
    ...(trafficPolicy && { trafficPolicy }),
  });
}

/** Puts the limits on the new version's subset; again changes nothing. */
export async function limit(
  cluster: Cluster,
  target: TargetRef,
  context: WriteContext,
): Promise<void> {
  const { signal } = context;
  const found = await requireRule(cluster, target, { signal, lane: 'forward' });
  await writeForward(
    ruleObject(cluster, found),
    live => {
      const operations = limitOperations(live, target.backends.new);
      return operations.length === 0
        ? { kind: 'done', result: undefined }
        : {
            kind: 'write',
            result: undefined,
            operations: [...guardOperations(live.metadata), ...operations],
          };
    },
    context,
  );
}

/** What `limit` would change, by the API server's own dry run. */
export async function previewLimit(
  cluster: Cluster,
  target: TargetRef,
  signal: AbortSignal,
): Promise<{ before: string; after: string }> {
  const rule = await requireRule(cluster, target, { signal, lane: 'forward' });
  const operations = limitOperations(rule, target.backends.new);
  const after =
    operations.length === 0
      ? rule
      : await ruleObject(cluster, rule).dryRun(
          [...guardOperations(rule.metadata), ...operations],
          signal,
        );
  return { before: shown(rule, target), after: shown(after, target) };
}

/**
 * Takes the limits off again. Nothing is exposed by then, so nothing but
 * tidiness depends on it: it gives up when its signal does.
 *
 * @throws DriverError when they are still on.
 */
export async function unlimit(
  cluster: Cluster,
  target: TargetRef,
  signal: AbortSignal,
): Promise<void> {
  const subset = target.backends.new;
  for (let attempt = 0; ; attempt += 1) {
    try {
      const rule = await ruleOfSubset(cluster, target, subset, {
        signal,
        lane: 'restore',
      });
      const operations = rule ? unlimitOperations(rule, subset) : [];
      if (rule && operations.length > 0) {
        await ruleObject(cluster, rule).patchBack(
          [...guardOperations(rule.metadata), ...operations],
          signal,
        );
      }
      return;
    } catch (error) {
      const isFinal = !(error instanceof ClusterError);
      if (isFinal || attempt + 1 >= TRIES || signal.aborted) throw error;
      await pause(pauseBefore(attempt, error), signal);
    }
  }
}
