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

import { PART_LABEL, type DefinedQuery } from './definition';
import { matchers, type Identified } from './identity';
import { quoted } from './promql';

/** The one query for every part of every row. */
export function assemble(
  { identity, parts }: DefinedQuery,
  all: readonly Identified[],
  windowSeconds: number,
): string {
  const replacements: Record<string, string> = {
    services: matchers(identity, all),
    labels: Object.keys(identity).join(','),
    window: `${windowSeconds}s`,
  };
  return [...parts]
    .map(([part, expression]) => {
      const asked = expression.replace(
        /\$(services|labels|window)\b/g,
        (_, name: string) => replacements[name] ?? '',
      );
      // Series of different parts must differ, or `or` would drop some. The
      // line break ends a comment that an expression may end with.
      return `label_replace(${asked}\n,${quoted(PART_LABEL)},${quoted(
        part,
      )},"","")`;
    })
    .join(' or ');
}
