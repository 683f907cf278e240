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

import type {
  Freeze,
  FreezeScope,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { dana } from '../testing/plans';
import { freezesAhead, judgeFreezes } from './freezesAhead';
import { freezesInForce } from './forSubject';
import { isInScope, type Scoped } from './scope';

const NOW = new Date('2026-11-22T12:00:00.000Z');
const at = (hours: number) =>
  new Date(NOW.getTime() + hours * 3_600_000).toISOString();

function freeze(
  id: string,
  from: number,
  to: number | null,
  over: Partial<Freeze> = {},
): Freeze {
  return {
    id,
    title: id,
    reason: 'Sale',
    contact: 'group:default/on-call',
    scope: { kind: 'all' },
    timing: {
      kind: 'one-off',
      start: at(from),
      end: to === null ? null : at(to),
    },
    version: 1,
    owner: dana,
    declaredAt: at(-9),
    stopsLine: false,
    moved: [],
    ended: null,
    ...over,
  };
}

const checkout: Scoped = {
  service: 'component:default/checkout',
  system: 'system:default/shop',
  tags: ['payments', 'java'],
  clusters: ['eu', 'us'],
};

describe('a scope', () => {
  it.each<[FreezeScope, boolean]>([
    [{ kind: 'all' }, true],
    [{ kind: 'system', ref: 'system:default/shop' }, true],
    [{ kind: 'system', ref: 'system:default/sho' }, false],
    [{ kind: 'service', ref: 'component:default/checkout' }, true],
    [{ kind: 'service', ref: 'component:other/checkout' }, false],
    [{ kind: 'tag', name: 'payments' }, true],
    [{ kind: 'tag', name: 'pay' }, false],
    [{ kind: 'cluster', name: 'us' }, true],
    [{ kind: 'cluster', name: 'asia' }, false],
  ])('%j takes the service in: %s', (scope, expected) => {
    expect(isInScope(scope, checkout)).toBe(expected);
  });

  it('of a system takes in nothing that is in none', () => {
    const scope: FreezeScope = { kind: 'system', ref: 'system:default/shop' };
    expect(isInScope(scope, { ...checkout, system: null })).toBe(false);
  });
});

describe('the freezes in force', () => {
  it('are all that hold, the one that ends last first', () => {
    const told = freezesInForce(
      [
        freeze('short', -1, 1),
        freeze('over', -2, -1),
        freeze('open', -1, null),
        freeze('long', -1, 9),
        freeze('to come', 1, 2),
        freeze('elsewhere', -1, 9, { scope: { kind: 'tag', name: 'go' } }),
      ],
      checkout,
      NOW,
    );
    expect(told.map(({ id, until }) => [id, until])).toEqual([
      ['open', null],
      ['long', at(9)],
      ['short', at(1)],
    ]);
    expect(told[0].who).toEqual(['group:default/on-call']);
    expect(told[1].sentence).toBe(
      'Freeze "long" until 22 Nov 2026, 21:00 UTC: Sale (ask on-call)',
    );
  });

  it('count one whose windows can not be told', () => {
    const timing = {
      kind: 'recurring',
      rule: 'FREQ=DAILY',
      start: '2026-01-01T22:00',
      durationSeconds: 3600,
      timeZone: 'Gone/Away',
    } as const;
    expect(
      freezesInForce([freeze('lost', 0, 0, { timing })], checkout, NOW),
    ).toMatchObject([{ id: 'lost', until: null }]);
  });
});

describe('freezes ahead', () => {
  const hours = (...bakes: number[]) => ({
    from: NOW,
    firstIndex: 0,
    stages: bakes.map(bake => ({ bakeSeconds: bake * 3600 })),
  });

  it.each<[string, Freeze[], [string, number][], string | null]>([
    ['none', [], [], at(3)],
    ['one that a stage only bakes in', [freeze('a', 0.5, 0.9)], [], at(3)],
    [
      'one that a stage would open in',
      [freeze('a', 0.5, 2)],
      [['a', 1]],
      at(4),
    ],
    [
      'one after the other, without a gap',
      [freeze('a', 0.5, 2), freeze('b', 2, 3)],
      [
        ['a', 1],
        ['b', 1],
      ],
      at(5),
    ],
    [
      'one that its own delay runs it into',
      [freeze('a', -1, 1), freeze('b', 1.5, 5)],
      [
        ['a', 0],
        ['b', 1],
      ],
      at(7),
    ],
    ['one that nobody has said ends', [freeze('a', 1, null)], [['a', 1]], null],
    ['one that is over when it is due', [freeze('a', -2, -1)], [], at(3)],
  ])('%s', (_, freezes, ahead, finish) => {
    const outlook = freezesAhead(hours(1, 1, 1), freezes);
    expect(outlook.ahead.map(hit => [hit.freeze.id, hit.stageIndex])).toEqual(
      ahead,
    );
    expect(outlook.finish?.toISOString() ?? null).toBe(finish);
  });

  it.each<[string, Freeze[], number, string, RegExp]>([
    ['pass without', [], 9, 'pass', /No freeze is in its way/],
    [
      'warn of the earliest finish',
      [freeze('Sale', 0.5, 2)],
      9,
      'warn',
      /Freeze "Sale" holds stage 2 until .* 14:00 UTC: the earliest finish is 22 Nov 2026, 16:00 UTC$/,
    ],
    [
      'warn, and never fail, of one after the end',
      [freeze('Sale', 0.5, 8)],
      9,
      'warn',
      /after the plan's end/,
    ],
    [
      'warn of one without end',
      [freeze('Sale', 0.5, null)],
      9,
      'warn',
      /until somebody ends it/,
    ],
  ])('%s', (_, freezes, end, outcome, explanation) => {
    expect(
      judgeFreezes({ ...hours(1, 1, 1), end: new Date(at(end)) }, freezes),
    ).toMatchObject({
      policy: 'freeze',
      outcome,
      explanation: expect.stringMatching(explanation),
    });
  });
});
