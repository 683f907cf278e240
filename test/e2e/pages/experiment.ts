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

/** The words of an experiment's page. */
export class ExperimentPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  title(text: string): Locator {
    return this.page.getByRole('heading', { level: 2, name: text });
  }

  conclude(): Locator {
    return this.page.getByRole('button', { name: /^Conclude/ });
  }

  form(): Locator {
    return this.page.getByRole('region', { name: 'Conclude the experiment' });
  }

  outcome(name: string): Locator {
    return this.form().getByRole('radio', { name: new RegExp(`^${name}`) });
  }

  async fillLearning(learning: string, differently: string) {
    const form = this.form();
    await form.getByLabel('What was learned').fill(learning);
    await form.getByLabel('What we would do differently').fill(differently);
  }

  async confirm() {
    await this.form()
      .getByRole('button', { name: 'Conclude', exact: true })
      .click();
  }

  conclusion(): Locator {
    return this.page.getByRole('region', { name: 'Conclusion' });
  }
}
