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
  useTranslationRef,
  type TranslationFunction,
  type TranslationRef,
} from '@backstage/frontend-plugin-api';
import { rolloutsTranslationRef } from './ref';

type Messages = typeof rolloutsTranslationRef extends TranslationRef<
  string,
  infer M
>
  ? M
  : never;

/** Gives a text of the plugin by its key. */
export type Text = TranslationFunction<Messages>;

/** The plugin's text in the viewer's language. */
export function useText(): Text {
  return useTranslationRef(rolloutsTranslationRef).t;
}
