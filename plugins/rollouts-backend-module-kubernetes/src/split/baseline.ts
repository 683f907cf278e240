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
import { requirePaired } from './exposurePatch';
import {
  foreignRules,
  ruleLabel,
  twinsOf,
  type Layout,
  type Route,
} from './rule';
import { pairWeights, shareOf } from './weights';

const VERSION = 1;

const contentSchema = z.looseObject({
  uid: z.string(),
  /** How many rules the route had. */
  total: z.int(),
  /** The governed rules as they were, with their places. */
  rules: z.array(
    z.looseObject({ index: z.int(), rule: z.record(z.string(), z.unknown()) }),
  ),
});
export type BaselineContent = z.infer<typeof contentSchema>;

/**
 * What restoring the route needs.
 *
 * @throws DriverError `invalid` when the pair is missing, has no weight, or
 * the new version is exposed already: there is nothing to go back to.
 */
export function baselineOf(route: Route): Baseline {
  const { layout, metadata, names } = route;
  const paired = requirePaired(route);
  const exposed = foreignRules(route).find(rule => shareOf(rule) > 0);
  const left = exposed ?? twinsOf(route)[0];
  if (left) {
    throw new DriverError(
      'invalid',
      `${ruleLabel(left)} of ${metadata.name} already sends traffic to ${
        names.new
      }. Take it back to weight 0 before a rollout starts.`,
    );
  }
  const empty = paired.find(rule => pairWeights(rule).baseline === 0);
  if (empty) {
    throw new DriverError(
      'invalid',
      `${names.baseline} has weight 0 in ${ruleLabel(empty)} of ${
        metadata.name
      }. Give it the weight that the new version shall share.`,
    );
  }
  return {
    kind: layout.kind,
    version: VERSION,
    content: z.json().parse({
      uid: metadata.uid,
      total: route.rules.length,
      rules: paired.map(({ index, raw }) => ({ index, rule: raw })),
    }),
  };
}

/** @throws DriverError `invalid` for another driver's baseline, or a newer one. */
export function readBaseline(
  layout: Layout,
  baseline: Baseline,
): BaselineContent {
  const content = contentSchema.safeParse(baseline.content);
  if (
    baseline.kind !== layout.kind ||
    baseline.version !== VERSION ||
    !content.success
  ) {
    throw new DriverError(
      'invalid',
      `This baseline (${baseline.kind}, version ${baseline.version}) is not one that this version of the ${layout.kind} driver reads. Restore the ${layout.title} by hand from the rollout's record.`,
    );
  }
  return content.data;
}
