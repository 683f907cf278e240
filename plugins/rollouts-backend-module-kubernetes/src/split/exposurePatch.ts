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

import type { Exposure } from '@stagecraft/backstage-plugin-rollouts-common';
import { DriverError } from '@stagecraft/backstage-plugin-rollouts-node';
import { setTested, type Operation } from '../write/patch';
import { destinationPath, identityTests } from './paths';
import {
  namesTwice,
  pairedRules,
  ruleLabel,
  type AudienceHeaders,
  type Layout,
  type PairedRule,
  type Route,
  type Side,
} from './rule';
import { desiredTwins, twinOperations } from './twins';
import { weightsFor } from './weights';

/**
 * The rules to move.
 *
 * @throws DriverError `invalid` when there is none, or one names a backend of
 * the pair twice.
 */
export function requirePaired(route: Route): PairedRule[] {
  const { names, metadata } = route;
  const found = pairedRules(route);
  if (found.length === 0) {
    throw new DriverError(
      'invalid',
      `No rule of ${metadata.name} sends traffic to both ${names.baseline} and ${names.new}. Add ${names.new} with weight 0 beside ${names.baseline} to every rule that shall be governed.`,
    );
  }
  for (const rule of found) {
    const twice = namesTwice(rule);
    if (twice) {
      throw new DriverError(
        'invalid',
        `${ruleLabel(rule)} of ${metadata.name} names ${
          names[twice]
        } more than once. Leave one reference to it.`,
      );
    }
  }
  return found;
}

function weightOperations(
  layout: Layout,
  rule: PairedRule,
  share: number,
): Operation[] {
  const weights = weightsFor(rule, share, layout);
  const set = (side: Side) =>
    setTested(
      destinationPath(layout, rule, rule.pair[side], 'weight'),
      rule.destinations[rule.pair[side]]?.written,
      weights[side],
    );
  return [...identityTests(layout, rule), ...set('baseline'), ...set('new')];
}

/**
 * What brings the route from what it is to `exposure`, with a test of every
 * value it replaces.
 *
 * @throws DriverError `invalid` when the route can't show that exposure.
 */
export function exposurePatch(
  route: Route,
  exposure: Exposure,
  headers: AudienceHeaders,
): Operation[] {
  const { layout } = route;
  const rules = requirePaired(route);
  const twins = desiredTwins(layout, rules, exposure, headers);
  return [
    ...rules.flatMap(rule => weightOperations(layout, rule, exposure.everyone)),
    ...twinOperations(route, twins),
  ];
}
