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

import { PEOPLE } from './people';
import { expect, test } from './portal';

test.describe('signing in', () => {
  test('offers each person with their role', async ({ stranger }) => {
    const { page } = await stranger();
    await page.goto('/');
    for (const { displayName, role } of Object.values(PEOPLE)) {
      await expect(
        page.getByRole('button', {
          name: `Sign in as ${displayName}, ${role}`,
        }),
      ).toBeVisible();
    }
  });

  for (const [person, { displayName }] of Object.entries(PEOPLE)) {
    test(`lets ${person} see the catalogue`, async ({ stranger }) => {
      const { page } = await stranger();
      await page.goto('/catalog?filters[user]=all');
      await page
        .getByRole('button', {
          name: `Sign in as ${displayName}`,
        })
        .click();
      for (const service of [
        'Checkout',
        'Recommendations',
        'Payments',
        'Invoices',
      ]) {
        await expect(
          page.getByRole('link', { name: service, exact: true }),
        ).toBeVisible();
      }
    });
  }

  test('is over after choosing to be someone else', async ({ as }) => {
    const { page } = await as('dana');
    await page.getByRole('button', { name: 'Switch person' }).click();
    await expect(
      page.getByRole('button', { name: /Sign in as Omar/ }),
    ).toBeVisible();
  });
});
