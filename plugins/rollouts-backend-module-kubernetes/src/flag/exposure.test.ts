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
import {
  arbitraryPerson,
  arbitraryShares,
  arbitraryTargeting,
  evaluator,
  featureFlag,
  FLAG_TARGET,
  flagWith,
  INTERNAL,
  patchedFlag,
  type Person,
} from '../__testUtils__/flags';
import type { Operation } from '../write/patch';
import { lapseAt } from './band';
import { baselineOf, readBaseline } from './baseline';
import { exposurePatch } from './exposurePatch';
import type { FeatureFlag } from './featureFlag';
import { observedFlag } from './observe';
import { restorePatch } from './restorePatch';

const NOW = new Date('2026-11-22T12:00:00Z');
const END = new Date('2026-11-23T12:00:00Z');
const OPTIONS = { header: INTERNAL, end: END };

type Shares = { internal: number; everyone: number };

const exposed = (object: FeatureFlag, exposure: Shares) =>
  patchedFlag(object, exposurePatch(object, FLAG_TARGET, exposure, OPTIONS));

const start = (targeting: Parameters<typeof flagWith>[0]) =>
  featureFlag(flagWith(targeting));

describe('a flag that is exposed, evaluated by flagd', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: NOW, doNotFake: ['performance'] });
  });

  afterEach(() => jest.useRealTimers());

  it('adds people going up and drops the last going down, no others', () => {
    fc.assert(
      fc.property(
        arbitraryTargeting,
        arbitraryShares,
        arbitraryShares,
        fc.array(arbitraryPerson, { minLength: 30, maxLength: 60 }),
        (targeting, a, b, people) => {
          const low = {
            internal: Math.min(a.internal, b.internal),
            everyone: Math.min(a.everyone, b.everyone),
          };
          const high = {
            internal: Math.max(a.internal, b.internal),
            everyone: Math.max(a.everyone, b.everyone),
          };
          const first = exposed(start({ targeting }), low);
          const atLow = evaluator(first);
          const atHigh = evaluator(exposed(first, high));
          for (const person of people) {
            const [before, after] = [atLow(person), atHigh(person)];
            // Whoever changes goes from the baseline to the new version.
            expect(before === after || after === 'on').toBe(true);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('leaves the owner’s own conditions their word', () => {
    fc.assert(
      fc.property(
        arbitraryTargeting,
        arbitraryShares,
        fc.array(arbitraryPerson, { minLength: 5, maxLength: 20 }),
        (targeting, exposure, people) => {
          const object = start({ targeting });
          const before = evaluator(object);
          const after = evaluator(exposed(object, exposure));
          for (const person of people) {
            const now = after(person);
            expect(now === before(person) || now === 'on').toBe(true);
            expect(before(person) === 'dark' && now !== 'dark').toBe(false);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([0, 1, 100, 2_500, 9_999, 10_000])(
    'serves %i parts of 10 000, and internal people all',
    everyone => {
      const serves = evaluator(
        exposed(start({}), { internal: 10_000, everyone }),
      );
      const people = Array.from({ length: 5_000 }, (_, n) => `user-${n}`);
      const share =
        people.filter(targetingKey => serves({ targetingKey }) === 'on')
          .length / people.length;
      expect(Math.abs(share - everyone / 10_000)).toBeLessThan(0.02);
      expect(
        people.every(
          targetingKey =>
            serves({ targetingKey, [INTERNAL.name]: 'yes' }) === 'on',
        ),
      ).toBe(true);
    },
  );

  it('gives the baseline to whoever has no targeting key', () => {
    const serves = evaluator(
      exposed(start({}), { internal: 10_000, everyone: 10_000 }),
    );
    expect(serves({})).toBe('off');
    expect(serves({ targetingKey: '' })).toBe('off');
    expect(serves({ targetingKey: 'someone' })).toBe('on');
  });

  it('lapses a minute before the plan’s end, whoever can reach it', () => {
    const all = exposed(start({}), { internal: 10_000, everyone: 10_000 });
    const someone: Person = { targetingKey: 'someone' };
    const lapse = lapseAt(END) * 1000;
    expect(END.getTime() - lapse).toBe(60_000);
    jest.setSystemTime(lapse - 1);
    expect(evaluator(all)(someone)).toBe('on');
    jest.setSystemTime(lapse);
    expect(evaluator(all)(someone)).toBe('off');
    expect(observedFlag(all, FLAG_TARGET, new Date()).trouble).toMatch(
      /lapsed by itself at 2026-11-23T11:59:00/,
    );
  });

  it('draws other people for another flag', () => {
    const everyone = { internal: 5_000, everyone: 5_000 };
    const object = start({});
    const other = { ...FLAG_TARGET, name: 'other-flags' };
    const one = evaluator(exposed(object, everyone));
    const two = evaluator(
      patchedFlag(object, exposurePatch(object, other, everyone, OPTIONS)),
    );
    const people = Array.from({ length: 2_000 }, (_, n) => `user-${n}`);
    const same = people.filter(
      targetingKey => one({ targetingKey }) === two({ targetingKey }),
    );
    expect(Math.abs(same.length / people.length - 0.5)).toBeLessThan(0.05);
  });
});

describe('exposing and restoring', () => {
  it('shows what was written, and goes back to the same bytes', () => {
    fc.assert(
      fc.property(
        arbitraryTargeting,
        fc.array(arbitraryShares, { minLength: 1, maxLength: 4 }),
        (targeting, exposures) => {
          const before = start({ targeting });
          const captured = readBaseline(baselineOf(before, FLAG_TARGET));
          let live = before;
          for (const exposure of exposures) {
            live = exposed(live, exposure);
            expect(observedFlag(live, FLAG_TARGET, NOW)).toMatchObject({
              exposure,
              accepted: true,
              trouble: null,
            });
          }
          const back = restorePatch(live, 'new-checkout', captured);
          expect(back.remains).toBeNull();
          const after = patchedFlag(live, back.operations);
          expect(JSON.stringify(after)).toBe(JSON.stringify(before));
        },
      ),
    );
  });

  it('puts the new variant first, in 10 000 parts, with an end', () => {
    const bucket = {
      cat: [
        'stagecraft:shop/shop-flags/new-checkout:',
        { var: 'targetingKey' },
      ],
    };
    const low = exposed(start({}), { internal: 10_000, everyone: 500 });
    expect(flagOf(low).targeting).toEqual({
      if: [
        {
          and: [
            { '!!': [{ var: 'targetingKey' }] },
            { '<': [{ var: '$flagd.timestamp' }, lapseAt(END)] },
          ],
        },
        {
          if: [
            { '==': [{ var: 'x-internal' }, 'yes'] },
            { fractional: [bucket, ['on', 10_000], ['off', 0]] },
            { fractional: [bucket, ['on', 500], ['off', 9_500]] },
          ],
        },
        'off',
      ],
    });
  });

  it('tests every value that it replaces', () => {
    const object = start({ targeting: { if: [true, 'dark', 'off'] } });
    const operations = exposurePatch(
      object,
      FLAG_TARGET,
      { internal: 100, everyone: 0 },
      OPTIONS,
    );
    const changes: Partial<ReturnType<typeof flagWith>>[] = [
      { state: 'DISABLED' },
      { defaultVariant: 'on' },
      { variants: { on: 'other', off: 'old' } },
      { targeting: { if: [false, 'dark', 'off'] } },
    ];
    for (const change of changes) {
      const changed = start({
        targeting: { if: [true, 'dark', 'off'] },
        ...change,
      });
      expect(() => patchedFlag(changed, operations)).toThrow();
    }
    expect(() => patchedFlag(object, operations)).not.toThrow();
  });

  it('needs to know who is internal', () => {
    expect(() =>
      exposurePatch(
        start({}),
        FLAG_TARGET,
        { internal: 1, everyone: 0 },
        { end: END },
      ),
    ).toThrow(/stage a header/);
  });

  it('keeps what the owner adds in front meanwhile', () => {
    const low = exposed(start({}), { internal: 100, everyone: 100 });
    const front = [{ '==': [{ var: 'country' }, 'NN'] }, 'dark'];
    const edited = start({
      targeting: { if: [...front, flagOf(low).targeting ?? null] },
    });
    expect(observedFlag(edited, FLAG_TARGET, NOW).exposure.everyone).toBe(100);
    const high = exposed(edited, { internal: 200, everyone: 200 });
    expect(flagOf(high).targeting).toEqual({
      if: [...front, expect.anything()],
    });
    expect(observedFlag(high, FLAG_TARGET, NOW).exposure.everyone).toBe(200);
  });

  it('lowers what others made unreadable, by what was captured', () => {
    const targeting = { if: [{ var: 'blocked' }, 'dark', 'off'] };
    const baseline = baselineOf(start({ targeting }), FLAG_TARGET);
    const rival = start({
      defaultVariant: 'on',
      targeting: {
        fractional: [
          ['on', 9],
          ['off', 1],
        ],
      },
    });
    const low = { internal: 100, everyone: 100 };
    const patch = (captured?: typeof baseline): Operation[] =>
      exposurePatch(rival, FLAG_TARGET, low, OPTIONS, captured);
    expect(() => patch()).toThrow(/no list of conditions/);
    const lowered = patchedFlag(rival, patch(baseline));
    expect(observedFlag(lowered, FLAG_TARGET, NOW).exposure).toEqual(low);
    expect(flagOf(lowered)).toMatchObject({
      defaultVariant: 'off',
      targeting: { if: [{ var: 'blocked' }, 'dark', expect.anything()] },
    });
  });

  it.each([
    [
      'the flag is gone',
      (object: FeatureFlag) => {
        delete object.spec?.flagSpec?.flags['new-checkout'];
      },
      /has no flag new-checkout any more/,
    ],
    [
      'the baseline means something else',
      (object: FeatureFlag) => {
        flagOf(object).variants.off = 'new';
      },
      /Variant off of flag new-checkout is not what it was.*"old"/,
    ],
  ])('says what no restore can take back: %s', (_, change, expected) => {
    const before = start({});
    const captured = readBaseline(baselineOf(before, FLAG_TARGET));
    const live = exposed(before, { internal: 1, everyone: 1 });
    change(live);
    expect(restorePatch(live, 'new-checkout', captured).remains).toMatch(
      expected,
    );
  });
});

function flagOf(object: FeatureFlag): ReturnType<typeof flagWith> {
  const flag = object.spec?.flagSpec?.flags['new-checkout'];
  return flag as ReturnType<typeof flagWith>;
}
