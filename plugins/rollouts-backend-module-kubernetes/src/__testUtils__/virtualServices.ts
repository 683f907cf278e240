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

import { applyPatch } from 'rfc6902';
import * as fc from 'fast-check';
import { VIRTUAL_SERVICE_LAYOUT } from '../istio/layout';
import {
  virtualServiceSchema,
  type HttpEntry,
  type VirtualService,
} from '../istio/virtualService';
import { readRoute, type Parties } from '../split/rule';
import type { Operation } from '../write/patch';

export const SUBSETS: Parties = {
  namespace: 'shop',
  part: 'checkout',
  backends: { baseline: 'stable', new: 'next' },
};

/** A destination of the target's host by one of its names, or of another. */
export function to(
  subset: string | undefined,
  weight?: number,
  host = 'checkout',
) {
  return {
    destination: { host, ...(subset !== undefined && { subset }) },
    ...(weight !== undefined && { weight }),
  };
}

/** An entry with the pair alone: baseline 100, new 0. */
export function pairEntry(entry: Partial<HttpEntry> = {}): HttpEntry {
  return { route: [to('stable', 100), to('next', 0)], ...entry };
}

export function virtualService(
  http: HttpEntry[],
  parts: { status?: object } = {},
): VirtualService {
  return virtualServiceSchema.parse({
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: {
      name: 'checkout',
      namespace: 'shop',
      uid: '9b2e',
      resourceVersion: '17',
      generation: 3,
    },
    spec: { hosts: ['shop.example'], http },
    ...parts,
  });
}

/** A VirtualService as the shared room reads it. */
export function readEntries(live: VirtualService) {
  return readRoute(VIRTUAL_SERVICE_LAYOUT, live, SUBSETS);
}

/** The VirtualService after a patch. @throws when a test in it fails. */
export function patchedEntries(
  before: VirtualService,
  operations: Operation[],
): VirtualService {
  const after = JSON.parse(JSON.stringify(before));
  const failed = applyPatch(after, JSON.parse(JSON.stringify(operations)));
  const problem = failed.find(error => error !== null);
  if (problem) throw problem;
  return virtualServiceSchema.parse(after);
}

const arbitraryMatch = fc.record(
  {
    uri: fc.constantFrom({ prefix: '/' }, { exact: '/pay' }),
    headers: fc.constant({ 'x-region': { exact: 'eu' } }),
    port: fc.constant(8443),
  },
  { requiredKeys: [] },
);

/** Entries that carry the pair, alone or beside others, and entries that don't. */
const arbitraryEntry = fc
  .record({
    rest: fc.record(
      {
        timeout: fc.constant('5s'),
        retries: fc.constant({ attempts: 2 }),
        fromTheFuture: fc.constant({ kept: [1, { deep: true }] }),
      },
      { requiredKeys: [] },
    ),
    match: fc.option(fc.array(arbitraryMatch, { maxLength: 2 }), {
      nil: undefined,
    }),
    pair: fc.boolean(),
    host: fc.constantFrom('checkout', 'checkout.shop.svc.cluster.local'),
    /** Thousands, so that every share can be shown beside others. */
    weight: fc.integer({ min: 1, max: 9 }).map(n => n * 10_000),
    newWeight: fc.constantFrom(0, undefined),
    others: fc.array(fc.tuple(fc.constantFrom('next', 'v9'), fc.nat(100)), {
      maxLength: 2,
    }),
    pairFirst: fc.boolean(),
  })
  .map(
    ({
      rest,
      match,
      pair,
      host,
      weight,
      newWeight,
      others,
      pairFirst,
    }): HttpEntry => {
      const foreign = others.map(([subset, share]) =>
        to(subset, share, 'elsewhere'),
      );
      const refs = pair
        ? [to('stable', weight, host), to('next', newWeight, host)]
        : [];
      return {
        ...rest,
        ...(match && { match }),
        route: pairFirst ? [...refs, ...foreign] : [...foreign, ...refs],
      };
    },
  );

/** VirtualServices that nobody exposed yet, with the pair at least once. */
export const arbitraryVirtualService = fc
  .tuple(
    fc.array(arbitraryEntry, { maxLength: 4 }),
    fc.nat({ max: 4 }),
    fc.boolean(),
  )
  .map(([entries, place, named]) =>
    virtualService(
      entries.toSpliced(place, 0, pairEntry()).map((entry, index) => ({
        ...entry,
        ...(named && { name: `entry-${index}` }),
      })),
    ),
  );
