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
import { tidyUp } from './afterwards';
import { Rollouts } from './api';
import { Cluster } from './cluster';
import type { Person } from './people';
import { sharedWorld, SharedWorld } from './settings';
import { watchForTrouble } from './trouble';

/** Someone at the portal, in a browser of their own. */
export type Visitor = { page: Page; context: BrowserContext };

type Portal = {
  /** Troubles that a test brings about, such as refused requests. */
  expected: RegExp | undefined;
  /** What pages did that no page should do. */
  troubles: string[];
  /** Rollouts through the API. */
  rollouts: Rollouts;
  /** The cluster, past the portal. */
  cluster: Cluster;
  /** A new browser context with a page, signed in as someone. */
  as(person: Person, options?: BrowserContextOptions): Promise<Visitor>;
  /** A new browser context with a page, not signed in. */
  stranger(options?: BrowserContextOptions): Promise<Visitor>;
};

async function visit(
  browser: Browser,
  baseUrl: string,
  troubles: string[],
  options: BrowserContextOptions = {},
): Promise<Visitor> {
  const context = await browser.newContext({ baseURL: baseUrl, ...options });
  watchForTrouble(context, baseUrl, troubles);
  return { context, page: await context.newPage() };
}

/**
 * Tests of the portal. A test fails when any page of it writes an error to the
 * console, throws, or asks for anything off its origin.
 */
export const test = base.extend<Portal, { world: SharedWorld }>({
  // eslint-disable-next-line no-empty-pattern
  world: [async ({}, use) => use(sharedWorld()), { scope: 'worker' }],

  expected: [undefined, { option: true }],

  troubles: async ({ expected }, use) => {
    const troubles: string[] = [];
    await use(troubles);
    base
      .expect(
        troubles.filter(trouble => !expected?.test(trouble)),
        'console errors and requests elsewhere',
      )
      .toEqual([]);
  },

  rollouts: async ({ world }, use, info) => {
    const rollouts = new Rollouts(world.baseUrl, info.retry);
    await use(rollouts);
    await tidyUp(rollouts, info);
  },

  cluster: async ({ world }, use) => use(new Cluster(world.sandboxUrl)),

  stranger: async ({ browser, world, troubles }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async options => {
      const visitor = await visit(browser, world.baseUrl, troubles, options);
      contexts.push(visitor.context);
      return visitor;
    });
    for (const context of contexts) await context.close();
  },

  as: async ({ stranger }, use) => {
    await use(async (person, options) => {
      const visitor = await stranger(options);
      // A link may name the persona; signIn.spec.ts chooses on the page.
      await visitor.page.goto(`/?demoUser=${person}`);
      await visitor.page
        .getByRole('link', { name: 'Catalog', exact: true })
        .waitFor();
      return visitor;
    });
  },
});

export const expect = test.expect;
