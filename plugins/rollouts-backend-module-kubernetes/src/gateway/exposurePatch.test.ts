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
import {
  arbitraryExposure,
  arbitraryRoute,
  BACKENDS,
  HEADERS,
  pairRule,
  PARTIES,
  patched,
  read,
  ref,
  route,
} from '../__testUtils__/routes';
import { baselineOf, readBaseline } from '../split/baseline';
import { exposurePatch } from '../split/exposurePatch';
import { observedExposure } from '../split/observe';
import { restorePatch } from '../split/restorePatch';
import { foreignRules, pairedRules } from '../split/rule';
import { acceptance } from './acceptance';
import { HTTP_ROUTE_LAYOUT } from './layout';
import { ruleSchema, type HttpRoute } from './route';

function raised(live: HttpRoute, exposure: Exposure) {
  return patched(live, exposurePatch(read(live), exposure, HEADERS));
}

function exposed(live: HttpRoute, internal: number, everyone: number) {
  return raised(live, { internal, everyone });
}

function weights(live: HttpRoute) {
  return (live.spec.rules ?? []).map(rule =>
    (rule.backendRefs ?? []).map(({ name, weight }) => [name, weight]),
  );
}

/** All of a route but the pair's weights and our own rules. */
function foreignPart(live: HttpRoute) {
  const places = new Map(
    pairedRules(read(live)).map(({ index, pair }) => [index, pair]),
  );
  return {
    ...live,
    spec: {
      ...live.spec,
      rules: foreignRules(read(live)).map(({ index, raw }) => ({
        ...raw,
        backendRefs: ruleSchema.parse(raw).backendRefs?.map((entry, n) => {
          const at = places.get(index);
          const ours = at && (n === at.baseline || n === at.new);
          return ours ? { ...entry, weight: 'ours' } : entry;
        }),
      })),
    },
  };
}

