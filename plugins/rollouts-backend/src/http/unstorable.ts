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

import type { Problem } from '@stagecraft/backstage-plugin-rollouts-common';

type Path = Problem['path'];

/** Half of a surrogate pair, which has no form in UTF-8. */
const LONE_SURROGATE =
  /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

function problemIn(text: string, path: Path): Problem[] {
  if (!text.includes('\u0000') && !LONE_SURROGATE.test(text)) return [];
  return [
    {
      path,
      message: 'This text holds a character that can not be kept',
      remedy: 'Take out the null character or the broken emoji',
    },
  ];
}

/** Texts that the database can't keep, wherever they are in the input. */
export function unstorable(value: unknown, path: Path = []): Problem[] {
  if (typeof value === 'string') return problemIn(value, path);
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => unstorable(item, [...path, index]));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([name, item]) => [
      ...problemIn(name, path),
      ...unstorable(item, [...path, name]),
    ]);
  }
  return [];
}
