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

import { BACKENDS, pairRule, read, ref, route } from '../__testUtils__/routes';
import { observedExposure } from '../split/observe';
import { acceptance } from './acceptance';
import type { HttpRoute, RouteRule } from './route';

const observed = (live: HttpRoute) =>
  observedExposure(read(live), acceptance(live));

function shared(baseline: number, next: number, name?: string) {
  return pairRule({
    ...(name && { name }),
    backendRefs: [ref(BACKENDS.baseline, baseline), ref(BACKENDS.new, next)],
  });
}

function parent(
  conditions: Record<string, string>,
  observedGeneration = 3,
  name = 'edge',
) {
  return {
    parentRef: { name },
    controllerName: 'example.com/gateway',
    conditions: Object.entries(conditions).map(([type, status]) => ({
      type,
      status,
      reason: `${type}Reason`,
      observedGeneration,
    })),
  };
}

const TAKEN = { Accepted: 'True', ResolvedRefs: 'True' };

describe('observedExposure', () => {
  it.each<[string, RouteRule[], number, number]>([
    [
      'the highest of the governed rules',
      [shared(9, 1), shared(8, 2)],
      2_000,
      2_000,
    ],
    ['a third rounded up', [shared(2, 1)], 3_334, 3_334],
    ['nothing where no weight is left', [shared(0, 0)], 0, 0],
    [
      'the default weight',
      [pairRule({ backendRefs: [ref(BACKENDS.baseline), ref(BACKENDS.new)] })],
      5_000,
      5_000,
    ],
    [
      'our rules as the internal share',
      [shared(95, 5), shared(0, 1, 'stagecraft-internal-0')],
      10_000,
      500,
    ],
    [
      'a rule that someone added for the new version alone',
      [shared(99, 1), { backendRefs: [ref(BACKENDS.new)] }],
      10_000,
      10_000,
    ],
    [
      'not the Services of another namespace',
      [
        shared(99, 1),
        { backendRefs: [{ ...ref(BACKENDS.new), namespace: 'other' }] },
      ],
      100,
      100,
    ],
  ])('reports %s', (_, rules, internal, everyone) => {
    expect(observed(route(rules)).exposure).toEqual({
      internal,
      everyone,
    });
  });

  it.each<[string, object[], boolean, RegExp]>([
    ['taken by its parent', [parent(TAKEN)], true, /^none$/],
    ['not reported on', [], false, /does not report on the route/],
    [
      'taken in an older generation',
      [parent(TAKEN, 2)],
      false,
      /has taken generation 2 and not yet 3/,
    ],
    [
      'without its backend',
      [parent({ ...TAKEN, ResolvedRefs: 'False' })],
      false,
      /ResolvedRefs False \(ResolvedRefsReason\)/,
    ],
    [
      'taken in part',
      [parent({ ...TAKEN, PartiallyInvalid: 'True' })],
      false,
      /PartiallyInvalid/,
    ],
    [
      'taken by another parent only',
      [parent(TAKEN, 3, 'other')],
      false,
      /Gateway edge does not report/,
    ],
    [
      'refused by one of two controllers',
      [parent(TAKEN), parent({ ...TAKEN, Accepted: 'False' })],
      false,
      /Accepted False/,
    ],
  ])('tells of a route %s', (_, parents, accepted, trouble) => {
    const seen = observed(route([shared(1, 0)], { status: { parents } }));
    expect(seen.accepted).toBe(accepted);
    expect(seen.trouble ?? 'none').toMatch(trouble);
  });

  it('says each trouble once, whatever conditions show it', () => {
    const behind = route([shared(1, 0)], {
      status: { parents: [parent(TAKEN, 2)] },
    });
    expect(observed(behind).trouble).toBe(
      'Gateway edge has taken generation 2 and not yet 3.',
    );
  });

  it('names the rule that it does not govern', () => {
    const rules = [
      shared(1, 0),
      { name: 'qa', backendRefs: [ref(BACKENDS.new)] },
    ];
    expect(observed(route(rules)).trouble).toMatch(
      /rule qa sends traffic to checkout-new and has no checkout-stable/,
    );
  });

  it.each([
    [undefined, null],
    ['2.7', { epoch: 2, count: 7 }],
    ['seven', null],
  ])('reads the fence %p as %p', (text, fence) => {
    const live = route([shared(1, 0)], {
      ...(text && { annotations: { 'stagecraft.dev/fence': text } }),
    });
    expect(observed(live).fence).toEqual(fence);
  });
});