describe('exposurePatch', () => {
  it.each([
    [0, 10_000, 0],
    [1, 9_999, 1],
    [500, 9_500, 500],
    [3_333, 6_667, 3_333],
    [10_000, 0, 10_000],
  ])('shares 10 000 parts at %i basis points', (share, baseline, next) => {
    expect(weights(exposed(route([pairRule()]), share, share))).toEqual([
      [
        [BACKENDS.baseline, baseline],
        [BACKENDS.new, next],
      ],
    ]);
  });

  it('keeps the sum of the pair beside others', () => {
    const live = route([
      pairRule({
        backendRefs: [
          ref('legacy', 100),
          ref(BACKENDS.baseline, 900),
          ref(BACKENDS.new, 0),
        ],
      }),
    ]);
    expect(weights(exposed(live, 500, 500))).toEqual([
      [
        ['legacy', 100],
        [BACKENDS.baseline, 855],
        [BACKENDS.new, 45],
      ],
    ]);
  });

  it('refuses a share that whole weights beside others cannot show', () => {
    const live = route([
      pairRule({
        backendRefs: [
          ref('legacy', 10),
          ref(BACKENDS.baseline, 90),
          ref(BACKENDS.new, 0),
        ],
      }),
    ]);
    expect(() => exposed(live, 500, 500)).toThrow(
      /can't show 5 %.*90 parts.*steps of 10 %/,
    );
  });

  it('gives the internal audience a twin of each governed rule', () => {
    const live = route([
      pairRule({
        name: 'pay',
        timeouts: { request: '2s' },
        filters: [{ type: 'RequestMirror' }],
        matches: [
          {
            path: { type: 'Exact', value: '/pay' },
            method: 'POST',
            headers: [{ type: 'Exact', name: 'x-region', value: 'eu' }],
          },
        ],
      }),
      { backendRefs: [ref(BACKENDS.baseline, 1)] },
    ]);
    const after = exposed(live, 10_000, 100);
    expect(after.spec.rules).toHaveLength(3);
    expect(after.spec.rules?.[2]).toEqual({
      name: 'stagecraft-internal-0',
      timeouts: { request: '2s' },
      filters: [{ type: 'RequestMirror' }],
      matches: [
        {
          path: { type: 'Exact', value: '/pay' },
          method: 'POST',
          headers: [
            { type: 'Exact', name: 'x-region', value: 'eu' },
            { type: 'Exact', name: 'x-internal', value: 'yes' },
          ],
        },
      ],
      backendRefs: [ref(BACKENDS.baseline, 0), ref(BACKENDS.new, 10_000)],
    });
  });

  it('gives the segment twins after those of internal users', () => {
    const live = route([pairRule(), pairRule({ name: 'pay' })]);
    const after = raised(live, { internal: 9_000, segment: 500, everyone: 1 });
    expect(
      after.spec.rules?.map(({ name, matches, backendRefs }) => [
        name,
        matches?.[0].headers?.[0].name,
        backendRefs?.[1].weight,
      ]),
    ).toEqual([
      [undefined, undefined, 1],
      ['pay', undefined, 1],
      ['stagecraft-internal-0', 'x-internal', 9_000],
      ['stagecraft-internal-1', 'x-internal', 9_000],
      ['stagecraft-segment-0', 'x-cohort', 500],
      ['stagecraft-segment-1', 'x-cohort', 500],
    ]);
  });

  it('needs no internal users where only a segment is ahead', () => {
    const { segment } = HEADERS;
    const live = route([pairRule()]);
    const exposure = { internal: 500, segment: 500, everyone: 0 };
    const after = patched(
      live,
      exposurePatch(read(live), exposure, { segment }),
    );
    expect(after.spec.rules).toHaveLength(2);
    const shown = observedExposure(read(after), acceptance(after)).exposure;
    expect(shown).toEqual(exposure);
  });

  it('takes the twins away when everyone has caught up', () => {
    const after = exposed(exposed(route([pairRule()]), 5_000, 0), 5_000, 5_000);
    expect(after.spec.rules).toHaveLength(1);
  });

  it.each<[string, HttpRoute, RegExp]>([
    [
      'no pair',
      route([{ backendRefs: [ref('legacy')] }]),
      /No rule of checkout/,
    ],
    [
      'a backend named twice',
      route([
        pairRule({
          backendRefs: [
            ref(BACKENDS.baseline, 1),
            ref(BACKENDS.new, 0),
            ref(BACKENDS.new, 0),
          ],
        }),
      ]),
      /checkout-new more than once/,
    ],
    [
      'a match on the same header',
      route([
        pairRule({
          matches: [{ headers: [{ name: 'X-Internal', value: 'no' }] }],
        }),
      ]),
      /already looks at the header/,
    ],
  ])('refuses a route with %s', (_, live, message) => {
    expect(() => exposed(live, 10_000, 0)).toThrow(message);
  });

  it('refuses an internal share without a header', () => {
    expect(() =>
      exposurePatch(
        read(route([pairRule()])),
        { internal: 1, everyone: 0 },
        {},
      ),
    ).toThrow(/no header says which requests are of it/);
  });

  it.each<[string, (live: HttpRoute) => HttpRoute]>([
    ['a weight moved', live => exposed(live, 7_000, 7_000)],
    [
      'the rules changed places',
      live => route((live.spec.rules ?? []).toReversed()),
    ],
    ['our rules changed', live => exposed(live, 9_000, 100)],
  ])('fails its tests when %s meanwhile', (_, change) => {
    const live = exposed(
      route([pairRule({ name: 'a' }), { name: 'b', backendRefs: [] }]),
      5_000,
      100,
    );
    const late = exposurePatch(
      read(live),
      { internal: 8_000, everyone: 200 },
      HEADERS,
    );
    expect(() => patched(change(live), late)).toThrow();
  });

  it('shows exactly the exposure asked for, and touches nothing else', () => {
    fc.assert(
      fc.property(
        arbitraryRoute,
        fc.array(arbitraryExposure, { minLength: 1, maxLength: 4 }),
        (live, ladder) => {
          let now = live;
          for (const exposure of ladder) {
            now = raised(now, exposure);
            const shown = observedExposure(read(now), acceptance(now)).exposure;
            expect(isSameExposure(shown, exposure)).toBe(true);
            expect(foreignPart(now)).toEqual(foreignPart(live));
          }
        },
      ),
    );
  });

  it('is undone by restoring, to the byte, from any stage', () => {
    fc.assert(
      fc.property(
        arbitraryRoute,
        fc.array(arbitraryExposure, { maxLength: 3 }),
        (live, ladder) => {
          const content = readBaseline(
            HTTP_ROUTE_LAYOUT,
            baselineOf(read(live)),
          );
          const now = ladder.reduce(raised, live);
          const { operations, remains } = restorePatch(
            read(now),
            PARTIES,
            content,
          );
          expect(remains).toBeNull();
          const back = patched(now, operations);
          expect(back).toEqual(live);
          const again = restorePatch(read(back), PARTIES, content).operations;
          expect(patched(back, again)).toEqual(live);
        },
      ),
    );
  });
});
