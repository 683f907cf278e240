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

import type { JSX } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { rolloutsTranslationRef, type messages } from './ref';

/** Every message under its whole name, such as `['kit.next', 'Next']`. */
type Entries<T, Prefix extends string = ''> = {
  [K in keyof T & string]: T[K] extends string
    ? [`${Prefix}${K}`, T[K]]
    : Entries<T[K], `${Prefix}${K}.`>;
}[keyof T & string];

/** The forms of a plural are one text, which is asked for with a count. */
type Singular<Name extends string> = Name extends `${infer Stem}_${
  | 'one'
  | 'other'}`
  ? Stem
  : Name;

type Texts = {
  [E in Entries<typeof messages> as Singular<E[0]>]: E[1];
};

/** `'time' | 'name'` of `'at {{time}}, by {{name}}'`. */
type Placeholders<Message> =
  Message extends `${string}{{${infer Name}}}${infer Rest}`
    ? Name | Placeholders<Rest>
    : never;

type Values<Message, Value> = [Placeholders<Message>] extends [never]
  ? []
  : [
      values: {
        [Name in Placeholders<Message>]: Name extends 'count' ? number : Value;
      },
    ];

/**
 * Gives a text of the plugin by its key; an element among the values makes
 * it one itself. Typed here because the types of Backstage's own function
 * look at all messages at every call, which takes minutes over this many.
 */
export interface Text {
  <Key extends keyof Texts>(
    key: Key,
    ...values: Values<Texts[Key], string>
  ): string;
  <Key extends keyof Texts>(
    key: Key,
    ...values: Values<Texts[Key], string | JSX.Element>
  ): JSX.Element;
}

/** The plugin's text in the viewer's language. */
export function useText(): Text {
  const { t } = useTranslationRef(rolloutsTranslationRef);
  // Through unknown, because comparing the two types is what takes so long.
  return t as unknown as Text;
}
