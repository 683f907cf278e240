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

import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { canonicalJson } from './canonical';

/** JSON text of a value with its keys in another order. */
function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, shuffled(member)]),
  );
}

/** The same text, every character beyond ASCII as its escape. */
function escaped(text: string): string {
  return text.replace(
    /[\u0080-\uffff]/g,
    unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const json = fc.jsonValue({ stringUnit: 'binary' });

it('is the same for every spelling of the same content', () => {
  fc.assert(
    fc.property(json, value => {
      const canonical = canonicalJson(value);
      expect(canonicalJson(shuffled(value))).toBe(canonical);
      const spelt = escaped(JSON.stringify(shuffled(value), null, 2));
      expect(canonicalJson(JSON.parse(spelt))).toBe(canonical);
      expect(canonicalJson(JSON.parse(canonical))).toBe(canonical);
    }),
  );
});

it.each([
  ['1.0', '1'],
  ['1e2', '100'],
  ['0.10', '0.1'],
  ['-0', '0'],
  ['1E21', '1e+21'],
  ['9007199254740993', '9007199254740992'],
  ['"\\u00e9"', '"é"'],
  ['"\\/"', '"/"'],
  ['{"b":1,"a":{"d":2,"c":3}}', '{"a":{"c":3,"d":2},"b":1}'],
])('writes %s as %s', (spelt, canonical) => {
  expect(canonicalJson(JSON.parse(spelt))).toBe(canonical);
});

it('tells content apart that only looks the same', () => {
  const [composed, decomposed] = ['é', 'e\u0301'];
  expect(canonicalJson(composed)).not.toBe(canonicalJson(decomposed));
  expect(canonicalJson('1')).not.toBe(canonicalJson(1));
  fc.assert(
    fc.property(json, json, (a, b) => {
      const read = (value: unknown) => JSON.parse(JSON.stringify(value));
      expect(canonicalJson(a) === canonicalJson(b)).toBe(
        isDeepStrictEqual(read(a), read(b)),
      );
    }),
  );
});

it.each([NaN, Infinity, undefined, () => 1])('refuses %p', value => {
  expect(() => canonicalJson(value)).toThrow();
});
