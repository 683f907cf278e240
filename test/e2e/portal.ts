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
  Browser,
  BrowserContext,
  BrowserContextOptions,
  Page,
  test as base,
} from '@playwright/test';
import { PEOPLE, Person } from './people';
import { sharedWorld } from './settings';
import { watchForTrouble } from './trouble';

/** Someone at the portal, in a browser of their own. */
export type Visitor = { page: Page; context: BrowserContext };

type Portal = {
  /** A new browser context with a page, signed in as someone. */
  as(person: Person, options?: BrowserContextOptions): Promise<Visitor>;
  /** A new browser context with a page, not signed in. */
  stranger(options?: BrowserContextOptions): Promise<Visitor>;
};

async function visit(
  browser: Browser,
  troubles: string[],
  options: BrowserContextOptions = {},
): Promise<Visitor> {
  const { baseUrl } = sharedWorld();
  const context = await browser.newContext({ baseURL: baseUrl, ...options });
  watchForTrouble(context, baseUrl, troubles);
  return { context, page: await context.newPage() };
}

/**
 * Tests of the portal. A test fails when any page of it writes an error to the
 * console, throws, or asks for anything off its origin.
 */
export const test = base.extend<Portal & { troubles: string[] }>({
  // eslint-disable-next-line no-empty-pattern
  troubles: async ({}, use) => {
    const troubles: string[] = [];
    await use(troubles);
    base.expect(troubles, 'console errors and requests elsewhere').toEqual([]);
  },

  stranger: async ({ browser, troubles }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async options => {
      const visitor = await visit(browser, troubles, options);
      contexts.push(visitor.context);
      return visitor;
    });
    for (const context of contexts) await context.close();
  },

  as: async ({ stranger }, use) => {
    await use(async (person, options) => {
      const visitor = await stranger(options);
      await visitor.page.goto('/');
      await visitor.page
        .getByRole('button', {
          name: `Sign in as ${PEOPLE[person].displayName}`,
        })
        .click();
      await visitor.page
        .getByRole('link', { name: 'Catalog', exact: true })
        .waitFor();
      return visitor;
    });
  },
});

export const expect = test.expect;
