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

import { routeOf } from './api';
import { ApprovalsPage } from './pages/approvals';
import { ExperimentPage } from './pages/experiment';
import { LearningsPage, PlaybooksPage } from './pages/playbooks';
import { closeWhy, give, whyClosed } from './pages/reason';
import { RequestPage } from './pages/request';
import { RolloutPage } from './pages/rollout';
import { ServicePage } from './pages/service';
import { expect, test } from './portal';

const ROUTE = routeOf('checkout');
const LEARNING = 'Fewer round trips are felt on slow connections';

test('a change goes from a hypothesis to a learning, by developer, owner and leader', async ({
  as,
  cluster,
  rollouts,
}) => {
  test.setTimeout(420_000);
  const title = rollouts.titled('Faster checkout with fewer round trips');
  const [dana, omar, lee] = await Promise.all([
    as('dana'),
    as('omar'),
    as('lee'),
  ]);
  const rollout = new RolloutPage(dana.page);
  const approvals = new ApprovalsPage(omar.page);

  await test.step('Dana requests it from the service', async () => {
    const service = new ServicePage(dana.page);
    await service.find('Checkout');
    await service.tab('Rollouts').click();
    await service.request().first().click();

    const request = new RequestPage(dana.page);
    await request.playbook('Demonstration').check();
    await request.fill('Environment', 'production');
    await request.fillArtefacts();
    await request.next();
    await request.fillHypothesis(title, 'Fewer abandoned baskets');
    await request.fillSuccessMetric('Conversion', '2');
    await request.next();
    await request.next();
    await request.fill('Rollback plan', 'The old version stays warm.');
    await request.next();
    await expect(request.change(1)).toContainText('x-internal');
    await request.submit();
    await expect(rollout.title(title)).toBeVisible();
    await expect(rollout.sign('Waiting')).toBeVisible();
  });

  await test.step('Dana may not approve it herself', async () => {
    const own = new ApprovalsPage(dana.page);
    await rollout.reviewLink().click();
    await expect(own.command('Approve')).toHaveAttribute(
      'aria-disabled',
      'true',
    );
    const why = await whyClosed(own.command('Approve'));
    await expect(why).toContainText(/requested/);
    await expect(why).toContainText('Storefront owners');
    await closeWhy(dana.page);
    await dana.page.getByRole('link', { name: 'Open the rollout' }).click();
  });

  await test.step('Omar is told, and finds it in his inbox', async () => {
    await omar.page.getByRole('link', { name: 'Notifications' }).click();
    await omar.page
      .getByRole('link', { name: `Stage 1 wants your approval: ${title}` })
      .click();
    await expect(approvals.heading(title)).toBeVisible();
    await approvals.open();
    await approvals.review(title);
    await expect(approvals.part('Your decision')).toContainText(/[0-9a-f]{64}/);
    await expect(approvals.part(/exposed to whom/)).toContainText(
      '100 % of internal',
    );
    await expect(
      omar.page.getByText(/requests? a second/).first(),
    ).toBeVisible();
    await give(approvals.command('Approve'), 'The way back is clear');
    await expect(
      approvals.done(`Approved: stage 1 of ${title}.`),
    ).toBeVisible();
  });

  await test.step('it is exposed in stages, on real traffic', async () => {
    await cluster.untilExposed(ROUTE, { everyone: 0, internal: 1 });
    await expect(rollout.exposed('Stage 1 of 5')).toBeVisible();
    await cluster.untilExposed(ROUTE, { everyone: 0.05, internal: 1 });
    await expect(
      rollout.exposed('Stage 2 of 5, 5.0 % of everyone'),
    ).toBeVisible();
    await cluster.untilExposed(ROUTE, { everyone: 0.25, internal: 1 });
    await expect(
      rollout.exposed('Stage 3 of 5, 25 % of everyone'),
    ).toBeVisible();
  });

  await test.step('it asks again before half of everyone', async () => {
    await expect(rollout.reviewLink()).toBeVisible({ timeout: 40_000 });
    await expect(rollout.verdict('Failed requests')).toContainText(
      /Healthy.* %, limit 8\.0 %, baseline .* looks? holds?/,
      { timeout: 30_000 },
    );
    await expect(rollout.verdict('Latency, mean')).toContainText(
      /Healthy.*baseline .* ms/,
    );
    await expect(approvals.row(title)).toContainText('50 % of everyone');
    await approvals.review(title);
    await expect(
      approvals.heading(`Approve stage 4 of ${title}?`),
    ).toBeVisible();
    await give(approvals.command('Approve'), 'The evidence holds');
    await cluster.untilExposed(ROUTE, { everyone: 0.5, internal: 1 });
    await cluster.untilExposed(ROUTE, { everyone: 1, internal: 1 });
  });

  await test.step('it completes, and Dana says that it is promoted', async () => {
    await expect(rollout.sign(/^Completed/)).toBeVisible({ timeout: 40_000 });
    await expect(
      rollout.exposed('Stage 5 of 5, 100 % of everyone'),
    ).toBeVisible();
    await give(rollout.command('New version is promoted'), 'Merged to main');
    await expect(rollout.part('Decisions')).toContainText('Merged to main');
    await expect(rollout.command('Roll back')).toHaveAttribute(
      'aria-disabled',
      'true',
    );
  });

  await test.step('Omar concludes the experiment', async () => {
    await new RolloutPage(omar.page).open(
      new URL(dana.page.url()).pathname.split('/').pop() ?? '',
    );
    await omar.page.getByRole('link', { name: title }).first().click();
    const experiment = new ExperimentPage(omar.page);
    await expect(experiment.title(title)).toBeVisible();
    await experiment.conclude().click();
    await experiment.outcome('Inconclusive').check();
    await experiment.fillLearning(LEARNING, 'Measure the time to pay as well');
    await experiment.confirm();
    await expect(experiment.conclusion()).toContainText(LEARNING);
  });

  await test.step('Lee reads what was learned, and can change nothing', async () => {
    const learnings = new LearningsPage(lee.page);
    await learnings.open();
    await learnings.search('round trips');
    await expect(learnings.learning(title)).toContainText(LEARNING);
    await expect(learnings.learning(title)).toContainText('Inconclusive');
    const playbooks = new PlaybooksPage(lee.page);
    await playbooks.open('demonstration');
    await expect(playbooks.learned()).toContainText(LEARNING);
    await playbooks.learned().getByRole('link', { name: title }).click();
    const experiment = new ExperimentPage(lee.page);
    await expect(experiment.title(title)).toBeVisible();
    await expect(
      lee.page.locator('main button:not([aria-disabled=true])').filter({
        hasText: /^(Approve|Object|Hold|Resume|Advance|Roll back|Conclude)/,
      }),
    ).toHaveCount(0);
  });
});
