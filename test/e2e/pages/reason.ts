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

import { expect, type Locator, type Page } from '@playwright/test';

/** Presses a command and confirms it with a reason: two presses. */
export async function give(button: Locator, reason: string) {
  await button.click();
  const dialog = button.page().getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill(reason);
  await dialog.locator('button[type=submit]').click();
  await expect(dialog).toBeHidden();
}

/** Presses a closed command: the words that say why, who could, and what would open it. */
export async function whyClosed(button: Locator): Promise<Locator> {
  // Closed for commands, yet a press says why: Playwright presses it only by
  // force, which does not wait until it can be reached, as pointing does.
  await button.hover();
  await button.click({ force: true });
  return button.page().getByRole('dialog', { name: 'Why not' });
}

export async function closeWhy(page: Page) {
  const why = page.getByRole('dialog', { name: 'Why not' });
  await why.getByRole('button', { name: 'Close' }).click();
  await why.waitFor({ state: 'detached' });
}
