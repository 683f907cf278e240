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
import { exactly, oneOf, quoted } from './promql';

/** As PromQL reads it: a string in double quotes with escapes, then the end. */
const LITERAL = /^"(?:[^"\\\n]|\\(?:[abfnrtv\\"]|u[0-9a-fA-F]{4}))*"$/;

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('"', '\\', '\n', '}', '{', ')', '|', '.', '*', '#'),
  }),
  fc.constantFrom('"} or vector(1) #', '.*', 'a|b', '\ud800', '\u0000'),
);

describe('quoted', () => {
  it('is one literal, whatever the text', () => {
    fc.assert(
      fc.property(hostile, text => {
        expect(quoted(text)).toMatch(LITERAL);
      }),
    );
  });

  it('means the same text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        expect(JSON.parse(quoted(text))).toBe(text);
      }),
    );
  });
});

describe('exactly', () => {
  it('matches its text and nothing else', () => {
    fc.assert(
      fc.property(hostile, hostile, (text, other) => {
        const expression = new RegExp(`^(?:${exactly(text)})$`, 's');
        expect(expression.test(text)).toBe(true);
        expect(expression.test(other)).toBe(other === text);
      }),
    );
  });
});

describe('oneOf', () => {
  it.each([
    [['shop'], 'name="shop"'],
    [['shop', 'shop'], 'name="shop"'],
    [['shop', 'b.c'], 'name=~"shop|b\\\\.c"'],
  ])('%j is %s', (values, expected) => {
    expect(oneOf('name', values)).toBe(expected);
  });

  it('is a label and one literal, whatever the values', () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1 }), values => {
        const [, literal] = /^name=~?(.*)$/s.exec(oneOf('name', values)) ?? [];
        expect(literal).toMatch(LITERAL);
      }),
    );
  });
});
