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
  darken,
  decomposeColor,
  getContrastRatio,
  lighten,
  recomposeColor,
  useTheme,
} from '@material-ui/core/styles';
import type { BackstageTheme } from '@backstage/theme';

export const ROLES = ['ok', 'warning', 'error', 'info', 'neutral'] as const;
/** What a colour says. Never the only sign of it. */
export type Role = (typeof ROLES)[number];

/** Contrast of text by WCAG 2 AA. */
const READABLE = 4.5;

/** `colour` moved towards black or white until it reads on every ground. */
export function readable(colour: string, grounds: readonly string[]): string {
  const dark = getContrastRatio(grounds[0] ?? '#fff', '#000') < 7;
  for (let step = 0; step <= 20; step += 1) {
    const moved = dark ? lighten(colour, step / 20) : darken(colour, step / 20);
    if (grounds.every(ground => getContrastRatio(moved, ground) >= READABLE)) {
      return moved;
    }
  }
  return dark ? '#fff' : '#000';
}

/** `colour` laid over `ground` at an opacity between 0 and 1. */
export function tint(colour: string, ground: string, opacity: number): string {
  const over = decomposeColor(colour).values;
  const under = decomposeColor(ground).values;
  const [r = 0, g = 0, b = 0] = [0, 1, 2].map(index =>
    Math.round(
      (over[index] ?? 0) * opacity + (under[index] ?? 0) * (1 - opacity),
    ),
  );
  return recomposeColor({ type: 'rgb', values: [r, g, b] });
}

export interface RoleColours {
  /** Text and icons on the page, on paper and on `surface`. */
  text: string;
  border: string;
  surface: string;
  /** A filled ground, and the text on it. */
  solid: string;
  onSolid: string;
}

export interface Colours extends Record<Role, RoleColours> {
  type: 'light' | 'dark';
  paper: string;
  page: string;
  text: string;
  subtle: string;
  line: string;
  link: string;
}

function coloursOf(theme: BackstageTheme): Colours {
  const { palette } = theme;
  const { paper, default: page } = palette.background;
  const sources: Record<Role, string> = {
    ok: palette.status.ok,
    warning: palette.status.warning,
    error: palette.status.error,
    info: palette.status.running,
    neutral: palette.textSubtle,
  };
  const role = (name: Role): RoleColours => {
    const source = sources[name];
    const surface = tint(source, paper, palette.type === 'dark' ? 0.18 : 0.1);
    const text = readable(source, [paper, page, surface]);
    const solid = readable(source, ['#ffffff']);
    return {
      text,
      surface,
      border: tint(text, paper, 0.55),
      solid: palette.type === 'dark' ? text : solid,
      onSolid: palette.type === 'dark' ? '#000000' : '#ffffff',
    };
  };
  const roles: Record<Role, RoleColours> = {
    ok: role('ok'),
    warning: role('warning'),
    error: role('error'),
    info: role('info'),
    neutral: role('neutral'),
  };
  const grounds = [paper, page, ...ROLES.map(name => roles[name].surface)];
  return {
    ...roles,
    type: palette.type,
    paper,
    page,
    text: palette.textContrast,
    subtle: readable(palette.textSubtle, grounds),
    line: tint(
      palette.textContrast,
      paper,
      palette.type === 'dark' ? 0.24 : 0.14,
    ),
    link: readable(palette.link, grounds),
  };
}

const known = new WeakMap<object, Colours>();

/** The plugin's colours, derived from a Backstage theme. */
export function coloursFrom(theme: BackstageTheme): Colours {
  const found = known.get(theme) ?? coloursOf(theme);
  known.set(theme, found);
  return found;
}

export function useColours(): Colours {
  return coloursFrom(useTheme<BackstageTheme>());
}
