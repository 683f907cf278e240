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

/** The words of the approvals inbox and of one approval. */
export class ApprovalsPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(id?: string) {
    await this.page.goto(`/rollouts/approvals${id ? `/${id}` : ''}`);
  }

  row(title: string): Locator {
    return this.page.getByRole('row').filter({ hasText: title });
  }

  /** The page of one, from the inbox. */
  async review(title: string) {
    await this.row(title).getByRole('link', { name: title }).click();
  }

  heading(text: string): Locator {
    return this.page.getByRole('heading', { level: 2, name: text });
  }

  part(name: string | RegExp): Locator {
    return this.page.getByRole('region', { name }).first();
  }

  command(label: 'Approve' | 'Object'): Locator {
    return this.page.getByRole('button', { name: `${label}: ` });
  }

  /** Why one can't approve, spelled out beside the button. */
  closed(): Locator {
    return this.part('Your decision');
  }

  done(text: string): Locator {
    return this.page.getByRole('status').filter({ hasText: text });
  }
}
