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

import type { Locator, Page } from '@playwright/test';

/** The words of a service's page in the catalogue. */
export class ServicePage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** From the catalogue, as one finds it. */
  async find(title: string) {
    await this.page.getByRole('link', { name: 'Catalog', exact: true }).click();
    await this.page.getByRole('link', { name: title, exact: true }).click();
  }

  async open(name: string, tab = '') {
    await this.page.goto(`/catalog/default/component/${name}${tab}`);
  }

  tab(name: string): Locator {
    return this.page
      .getByRole('navigation', { name: 'Content navigation' })
      .getByRole('link', { name, exact: true });
  }

  request(): Locator {
    return this.page.getByRole('link', { name: 'Request a rollout' });
  }

  requestClosed(): Locator {
    return this.page.getByRole('button', { name: 'Request a rollout' });
  }
}
