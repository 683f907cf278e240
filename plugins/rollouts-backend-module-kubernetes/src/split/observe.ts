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

import type { ObservedExposure } from '@stagecraft/backstage-plugin-rollouts-node';
import { fenceOf, fenceTrouble } from '../write/fence';
import { lastWriterOf } from '../write/lastWriter';
import {
  foreignRules,
  pairedRule,
  ruleLabel,
  twinsOf,
  type Route,
  type Rule,
} from './rule';
import { shareOf } from './weights';

/** What a data plane's controllers say of a route. */
export interface Acceptance {
  accepted: boolean;
  /** A sentence each, without a full stop. */
  troubles: string[];
}

function strayTroubles(route: Route): string[] {
  const { names } = route;
  return foreignRules(route)
    .filter(rule => pairedRule(rule) === undefined && shareOf(rule) > 0)
    .map(
      rule =>
        `${ruleLabel(rule)} sends traffic to ${names.new} and has no ${
          names.baseline
        }: Stagecraft does not govern it`,
    );
}

/**
 * What a live route shows: the highest share that any of its rules gives the
 * new version, whoever wrote the rule.
 */
export function observedExposure(
  route: Route,
  acceptance: Acceptance,
): ObservedExposure {
  const { metadata } = route;
  const highest = (rules: Rule[]) => Math.max(0, ...rules.map(shareOf));
  const everyone = highest(foreignRules(route));
  const ofSegment = twinsOf(route, 'segment');
  const troubles = [
    ...new Set([
      ...strayTroubles(route),
      ...fenceTrouble(metadata),
      ...acceptance.troubles,
    ]),
  ];
  return {
    exposure: {
      internal: Math.max(everyone, highest(twinsOf(route))),
      ...(ofSegment.length > 0 && {
        segment: Math.max(everyone, highest(ofSegment)),
      }),
      everyone,
    },
    fence: fenceOf(metadata),
    generation: metadata.generation,
    accepted: acceptance.accepted,
    trouble: troubles.length > 0 ? `${troubles.join('. ')}.` : null,
    lastWriter: lastWriterOf(metadata),
  };
}
