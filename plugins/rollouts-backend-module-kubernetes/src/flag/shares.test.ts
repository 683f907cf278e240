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

import type { Json } from '@stagecraft/backstage-plugin-rollouts-node';
import * as fc from 'fast-check';
import {
  arbitraryPerson,
  evaluator,
  featureFlag,
  FLAG_TARGET,
  flagWith,
} from '../__testUtils__/flags';
import { observedFlag } from './observe';
import { shareOf } from './shares';

const EVALUATORS: Record<string, Json> = {
  half: {
    fractional: [
      ['on', 1],
      ['off', 1],
    ],
  },
  none: { if: [true, 'off'] },
};
const ask = (rule: Json | undefined, defaultVariant = 'off') =>
  shareOf(rule, { variant: 'on', defaultVariant, evaluators: EVALUATORS });

describe('shareOf', () => {
  it.each<[Json | undefined, string, number | null]>([
    [undefined, 'off', 0],
    [undefined, 'on', 10_000],
    [null, 'on', 10_000],
    [{}, 'on', 10_000],
    ['on', 'off', 10_000],
    ['off', 'on', 0],
    [{ if: [true, 'on', 'off'] }, 'off', 10_000],
    [{ if: [true, 'off', 'off'] }, 'off', 0],
    [{ if: [true, 'off'] }, 'on', 10_000],
    [
      {
        fractional: [
          ['on', 1],
          ['off', 3],
        ],
      },
      'off',
      2_500,
    ],
    [
      {
        fractional: [
          ['on', 1],
          ['off', 3],
        ],
      },
      'on',
      10_000,
    ],
    [{ fractional: [{ var: 'email' }, ['off', 2], ['on', 1]] }, 'off', 3_334],
    [{ fractional: [['on'], ['off']] }, 'off', 5_000],
    [
      {
        fractional: [
          ['on', { var: 'x' }],
          ['off', 1],
        ],
      },
      'off',
      null,
    ],
    [
      {
        fractional: [
          ['on', 0],
          ['off', 0],
        ],
      },
      'off',
      null,
    ],
    [{ $ref: 'half' }, 'off', 5_000],
    [{ $ref: 'none' }, 'off', 0],
    [{ $ref: 'missing' }, 'off', null],
    [{ var: 'variant' }, 'off', null],
    [{ if: [true, { var: 'variant' }, 'off'] }, 'off', null],
    [{ if: ['x'], fractional: [] }, 'off', null],
    [['on'], 'off', null],
    [3, 'off', null],
  ])('of %j with the default %s is %s', (rule, defaultVariant, expected) => {
    expect(ask(rule, defaultVariant)).toBe(expected);
  });

  const rule = fc.letrec<{ rule: Json }>(tie => ({
    rule: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom<Json>(
        'on',
        'off',
        'dark',
        null,
        {
          $ref: 'half',
        },
        { $ref: 'none' },
        { var: 'country' },
      ),
      fc.tuple(fc.nat(3), fc.nat(3)).map(
        ([a, b]): Json => ({
          fractional: [
            ['on', a],
            ['off', b],
          ],
        }),
      ),
      fc
        .array(
          fc.tuple(
            fc.constantFrom<Json>(true, false, {
              '==': [{ var: 'country' }, 'NN'],
            }),
            tie('rule'),
          ),
          { minLength: 1, maxLength: 3 },
        )
        .map((pairs): Json => ({ if: pairs.flat() })),
    ),
  })).rule;

  it('never says nobody where flagd serves somebody', () => {
    fc.assert(
      fc.property(
        rule.filter(each => typeof each === 'object' && each !== null),
        fc.constantFrom('on', 'off'),
        fc.array(arbitraryPerson, { minLength: 10, maxLength: 20 }),
        (targeting, defaultVariant, people) => {
          const serves = evaluator(
            featureFlag(flagWith({ targeting, defaultVariant }), {
              evaluators: EVALUATORS,
            }),
          );
          const share = ask(targeting, defaultVariant);
          const served = people.some(person => serves(person) === 'on');
          expect(share === 0 && served).toBe(false);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('observedFlag', () => {
  const observe = (parts: Parameters<typeof flagWith>[0]) =>
    observedFlag(featureFlag(flagWith(parts)), FLAG_TARGET, new Date());
  const everyone = (share: number) => ({ internal: share, everyone: share });

  it.each([
    ['nothing set', {}, 0, null],
    [
      'another’s fraction',
      {
        targeting: {
          fractional: [
            ['on', 9],
            ['off', 1],
          ],
        },
      },
      9_000,
      null,
    ],
    [
      'the new version as default',
      { defaultVariant: 'on' },
      10_000,
      /default variant is on instead of off/,
    ],
    [
      'a rule that can’t be told',
      { targeting: { var: 'variant' } },
      10_000,
      /taken for everybody/,
    ],
    [
      'a disabled flag',
      { state: 'DISABLED' as const, defaultVariant: 'on' },
      0,
      /disabled: every caller falls to its own default/,
    ],
    ['a variant that is gone', { variants: { off: 1 } }, 0, /no variant on/],
  ])('sees %s', (_, parts, share, trouble) => {
    const seen = observe(parts);
    expect(seen.exposure).toEqual(everyone(share));
    expect(seen.accepted).toBe(trouble === null);
    expect(seen.trouble ?? '').toMatch(trouble ?? /^$/);
  });

  it('reads its own fence, not another flag’s', () => {
    const object = featureFlag(flagWith(), {
      annotations: {
        'stagecraft.dev/fence': '9.9',
        'stagecraft.dev/fence.other': '8.8',
        'stagecraft.dev/fence.new-checkout': '2.3',
      },
    });
    expect(observedFlag(object, FLAG_TARGET, new Date()).fence).toEqual({
      epoch: 2,
      count: 3,
    });
  });

  it('says which annotation is no fence', () => {
    const object = featureFlag(flagWith(), {
      annotations: { 'stagecraft.dev/fence.new-checkout': 'mine' },
    });
    expect(observedFlag(object, FLAG_TARGET, new Date())).toMatchObject({
      fence: null,
      trouble: expect.stringMatching(/fence\.new-checkout reads "mine"/),
    });
  });
});
