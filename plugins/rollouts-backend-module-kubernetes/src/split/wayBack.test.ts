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

import * as fc from 'fast-check';
import type { JsonValue } from '@backstage/types';
import {
  isExposed,
  type TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import {
  arbitraryExposure,
  arbitraryRoute,
  HEADERS,
  PARTIES,
  patched,
  read,
} from '../__testUtils__/routes';
import {
  arbitraryVirtualService,
  patchedEntries,
  readEntries,
  SUBSETS,
} from '../__testUtils__/virtualServices';
import { HTTP_ROUTES, VIRTUAL_SERVICES } from '../cluster/resources';
import { HTTP_ROUTE_LAYOUT } from '../gateway/layout';
import { VIRTUAL_SERVICE_LAYOUT } from '../istio/layout';
import type { Operation } from '../write/patch';
import { baselineOf, readBaseline } from './baseline';
import { exposurePatch } from './exposurePatch';
import { observedExposure } from './observe';
import type { Layout, Parties, Route } from './rule';
import { wayBackOf } from './wayBack';

const ACCEPTED = { accepted: true, troubles: [] };

/** The object after the first body that all its tests let through. */
function applied<T>(
  live: T,
  bodies: JsonValue[],
  patch: (live: T, operations: Operation[]) => T,
): T {
  for (const body of bodies) {
    try {
      return patch(live, body as unknown as Operation[]);
    } catch {
      // The cluster would refuse it: the next one.
    }
  }
  throw new Error('No body of the way back is accepted');
}

/** For every route and ladder, whatever stands in it when people act. */
function endsAllExposure<T>(
  arbitrary: fc.Arbitrary<T>,
  layout: Layout,
  parties: Parties,
  readLive: (live: T) => Route,
  patch: (live: T, operations: Operation[]) => T,
) {
  const target: TargetRef = {
    kind: layout.kind,
    cluster: 'demo',
    name: 'checkout',
    ...parties,
  };
  const resource = layout.kind === 'istio' ? VIRTUAL_SERVICES : HTTP_ROUTES;
  return fc.property(
    arbitrary,
    fc.array(arbitraryExposure, { minLength: 1, maxLength: 3 }),
    (live, ladder) => {
      const content = readBaseline(layout, baselineOf(readLive(live)));
      const exposed = ladder.reduce(
        (now, exposure) =>
          patch(now, exposurePatch(readLive(now), exposure, HEADERS)),
        live,
      );
      const [step] = wayBackOf(layout, resource, target, content);
      if (step.do !== 'patch') throw new Error('It begins with a patch');
      const back = readLive(applied(exposed, step.bodies, patch));
      expect(isExposed(observedExposure(back, ACCEPTED).exposure)).toBe(false);
    },
  );
}

describe('the way back that people take by themselves', () => {
  it('ends all exposure of an HTTPRoute, whichever audiences have rules', () => {
    const property = endsAllExposure(
      arbitraryRoute,
      HTTP_ROUTE_LAYOUT,
      PARTIES,
      read,
      patched,
    );
    expect(() => fc.assert(property)).not.toThrow();
  });

  it('ends all exposure of a VirtualService likewise', () => {
    const property = endsAllExposure(
      arbitraryVirtualService,
      VIRTUAL_SERVICE_LAYOUT,
      SUBSETS,
      readEntries,
      patchedEntries,
    );
    expect(() => fc.assert(property)).not.toThrow();
  });
});
