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
  type Baseline,
} from '@stagecraft/backstage-plugin-rollouts-node';
import { z } from 'zod';
import { requireGoverned } from './exposurePatch';
import {
  foreignRules,
  internalRules,
  ruleLabel,
  ruleSchema,
  type Backends,
  type HttpRoute,
} from './route';
import { pairWeights, shareOf } from './weights';

export const KIND = 'gateway-api';
const VERSION = 1;

const contentSchema = z.looseObject({
  uid: z.string(),
  /** The governed rules as they were, with their places. */
  rules: z.array(z.looseObject({ index: z.int(), rule: ruleSchema })),
});
export type BaselineContent = z.infer<typeof contentSchema>;

/**
 * What restoring the route needs.
 *
 * @throws DriverError `invalid` when the pair is missing, has no weight, or
 * the new version is exposed already: there is nothing to go back to.
 */
export function baselineOf(route: HttpRoute, backends: Backends): Baseline {
  const governed = requireGoverned(route, backends);
  const exposed = foreignRules(route).find(
    ({ rule }) => shareOf(route, rule, backends) > 0,
  );
  const left = exposed ?? internalRules(route)[0];
  if (left) {
    throw new DriverError(
      'invalid',
      `${ruleLabel(left)} of ${route.metadata.name} already sends traffic to ${
        backends.new
      }. Take it back to weight 0 before a rollout starts.`,
    );
  }
  const empty = governed.find(at => pairWeights(at).baseline === 0);
  if (empty) {
    throw new DriverError(
      'invalid',
      `${backends.baseline} has weight 0 in ${ruleLabel(empty)} of ${
        route.metadata.name
      }. Give it the weight that the new version shall share.`,
    );
  }
  return {
    kind: KIND,
    version: VERSION,
    content: z.json().parse({
      uid: route.metadata.uid,
      rules: governed.map(({ index, rule }) => ({ index, rule })),
    }),
  };
}

/** @throws DriverError `invalid` for another driver's baseline, or a newer one. */
export function readBaseline(baseline: Baseline): BaselineContent {
  const content = contentSchema.safeParse(baseline.content);
  if (
    baseline.kind !== KIND ||
    baseline.version !== VERSION ||
    !content.success
  ) {
    throw new DriverError(
      'invalid',
      `This baseline (${baseline.kind}, version ${baseline.version}) is not one that this version of the gateway-api driver reads. Restore the route by hand from the rollout's record.`,
    );
  }
  return content.data;
}
