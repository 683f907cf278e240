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
  isSameExposure,
  type Exposure,
} from '@stagecraft/backstage-plugin-rollouts-common';
import * as fc from 'fast-check';
import { arbitraryExposure, HEADERS } from '../__testUtils__/routes';
import {
  arbitraryVirtualService,
  pairEntry,
  patchedEntries,
  readEntries,
  SUBSETS,
  to,
  virtualService,
} from '../__testUtils__/virtualServices';
import { baselineOf, readBaseline } from '../split/baseline';
import { exposurePatch } from '../split/exposurePatch';
import { observedExposure } from '../split/observe';
import { restorePatch } from '../split/restorePatch';
import { VIRTUAL_SERVICE_LAYOUT } from './layout';
import type { HttpEntry, VirtualService } from './virtualService';

const ACCEPTED = { accepted: true, troubles: [] };

function raised(live: VirtualService, exposure: Exposure) {
  return patchedEntries(
    live,
    exposurePatch(readEntries(live), exposure, HEADERS),
  );
}

function exposed(live: VirtualService, internal: number, everyone: number) {
  return raised(live, { internal, everyone });
}

const shown = (live: VirtualService) =>
  observedExposure(readEntries(live), ACCEPTED).exposure;

describe('the exposure of a VirtualService', () => {
  it('puts the internal audience before each governed entry', () => {
    const live = virtualService([
      pairEntry({
        name: 'pay',
        retries: { attempts: 2 },
        match: [
          { uri: { prefix: '/pay' }, headers: { 'x-region': { exact: 'eu' } } },
          { port: 8443 },
        ],
      }),
      { name: 'health', route: [to('stable')] },
      pairEntry({ timeout: '2s' }),
    ]);
    const after = exposed(live, 10_000, 100);
    expect(after.spec.http?.map(({ name }) => name)).toEqual([
      'stagecraft-internal-0',
      'pay',
      'health',
      'stagecraft-internal-2',
      undefined,
    ]);
    expect(after.spec.http?.[0]).toEqual({
      name: 'stagecraft-internal-0',
      timeout: '30s',
      retries: { attempts: 2 },
      match: [
        {
          uri: { prefix: '/pay' },
          headers: {
            'x-region': { exact: 'eu' },
            'x-internal': { exact: 'yes' },
          },
        },
        { port: 8443, headers: { 'x-internal': { exact: 'yes' } } },
      ],
      route: [to('stable', 0), to('next', 10_000)],
    });
    expect(after.spec.http?.[3]).toMatchObject({
      timeout: '2s',
      match: [{ headers: { 'x-internal': { exact: 'yes' } } }],
    });
    expect(after.spec.http?.[1].route).toEqual([
      to('stable', 9_900),
      to('next', 100),
    ]);
  });

  it('puts internal users before the segment', () => {
    const after = raised(virtualService([pairEntry(), pairEntry()]), {
      internal: 9_000,
      segment: 500,
      everyone: 1,
    });
    expect(
      after.spec.http?.map(({ name, route }) => [name, route?.[1].weight]),
    ).toEqual([
      ['stagecraft-internal-0', 9_000],
      ['stagecraft-segment-0', 500],
      [undefined, 1],
      ['stagecraft-internal-1', 9_000],
      ['stagecraft-segment-1', 500],
      [undefined, 1],
    ]);
  });

  it('moves twins back before their originals when someone came between', () => {
    const live = exposed(virtualService([pairEntry()]), 5_000, 0);
    const http = live.spec.http ?? [];
    const between = virtualService(
      http.toSpliced(1, 0, { name: 'between', route: [to('v9')] }),
    );
    expect(
      exposed(between, 6_000, 0).spec.http?.map(({ name }) => name),
    ).toEqual(['between', 'stagecraft-internal-1', undefined]);
  });

  it.each<[string, HttpEntry[], number]>([
    [
      'a destination alone, whatever its weight',
      [{ route: [to('next', 0)] }],
      10_000,
    ],
    ['no weight as nothing', [{ route: [to('stable', 5), to('next')] }], 0],
    [
      'subsets of other hosts as others',
      [{ route: [to('next', 1, 'elsewhere')] }],
      0,
    ],
    [
      'the host by its full name',
      [{ route: [to('next', 1, 'checkout.shop.svc.cluster.local')] }],
      10_000,
    ],
    [
      'the host of another namespace as another',
      [{ route: [to('next', 1, 'checkout.other.svc.cluster.local')] }],
      0,
    ],
  ])('counts %s', (_, http, everyone) => {
    expect(shown(virtualService(http)).everyone).toBe(everyone);
  });

  it.each<[string, HttpEntry['match']]>([
    ['by the header', [{ headers: { 'X-Internal': {} } }]],
    ['by its absence', [{ withoutHeaders: { 'x-internal': {} } }]],
  ])('refuses an entry that matches %s', (_, match) => {
    const live = virtualService([pairEntry({ match })]);
    expect(() => exposed(live, 10_000, 0)).toThrow(/already looks at/);
  });

  it('is exactly what is asked for, and undone to the byte from any stage', () => {
    fc.assert(
      fc.property(
        arbitraryVirtualService,
        fc.array(arbitraryExposure, { maxLength: 4 }),
        (live, ladder) => {
          const content = readBaseline(
            VIRTUAL_SERVICE_LAYOUT,
            baselineOf(readEntries(live)),
          );
          let now = live;
          for (const exposure of ladder) {
            now = raised(now, exposure);
            expect(isSameExposure(shown(now), exposure)).toBe(true);
          }
          for (let times = 0; times < 2; times += 1) {
            const { operations, remains } = restorePatch(
              readEntries(now),
              SUBSETS,
              content,
            );
            expect(remains).toBeNull();
            now = patchedEntries(now, operations);
            expect(now).toEqual(live);
          }
        },
      ),
    );
  });
});
