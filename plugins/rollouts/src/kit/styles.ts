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

import { makeStyles } from '@material-ui/core/styles';
import type { CreateCSSProperties } from '@material-ui/core/styles/withStyles';
import type { BackstageTheme } from '@backstage/theme';
import { coloursFrom, type Colours } from './colours';

/** What a style sheet may use: the colours and a spacing of 8 pixels a unit. */
export interface Design {
  colours: Colours;
  space: (units: number) => number;
  /** Media query of narrow windows. */
  narrow: string;
  /** Media query of windows too small for two columns. */
  oneColumn: string;
  /** Media query of people who want no motion. */
  still: string;
  mono: string;
}

/** A style sheet: a hook that gives class names. */
export function styles<Name extends string>(
  make: (design: Design) => Record<Name, CreateCSSProperties>,
): () => Record<Name, string> {
  return makeStyles((theme: BackstageTheme) =>
    make({
      colours: coloursFrom(theme),
      space: units => units * 8,
      narrow: '@media (max-width: 640px)',
      oneColumn: '@media (max-width: 1100px)',
      still: '@media (prefers-reduced-motion: reduce)',
      mono: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
    }),
  ) as unknown as () => Record<Name, string>;
}

/** One class name of those that are set. */
export function classes(...names: (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
