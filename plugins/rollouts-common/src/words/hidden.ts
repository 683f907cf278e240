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

const JOINING = [
  'Adlam',
  'Arabic',
  'Balinese',
  'Bengali',
  'Devanagari',
  'Gujarati',
  'Gurmukhi',
  'Hanifi_Rohingya',
  'Javanese',
  'Kannada',
  'Khmer',
  'Malayalam',
  'Mandaic',
  'Meetei_Mayek',
  'Mongolian',
  'Myanmar',
  'Nko',
  'Oriya',
  'Phags_Pa',
  'Sinhala',
  'Sundanese',
  'Syriac',
  'Tamil',
  'Telugu',
  'Tibetan',
];
const RIGHT_TO_LEFT = [
  'Adlam',
  'Arabic',
  'Hanifi_Rohingya',
  'Hebrew',
  'Mandaic',
  'Nko',
  'Syriac',
  'Thaana',
];

/** One letter, or a mark on one, of these scripts. */
function letterOf(scripts: readonly string[]): string {
  const any = scripts.map(script => `\\p{Script_Extensions=${script}}`);
  return `(?=[\\p{L}\\p{M}])[${any.join('')}]`;
}

/** An emoji in colour or in black and white, with its tone of skin. */
const EMOJI = '\\p{Extended_Pictographic}[\\uFE0E\\uFE0F]?\\p{Emoji_Modifier}?';
/** England, Scotland and Wales: the flags that end in a tag. */
const TAGGED_FLAG =
  '\\u{1F3F4}\\u{E0067}\\u{E0062}(?:\\u{E0065}\\u{E006E}\\u{E0067}|\\u{E0073}\\u{E0063}\\u{E0074}|\\u{E0077}\\u{E006C}\\u{E0073})\\u{E007F}';

/** Where a character without a form changes how its neighbours are written. */
const NEEDED = new RegExp(
  [
    TAGGED_FLAG,
    `${EMOJI}(?:\\u200D${EMOJI})*`,
    '[0-9#*]\\uFE0F\\u20E3',
    `${letterOf(JOINING)}(?:\\u200C(?=[\\p{L}\\p{M}])|\\u200D)`,
    '\\p{Script=Han}[\\uFE00-\\uFE02\\u{E0100}-\\u{E01EF}]',
    '\\p{Script=Mongolian}[\\u180B-\\u180D\\u180F]',
    // Signs over Arabic, Syriac and Kaithi numbers, which are seen.
    '[\\u0600-\\u0605\\u06DD\\u070F\\u0890\\u0891\\u08E2\\u{110BD}\\u{110CD}]',
  ].join('|'),
  'gu',
);
const HAS_RIGHT_TO_LEFT = new RegExp(letterOf(RIGHT_TO_LEFT), 'u');
/** Marks of a direction, which order what stands beside such letters. */
const DIRECTION_MARKS = /[\u200E\u200F\u061C]/g;
const HIDDEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** Of the same length, with what may be there blanked out. */
function withoutNeeded(text: string): string {
  const rest = text.replace(NEEDED, found => ' '.repeat(found.length));
  return HAS_RIGHT_TO_LEFT.test(text)
    ? rest.replace(DIRECTION_MARKS, ' ')
    : rest;
}

/** A character that nobody sees. */
export interface Hidden {
  /** `U+202E`. */
  code: string;
  /** Of the text before it, what is nearest. */
  after: string;
}

/**
 * The first character that nobody sees and that no script or emoji needs:
 * what turns the direction of text, spaces without width, tags. By such a text
 * people would read, and approve, something else than what stands there.
 */
export function hiddenIn(text: string): Hidden | undefined {
  const rest = withoutNeeded(text);
  const index = rest.search(HIDDEN);
  if (index < 0) return undefined;
  const code = rest.codePointAt(index) ?? 0;
  return {
    code: `U+${code.toString(16).toUpperCase().padStart(4, '0')}`,
    after: [...text.slice(0, index)].slice(-20).join('').trim(),
  };
}

/** The text as it is read: without what nobody sees and nothing needs. */
export function withoutHidden(text: string): string {
  const kept: string[] = [];
  let from = 0;
  for (const { index, 0: found } of withoutNeeded(text).matchAll(HIDDEN)) {
    kept.push(text.slice(from, index));
    from = index + found.length;
  }
  if (from === 0) return text;
  // What was needed beside something hidden may not be needed any more.
  return withoutHidden(kept.join('') + text.slice(from));
}
