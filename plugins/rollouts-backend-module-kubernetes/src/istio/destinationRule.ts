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

import { z } from 'zod';
import type { Call } from '../cluster/Calls';
import type { Cluster } from '../cluster/Cluster';
import { DESTINATION_RULES } from '../cluster/resources';
import { shaped } from '../cluster/shape';
import type { Parties } from '../split/rule';
import { metadataSchema } from '../write/fence';
import { fullHost } from './host';

const policySchema = z.looseObject({
  connectionPool: z.unknown().optional(),
  outlierDetection: z.unknown().optional(),
  portLevelSettings: z.unknown().optional(),
});
export type TrafficPolicy = z.infer<typeof policySchema>;

const subsetSchema = z.looseObject({
  name: z.string(),
  labels: z.record(z.string(), z.string()).optional(),
  trafficPolicy: policySchema.optional(),
});
export type Subset = z.infer<typeof subsetSchema>;

export const destinationRuleSchema = z.looseObject({
  metadata: metadataSchema,
  spec: z.looseObject({
    host: z.string(),
    trafficPolicy: policySchema.optional(),
    subsets: z.array(subsetSchema).optional(),
  }),
});
export type DestinationRule = z.infer<typeof destinationRuleSchema>;

export function subsetOf(
  rule: DestinationRule,
  name: string,
): Subset | undefined {
  return rule.spec.subsets?.find(subset => subset.name === name);
}

/**
 * The rule that defines a subset of the target's host, in the target's
 * namespace.
 *
 * @throws DriverError when the cluster can't be asked.
 */
export async function ruleOfSubset(
  cluster: Cluster,
  { namespace, part = '' }: Parties,
  subset: string,
  call: Call,
): Promise<DestinationRule | undefined> {
  const found = await cluster.list(
    DESTINATION_RULES,
    namespace,
    undefined,
    call,
  );
  return found
    .map(item => shaped(destinationRuleSchema, item, 'A DestinationRule'))
    .find(
      rule =>
        fullHost(rule.spec.host, namespace) === fullHost(part, namespace) &&
        subsetOf(rule, subset) !== undefined,
    );
}
