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
import { FENCE_ANNOTATION, fenceOf } from '../write/fence';
import { acceptanceTroubles } from './acceptance';
import {
  foreignRules,
  governed,
  internalRules,
  ruleLabel,
  type Backends,
  type HttpRoute,
} from './route';
import { shareOf } from './weights';

function strayTroubles(route: HttpRoute, backends: Backends): string[] {
  return foreignRules(route)
    .filter(
      at =>
        governed(route, at, backends) === undefined &&
        shareOf(route, at.rule, backends) > 0,
    )
    .map(
      at =>
        `${ruleLabel(at)} sends traffic to ${backends.new} and has no ${
          backends.baseline
        }: Stagecraft does not govern it`,
    );
}

function fenceTroubles(route: HttpRoute): string[] {
  const text = route.metadata.annotations?.[FENCE_ANNOTATION];
  return text !== undefined && fenceOf(route.metadata) === null
    ? [`The annotation ${FENCE_ANNOTATION} reads "${text}", which is no fence`]
    : [];
}

/**
 * What a live route shows: the highest share that any of its rules gives the
 * new version, whoever wrote the rule.
 */
export function observedExposure(
  route: HttpRoute,
  backends: Backends,
): ObservedExposure {
  const highest = (rules: ReturnType<typeof foreignRules>) =>
    Math.max(0, ...rules.map(({ rule }) => shareOf(route, rule, backends)));
  const everyone = highest(foreignRules(route));
  const acceptance = acceptanceTroubles(route);
  const troubles = [
    ...new Set([
      ...strayTroubles(route, backends),
      ...fenceTroubles(route),
      ...acceptance,
    ]),
  ];
  return {
    exposure: {
      internal: Math.max(everyone, highest(internalRules(route))),
      everyone,
    },
    fence: fenceOf(route.metadata),
    generation: route.metadata.generation,
    accepted: acceptance.length === 0,
    trouble: troubles.length > 0 ? `${troubles.join('. ')}.` : null,
  };
}
