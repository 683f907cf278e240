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
  BACKENDS,
  HEADER,
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
import { acceptance } from './acceptance';
import { HTTP_ROUTE_LAYOUT } from './layout';
import { NO_EXPOSURE } from '@stagecraft/backstage-plugin-rollouts-common';
import type { HttpRoute, RouteRule } from './route';

const start = route([
  pairRule({ matches: [{ path: { type: 'PathPrefix', value: '/pay' } }] }),
  pairRule({ backendRefs: [ref(BACKENDS.baseline, 7), ref(BACKENDS.new, 0)] }),
]);
const content = readBaseline(HTTP_ROUTE_LAYOUT, baselineOf(read(start)));
const exposed = patched(
  start,
  exposurePatch(
    read(start),
    { internal: 10_000, everyone: 2_500 },
    { internal: HEADER },
  ),
);

function withRules(
  live: HttpRoute,
  change: (rules: RouteRule[]) => RouteRule[],
) {
  return {
    ...live,
    spec: { ...live.spec, rules: change(live.spec.rules ?? []) },
  };
}

function restored(live: HttpRoute) {
  const { operations, remains } = restorePatch(read(live), PARTIES, content);
  return { after: patched(live, operations), remains };
}

describe('restorePatch', () => {
  it.each<[string, (rules: RouteRule[]) => RouteRule[]]>([
    ['left the route alone', rules => rules],
    ['turned the rules round', rules => rules.toReversed()],
    [
      'put a rule in front',
      rules => [{ backendRefs: [ref('legacy', 1)] }, ...rules],
    ],
    [
      'put a rule behind ours',
      rules => [...rules, { name: 'late', backendRefs: [ref('legacy', 1)] }],
    ],
    ['took a rule away', rules => rules.slice(1)],
    [
      'gave everything to the new version',
      rules =>
        rules.map(rule => ({
          ...rule,
          backendRefs: [ref(BACKENDS.new, 1), ref(BACKENDS.baseline, 0)],
        })),
    ],
    [
      'took the baseline out of a rule',
      rules => [
        { ...rules[0], backendRefs: [ref(BACKENDS.new, 1)] },
        ...rules.slice(1),
      ],
    ],
    [
      'named the new version twice',
      rules => [
        pairRule({
          backendRefs: [
            ref(BACKENDS.baseline, 1),
            ref(BACKENDS.new, 5),
            ref(BACKENDS.new, 5),
          ],
        }),
        ...rules.slice(1),
      ],
    ],
    [
      'took the weights away',
      rules => [
        pairRule({ backendRefs: [ref(BACKENDS.baseline), ref(BACKENDS.new)] }),
        ...rules.slice(1),
      ],
    ],
    [
      'named another new version',
      rules =>
        rules.map(rule => ({
          ...rule,
          backendRefs: [ref(BACKENDS.baseline, 1), ref('checkout-newer', 9)],
        })),
    ],
  ])('ends all exposure after someone %s', (_, change) => {
    const { after, remains } = restored(withRules(exposed, change));
    expect(remains).toBeNull();
    expect(observedExposure(read(after), acceptance(after)).exposure).toEqual(
      NO_EXPOSURE,
    );
  });

  it('finds the captured weights again when the rules changed places', () => {
    const { after } = restored(
      withRules(exposed, rules => rules.slice(0, 2).toReversed()),
    );
    expect(after.spec.rules).toEqual(start.spec.rules?.toReversed());
  });

  it('keeps the share of others that came into a rule meanwhile', () => {
    const { after } = restored(
      withRules(exposed, ([first, ...rest]) => [
        {
          ...first,
          backendRefs: [...(first.backendRefs ?? []), ref('extra', 10_000)],
        },
        ...rest,
      ]),
    );
    expect(
      after.spec.rules?.[0].backendRefs?.map(({ weight }) => weight),
    ).toEqual([10_000, 0, 10_000]);
  });

  it('says what it cannot take back, and takes back the rest', () => {
    const { after, remains } = restored(
      withRules(exposed, rules => [
        ...rules,
        { name: 'qa', backendRefs: [ref(BACKENDS.new, 1)] },
      ]),
    );
    expect(remains).toMatch(
      /rule qa of checkout sends traffic to checkout-new/,
    );
    expect(after.spec.rules).toEqual([
      ...(start.spec.rules ?? []),
      { name: 'qa', backendRefs: [ref(BACKENDS.new, 1)] },
    ]);
  });

  it.each<[string, (rules: RouteRule[]) => RouteRule[]]>([
    [
      'the backends changed places',
      rules =>
        rules.map(rule => ({
          ...rule,
          backendRefs: rule.backendRefs?.toReversed(),
        })),
    ],
    [
      'a rule came in front',
      rules => [
        { backendRefs: [ref('legacy', 1), ref('legacy', 2)] },
        ...rules,
      ],
    ],
  ])('fails its tests when %s meanwhile', (_, change) => {
    const share = { internal: 2_500, everyone: 2_500 };
    const live = patched(start, exposurePatch(read(start), share, {}));
    const { operations } = restorePatch(read(live), PARTIES, content);
    expect(() => patched(withRules(live, change), operations)).toThrow();
  });

  it('tests names only, so that no other change holds it up', () => {
    const tests = restorePatch(
      read(exposed),
      PARTIES,
      content,
    ).operations.filter(({ op }) => op === 'test');
    expect(tests.length).toBeGreaterThan(0);
    for (const { path } of tests) expect(path).toMatch(/\/name$/);
  });
});

describe('baselineOf', () => {
  it.each<[string, HttpRoute, RegExp]>([
    ['exposed already', exposed, /already sends traffic to checkout-new/],
    [
      'left with our rules',
      route([pairRule(), pairRule({ name: 'stagecraft-internal-0' })]),
      /rule stagecraft-internal-0 of checkout already sends/,
    ],
    [
      'without weight on the baseline',
      route([
        pairRule({
          backendRefs: [ref(BACKENDS.baseline, 0), ref(BACKENDS.new, 0)],
        }),
      ]),
      /has weight 0/,
    ],
  ])('refuses a route that is %s', (_, live, message) => {
    expect(() => baselineOf(read(live))).toThrow(message);
  });

  it('refuses to read what another driver captured', () => {
    expect(() =>
      readBaseline(HTTP_ROUTE_LAYOUT, {
        kind: 'istio',
        version: 1,
        content: {},
      }),
    ).toThrow(/is not one that this version/);
  });
});
