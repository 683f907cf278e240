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

/** The words of the request's five steps. */
export class RequestPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(service?: string) {
    await this.page.goto(
      service ? `/rollouts/new?service=${service}` : '/rollouts/new',
    );
  }

  /** The button of a step, which is current when one is on it. */
  step(name: string): Locator {
    return this.page
      .getByRole('navigation', { name: 'Steps of the request' })
      .getByRole('button', { name });
  }

  playbook(title: string): Locator {
    return this.page.getByRole('radio', { name: new RegExp(`^${title}`) });
  }

  async fill(label: string, text: string) {
    await this.page
      .getByRole('textbox', { name: label, exact: true })
      .fill(text);
  }

  async choose(label: string, option: string) {
    await this.page
      .getByRole('combobox', { name: label, exact: true })
      .selectOption({ label: option });
  }

  async next() {
    await this.page.getByRole('button', { name: 'Continue' }).click();
  }

  async submit() {
    await this.page.getByRole('button', { name: 'Request rollout' }).click();
  }

  /** What was released, filled in. */
  async fillArtefacts() {
    await this.fill('Image', `shop/checkout@sha256:${'5'.repeat(64)}`);
    await this.fill('Commit', '9f8e7d6c5b4a');
    await this.fill('Pull request', 'https://git.example/shop/42');
  }

  /** The hypothesis as a sentence, filled in. */
  async fillHypothesis(title: string, goal: string) {
    await this.fill('Title', title);
    await this.fill('Business goal', goal);
    await this.fill('We believe that …', 'one request in place of four');
    await this.fill('… for …', 'people on slow connections');
    await this.fill('… will lead to …', 'at least 2 % more orders per visit');
    await this.fill('We are wrong if …', 'orders per visit do not rise');
  }

  async fillSuccessMetric(metric: string, percent: string) {
    await this.choose('Metric', metric);
    await this.fill('Worthwhile change (%)', percent);
  }

  /** What the dry run of a stage changes, line by line. */
  change(stage: number): Locator {
    return this.page.getByRole('region', {
      name: `Changes by stage ${stage} `,
    });
  }

  refused(): Locator {
    return this.page.getByRole('region', { name: 'The request was refused' });
  }

  closed(service: string): Locator {
    return this.page.getByRole('region', {
      name: `You can’t request a rollout of ${service}`,
    });
  }
}
