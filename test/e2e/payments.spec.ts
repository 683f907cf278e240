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

import { lingering } from './api';
import { lookOver, lookOverAt } from './lookOver';
import { ApprovalsPage } from './pages/approvals';
import { RequestPage } from './pages/request';
import { RolloutPage } from './pages/rollout';
import { expect, test } from './portal';

test.describe('the pages of a service are for everybody, in both themes and widths', () => {
  for (const [name, path, text] of [
    ['service', '/catalog/default/component/payments', 'Last outcome'],
    [
      'service-rollouts',
      '/catalog/default/component/payments/rollouts',
      'Request a rollout',
    ],
  ]) {
    test(name, async ({ as }) => {
      const { page } = await as('otto');
      await lookOverAt(page, path, text, name);
    });
  }

  test('request', async ({ as }) => {
    const { page } = await as('bea');
    const request = new RequestPage(page);
    await request.open('component:default/payments');
    await request.playbook('Demonstration').check();
    await request.fill('Environment', 'production');
    await request.fillArtefacts();
    await lookOver(page, 'request-1-target');
    await request.next();
    await request.fillHypothesis('Wallets first', 'More payments');
    await request.fillSuccessMetric('Conversion', '2');
    await lookOver(page, 'request-2-hypothesis');
    await request.next();
    await lookOver(page, 'request-3-stages');
    await request.next();
    await request.fill('Rollback plan', 'The old version stays warm.');
    await lookOver(page, 'request-4-guardrails');
    await request.next();
    await expect(request.change(1)).toBeVisible();
    await lookOver(page, 'request-5-review');
  });

  test('rollout, from asked to rolled back', async ({ as, rollouts }) => {
    const { page } = await as('otto');
    const title = rollouts.titled('Wallets first');
    const id = await rollouts.request('bea', 'payments', title, lingering);
    const rollout = new RolloutPage(page);
    const approvals = new ApprovalsPage(page);
    await approvals.open();
    await expect(approvals.row(title)).toBeVisible();
    await lookOver(page, 'approvals');
    await approvals.open(id);
    await expect(page.getByText('What policy says')).toBeVisible();
    await lookOver(page, 'approval');
    await rollout.open(id);
    await expect(rollout.title(title)).toBeVisible();
    await lookOver(page, 'rollout-proposed');
    await rollouts.approve('otto', id);
    await expect(rollout.exposed('Stage 1 of 5')).toBeVisible();
    await rollouts.command('otto', id, 'hold', 'To look at it');
    await expect(rollout.sign('Held')).toBeVisible();
    await lookOver(page, 'rollout-held');
    await rollouts.command('otto', id, 'roll-back', 'Seen enough');
    await expect(rollout.reversal()).toBeVisible();
    await lookOver(page, 'rollout-rolled-back');
    await rollout.writeLearned().click();
    await expect(page.getByRole('button', { name: /^Conclude/ })).toBeVisible();
    await lookOver(page, 'experiment');
  });
});

test('the way back is reached, and left, by keyboard alone', async ({
  as,
  rollouts,
}) => {
  const title = rollouts.titled('Keys only');
  const id = await rollouts.request('bea', 'payments', title, lingering);
  await rollouts.approve('otto', id);
  const { page } = await as('otto');
  const rollout = new RolloutPage(page);
  await rollout.open(id);
  await expect(rollout.exposed('Stage 1 of 5')).toBeVisible();
  const back = rollout.command('Roll back');
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    if (await back.evaluate(button => button === document.activeElement)) break;
  }
  await expect(back).toBeFocused();
  await page.keyboard.press('Enter');
  const reason = page.getByRole('textbox', { name: 'Reason' });
  await expect(reason).toBeFocused();
  await page.keyboard.type('Only looking');
  await expect(reason).toHaveValue('Only looking');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(back).toBeFocused();
  await rollouts.command('otto', id, 'roll-back', 'Seen enough');
  await rollouts.reach(id, 'rolled-back');
});
