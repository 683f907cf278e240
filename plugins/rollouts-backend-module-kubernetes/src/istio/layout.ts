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
import type { Destination, Layout, Parties, Raw, Side } from '../split/rule';
import { REQUEST_TIMEOUT } from '../split/twins';
import { fullHost } from './host';
import {
  entrySchema,
  matchesSchema,
  type WeightedDestination,
} from './virtualService';

/** Which of the pair a destination is: a subset of the target's host. */
export function sideOf(
  { host, subset }: WeightedDestination['destination'],
  { backends, namespace, part }: Parties,
): Side | null {
  const isHost =
    part !== undefined &&
    fullHost(host, namespace) === fullHost(part, namespace);
  if (!isHost || subset === undefined) return null;
  if (subset === backends.baseline) return 'baseline';
  return subset === backends.new ? 'new' : null;
}

function destinationOf(
  route: WeightedDestination,
  parties: Parties,
  alone: boolean,
): Destination {
  const { host, subset } = route.destination;
  return {
    side: sideOf(route.destination, parties),
    name: subset === undefined ? host : `${host} ${subset}`,
    // A destination alone gets everything, whatever its weight.
    weight: alone ? 1 : route.weight ?? 0,
    written: route.weight,
    identity: [
      { path: ['destination', 'host'], value: host },
      ...(subset === undefined
        ? []
        : [{ path: ['destination', 'subset'], value: subset }]),
    ],
    raw: route,
  };
}

function matchesWith(matches: unknown, header: AudienceHeader): Raw[] {
  const name = header.name.toLowerCase();
  const all = matchesSchema.parse(matches);
  return (all?.length ? all : [{}]).map(match => {
    const named = Object.keys({ ...match.headers, ...match.withoutHeaders });
    if (named.some(each => each.toLowerCase() === name)) {
      throw new DriverError(
        'invalid',
        `A match of the VirtualService already looks at the header ${header.name}. Choose another header for the audience.`,
      );
    }
    return {
      ...match,
      headers: { ...match.headers, [name]: { exact: header.value } },
    };
  });
}

/**
 * VirtualServices: the first entry that matches wins. Weights are whole
 * numbers without a bound of their own; their sum is what counts.
 */
export const VIRTUAL_SERVICE_LAYOUT: Layout = {
  kind: 'istio',
  title: 'VirtualService',
  rulesIn: 'http',
  matchesIn: 'match',
  destinationsIn: 'route',
  highestWeight: 2_147_483_647,
  twinsStand: 'before',
  names: ({ backends }) => ({
    baseline: `subset ${backends.baseline}`,
    new: `subset ${backends.new}`,
  }),
  destinations: (entry, parties) => {
    const { route = [] } = entrySchema.parse(entry);
    return route.map(each => destinationOf(each, parties, route.length === 1));
  },
  matchesWith,
  twinDefaults: ({ timeout }) =>
    timeout === undefined ? { timeout: REQUEST_TIMEOUT } : {},
  shown: ({ timeout }) => (timeout === undefined ? {} : { timeout }),
};
