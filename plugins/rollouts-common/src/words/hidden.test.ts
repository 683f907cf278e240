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

import fc from 'fast-check';
import {
  commandSchema,
  hiddenIn,
  reasonSchema,
  textSchema,
  withoutHidden,
} from '.';

const PLAIN: [string, string][] = [
  ['accents, also in two characters', 'Crème brûlée, cre\u0301me'],
  ['a family', 'For the 👨‍👩‍👧‍👦 and 🧑🏽‍🚀, ❤️‍🔥'],
  ['flags', '🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏳️‍🌈 🇩🇪'],
  ['keycaps and signs', '1️⃣ #️⃣ ℹ️ ✔︎ ©'],
  ['Persian, which joins and does not', 'می‌خواهم'],
  ['Hindi and Sinhala, which join', 'क्‍ष ශ්‍රී ক্‌ষ'],
  ['Hebrew with a mark of its direction', 'שלום (v2)\u200F הבא'],
  ['Japanese with a variant', '葛\u{E0100}城市'],
  ['lines and tabs', 'One\n\ttwo'],
];

const HIDDEN: [string, string, string][] = [
  ['what turns direction', 'Expose \u202E%5 at everyone\u202C', 'U+202E'],
  ['what isolates', 'a\u2066b\u2069', 'U+2066'],
  ['a space without width', 'check\u200Bout', 'U+200B'],
  ['a joiner in Latin', 'check\u200Dout', 'U+200D'],
  ['a joiner after a space', 'می \u200Cخواهم', 'U+200C'],
  ['a mark without what it is for', 'canary\u200E', 'U+200E'],
  ['a tag', 'fine\u{E0041}', 'U+E0041'],
  ['tags after an emoji', '🙂\u{E0068}\u{E0069}', 'U+E0068'],
  ['a word joiner', 'a\u2060b', 'U+2060'],
  ['a mark of byte order', 'can\uFEFFary 5', 'U+FEFF'],
  ['a soft hyphen', 'pay\u00ADments', 'U+00AD'],
  ['variants of nothing', 'a\uFE01', 'U+FE01'],
  ['two variants', '🙂\uFE0F\uFE0F', 'U+FE0F'],
  ['a letter without a form', 'a\u3164b', 'U+3164'],
];

it.each(PLAIN)('lets pass %s', (_, text) => {
  expect(hiddenIn(text)).toBeUndefined();
  expect(withoutHidden(text)).toBe(text);
  expect(textSchema(100).parse(text)).toBe(text);
});

it.each(HIDDEN)('refuses %s', (_, text, code) => {
  expect(hiddenIn(text)?.code).toBe(code);
  const { error } = textSchema(100).safeParse(text);
  expect(error?.issues[0].message).toContain(code);
  expect(hiddenIn(withoutHidden(text))).toBeUndefined();
});

it('says where, and what to do', () => {
  const { error } = textSchema(100).safeParse('Everyone at \u202E5 %');
  expect(error?.issues).toEqual([
    expect.objectContaining({
      message:
        'There is a character that nobody sees, U+202E, after "Everyone at"',
      params: {
        remedy: 'Delete it, or type the text anew instead of pasting it',
      },
    }),
  ]);
});

it('never delays a reason by what was pasted with it', () => {
  expect(reasonSchema(50).parse(' Errors\u200B of \u202E500 ')).toBe(
    'Errors of 500',
  );
  expect(
    commandSchema.parse({ command: 'roll-back', reason: 'Too \u2060slow' }),
  ).toMatchObject({ reason: 'Too slow' });
  expect(reasonSchema(50).safeParse('\u200B\u2060').success).toBe(false);
});

const anything = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      ...'a1 ش\u0915\u094D🙂👩葛\uFE0F\u20E3'.normalize(),
      '\u200B',
      '\u3164',
      '\u200C',
      '\u200D',
      '\u200E',
      '\u202A',
      '\u202E',
      '\u2066',
      '\u2069',
      '\u{E0041}',
      '\u{E0100}',
      '\u{1F3F4}',
      '\u{1F3FD}',
    ),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 30,
});

it('leaves nothing of what is refused, wherever it stands, and all else', () => {
  fc.assert(
    fc.property(anything, text => {
      expect(/[\u202A-\u202E\u2066-\u2069\u200B]/.test(text)).toBe(
        /[\u202A-\u202E\u2066-\u2069\u200B]/.test(text) &&
          hiddenIn(text) !== undefined,
      );
      const read = withoutHidden(text);
      expect(hiddenIn(read)).toBeUndefined();
      const seen = /[\p{L}\p{N}\p{P}\p{Z}\p{So}]/gu;
      const shown = (of: string) =>
        (of.match(seen) ?? []).filter(one => hiddenIn(one) === undefined);
      expect(shown(read)).toEqual(shown(text));
      expect(hiddenIn(text) === undefined).toBe(read === text);
    }),
  );
});
