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

import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { SCREENSHOTS } from './settings';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 360, height: 740 };

/** Everything is there, and colours and places are those that stay. */
async function untilStill(page: Page) {
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await expect(page.getByText('Loading', { exact: true })).toHaveCount(0);
  await page.evaluate(
    // What was drawn last has begun its transitions by the next frame.
    () =>
      new Promise(done =>
        requestAnimationFrame(() => requestAnimationFrame(done)),
      ),
  );
  await page.waitForFunction(() =>
    document.getAnimations().every(
      ({ playState, effect, timeline }) =>
        playState !== 'running' ||
        // Driven by scrolling, or never to end, as a skeleton's.
        !(timeline instanceof DocumentTimeline) ||
        effect?.getComputedTiming().endTime === Infinity,
    ),
  );
}

async function violations(page: Page) {
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(RULES)
    // Backstage's own entry in the sidebar: its badge of unread notifications
    // is text that its label doesn't have, and no option leads to either.
    .exclude('nav a[aria-label="Notifications"]')
    .analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary, target }) =>
      [id, target.join(' '), html.slice(0, 200), failureSummary].join('\n'),
    ),
  );
}

/** How many pixels the page is wider than its window. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(
    () => document.documentElement.scrollWidth - window.innerWidth,
  );
}

/**
 * Looks a page over as it stands: in light and dark, wide and narrow, it has
 * no violation of WCAG A and AA and does not scroll sideways. Keeps a
 * screenshot of each.
 */
export async function lookOver(page: Page, name: string) {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(
      page.locator(`body[data-theme-mode=${colorScheme}]`),
    ).toHaveCount(1);
    for (const [width, size] of [
      ['wide', WIDE],
      ['narrow', NARROW],
    ] as const) {
      await page.setViewportSize(size);
      await untilStill(page);
      const where = `${name}, ${colorScheme}, ${width}`;
      await page.screenshot({
        path: path.join(SCREENSHOTS, `${name}.${colorScheme}.${width}.png`),
        fullPage: true,
      });
      expect.soft(await overflow(page), `overflow of ${where}`).toBe(0);
      // Narrow pages differ from wide ones in their parts, not their colours.
      if (colorScheme === 'light' || width === 'wide') {
        expect.soft(await violations(page), `axe on ${where}`).toEqual([]);
      }
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(WIDE);
}

/** Opens a page and looks it over once it shows `text`. */
export async function lookOverAt(
  page: Page,
  url: string,
  text: string,
  name: string,
) {
  await page.goto(url);
  await expect(page.getByText(text).first()).toBeVisible();
  await lookOver(page, name);
}
