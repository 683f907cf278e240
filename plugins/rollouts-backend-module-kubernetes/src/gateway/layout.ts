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

import type { AudienceHeader } from '@stagecraft/backstage-plugin-rollouts-common';
import { DriverError } from '@stagecraft/backstage-plugin-rollouts-node';
import { z } from 'zod';
import type { Destination, Layout, Parties, Raw, Side } from '../split/rule';
import { REQUEST_TIMEOUT } from '../split/twins';
import {
  EVERY_PATH,
  matchesOf,
  matchSchema,
  refersTo,
  ruleSchema,
  type BackendRef,
} from './route';

function sideOf(ref: BackendRef, parties: Parties): Side | null {
  const { backends, namespace } = parties;
  if (refersTo(ref, backends.baseline, namespace)) return 'baseline';
  return refersTo(ref, backends.new, namespace) ? 'new' : null;
}

function destination(ref: BackendRef, parties: Parties): Destination {
  return {
    side: sideOf(ref, parties),
    name: ref.name,
    weight: ref.weight ?? 1,
    written: ref.weight,
    identity: [{ path: ['name'], value: ref.name }],
    raw: ref,
  };
}

function matchesWith(matches: unknown, header: AudienceHeader): Raw[] {
  const named = header.name.toLowerCase();
  return matchesOf(z.array(matchSchema).optional().parse(matches)).map(
    match => {
      if (match.headers?.some(({ name }) => name.toLowerCase() === named)) {
        throw new DriverError(
          'invalid',
          `A match of the route already looks at the header ${header.name}. Choose another header for the audience.`,
        );
      }
      return {
        ...match,
        path: match.path ?? EVERY_PATH,
        headers: [...(match.headers ?? []), { type: 'Exact', ...header }],
      };
    },
  );
}

/** HTTPRoutes: the rule that matches by more wins, wherever it stands. */
export const HTTP_ROUTE_LAYOUT: Layout = {
  kind: 'gateway-api',
  title: 'HTTPRoute',
  rulesIn: 'rules',
  matchesIn: 'matches',
  destinationsIn: 'backendRefs',
  highestWeight: 1_000_000,
  twinsStand: 'last',
  names: ({ backends }) => backends,
  destinations: (rule, parties) =>
    (ruleSchema.parse(rule).backendRefs ?? []).map(ref =>
      destination(ref, parties),
    ),
  matchesWith,
  twinDefaults: ({ timeouts }) =>
    timeouts === undefined ? { timeouts: { request: REQUEST_TIMEOUT } } : {},
  shown: ({ timeouts }) => (timeouts === undefined ? {} : { timeouts }),
};
