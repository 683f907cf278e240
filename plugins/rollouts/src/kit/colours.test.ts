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

import { getContrastRatio } from '@material-ui/core/styles';
import { themes } from '@backstage/theme';
import type { BackstageTheme } from '@backstage/theme';
import { coloursFrom, readable, ROLES } from './colours';

describe('colours', () => {
  it.each(['light', 'dark'] as const)('read by AA in the %s theme', name => {
    const theme = themes[name].getTheme('v4') as BackstageTheme;
    const colours = coloursFrom(theme);
    for (const role of ROLES) {
      const { text, surface, solid, onSolid } = colours[role];
      for (const ground of [surface, colours.paper, colours.page]) {
        expect(getContrastRatio(text, ground)).toBeGreaterThanOrEqual(4.5);
      }
      expect(getContrastRatio(onSolid, solid)).toBeGreaterThanOrEqual(4.5);
    }
    const grounds = [
      colours.paper,
      colours.page,
      ...ROLES.map(role => colours[role].surface),
    ];
    for (const text of [colours.text, colours.subtle, colours.link]) {
      for (const ground of grounds) {
        expect(getContrastRatio(text, ground)).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  it('moves a colour only as far as it must', () => {
    expect(readable('#000000', ['#ffffff'])).toBe('rgb(0, 0, 0)');
    const moved = readable('#ffed51', ['#ffffff']);
    expect(getContrastRatio(moved, '#ffffff')).toBeGreaterThanOrEqual(4.5);
    expect(getContrastRatio(moved, '#ffffff')).toBeLessThan(6);
  });
});
