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

/** The words of a rollout's page. */
export class RolloutPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(id: string) {
    await this.page.goto(`/rollouts/${id}`);
  }

  title(text: string): Locator {
    return this.page.getByRole('heading', { level: 2, name: text });
  }

  /** The header's words for its phase, such as `Healthy`. */
  sign(word: string | RegExp): Locator {
    return this.page.getByRole('main').getByText(word).first();
  }

  command(label: string): Locator {
    return this.page.getByRole('button', { name: `${label}: ` });
  }

  part(
    name: 'Evidence' | 'Stages' | 'Targets' | 'Plan' | 'Decisions',
  ): Locator {
    return this.page.getByRole('region', { name, exact: true });
  }

  /** "5.0 % of everyone", beside the ladder. */
  exposed(text: string | RegExp): Locator {
    return this.page.getByRole('img', { name: text });
  }

  /** A check's verdict, in a sentence above its chart. */
  verdict(check: string): Locator {
    return this.part('Evidence').getByRole('region', { name: check });
  }

  /** Worded for whoever may approve, and for whoever may not. */
  reviewLink(): Locator {
    return this.page.getByRole('link', {
      name: /^(Review to approve|Read what is reviewed)$/,
    });
  }

  /** What stands on top after a roll back. */
  reversal(): Locator {
    return this.page.getByRole('region', { name: 'Rolled back', exact: true });
  }

  writeLearned(): Locator {
    return this.page.getByRole('link', { name: 'Write what was learned' });
  }

  stale(): Locator {
    return this.page.getByText(/Live updates interrupted/).first();
  }
}
