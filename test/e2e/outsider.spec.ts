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

import { ApprovalsPage } from './pages/approvals';
import { BoardPage } from './pages/board';
import { closeWhy, whyClosed } from './pages/reason';
import { RequestPage } from './pages/request';
import { RolloutPage } from './pages/rollout';
import { ServicePage } from './pages/service';
import { expect, test } from './portal';

const MARKUP = '<img src=x onerror="document.body.dataset.hurt=1">';

test.describe('an outsider', () => {
  test('sees everything, and every change is closed with why and who', async ({
    as,
    rollouts,
  }) => {
    const title = rollouts.titled(`Clearer invoices ${MARKUP}`);
    const reason = `Too early ${MARKUP}`;
    const id = await rollouts.request('bea', 'invoices', title);
    await rollouts.command('otto', id, 'object', reason);
    const { page } = await as('ines');
    page.on('dialog', dialog => {
      throw new Error(`A dialog opened: ${dialog.message()}`);
    });

    const board = new BoardPage(page);
    await board.open();
    await expect(board.row(title)).toContainText(title);

    const rollout = new RolloutPage(page);
    await rollout.open(id);
    await expect(rollout.title(title)).toBeVisible();
    await expect(rollout.part('Decisions')).toContainText(reason);
    await expect(rollout.part('Stages')).toContainText(reason);
    for (const label of ['Withdraw', 'Roll back']) {
      const why = await whyClosed(rollout.command(label));
      await expect(why).toContainText(/\w+/);
      await closeWhy(page);
    }
    const why = await whyClosed(rollout.command('Withdraw'));
    await expect(why).toContainText('Who could: ');
    await closeWhy(page);

    const approvals = new ApprovalsPage(page);
    await approvals.open();
    await expect(page.getByText('Nothing waits for you')).toBeVisible();
    await approvals.open(id);
    await expect(approvals.heading(title)).toBeVisible();
    await expect(approvals.closed()).toContainText('Who could: Billing owners');
    for (const label of ['Approve', 'Object'] as const) {
      await expect(approvals.command(label)).toHaveAttribute(
        'aria-disabled',
        'true',
      );
    }

    await page.getByRole('link', { name: 'Open the rollout' }).click();
    await rollout.title(title).getByRole('link').click();
    await expect(
      page.getByRole('heading', { level: 2, name: title }),
    ).toBeVisible();

    const service = new ServicePage(page);
    await service.open('invoices', '/rollouts');
    await expect(page.getByText(title).first()).toBeVisible();
    const closed = await whyClosed(service.requestClosed());
    await expect(closed).toContainText('Who could: Billing team');
    await closeWhy(page);

    expect(await page.locator('img[src=x]').count()).toBe(0);
    await expect(page.locator('body')).not.toHaveAttribute('data-hurt', '1');
    await rollouts.command('bea', id, 'withdraw', 'Not now');
  });

  test.describe('who requests all the same', () => {
    test.use({ expected: /status of 403/ });

    test('is refused a request for a service of others, in clear words', async ({
      as,
    }) => {
      const { page } = await as('ines');
      const request = new RequestPage(page);
      await request.open('component:default/payments');
      await expect(request.closed('Payments')).toContainText('Billing team');
      await request.playbook('Demonstration').check();
      await request.fill('Environment', 'production');
      await request.fillArtefacts();
      await request.step('Hypothesis').click();
      await request.fillHypothesis('Fewer refused cards', 'More payments');
      await request.fillSuccessMetric('Conversion', '2');
      await request.step('Guardrails').click();
      await request.fill('Rollback plan', 'The old version stays warm.');
      await request.step('Review').click();
      await request.submit();
      await expect(
        request.refused().or(request.closed('Payments')),
      ).toContainText('owners of the service');
    });
  });
});
