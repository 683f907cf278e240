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

import { lingering, routeOf } from './api';
import { BoardPage } from './pages/board';
import { ExperimentPage } from './pages/experiment';
import { give } from './pages/reason';
import { RolloutPage } from './pages/rollout';
import { SandboxPage } from './pages/sandbox';
import { expect, test } from './portal';

const ROUTE = routeOf('recommendations');

test.describe('the way back', () => {
  test.afterEach(({ cluster }) => cluster.behave('recommendations', 'healthy'));

  test('is taken without a person when the new version fails', async ({
    as,
    rollouts,
    cluster,
  }) => {
    const title = rollouts.titled('Suggestions from the last week');
    const baseline = await cluster.spec(ROUTE);
    const [dana, omar] = await Promise.all([as('dana'), as('omar')]);
    const id = await rollouts.request('dana', 'recommendations', title);
    const rollout = new RolloutPage(dana.page);
    await rollout.open(id);
    await expect(rollout.title(title)).toBeVisible();

    const sandbox = new SandboxPage(omar.page);
    await sandbox.open();
    await rollouts.approve('omar', id);
    await cluster.untilExposed(ROUTE, { everyone: 0, internal: 1 });
    await expect(rollout.exposed('Stage 1 of 5')).toBeVisible();
    await sandbox.behaviour('recommendations', 'Failing').check();

    const banner = rollout.reversal();
    await expect(banner).toBeVisible({ timeout: 40_000 });
    await expect(banner).toContainText(
      /Failed requests .* %, limit 8\.0 %, baseline/,
    );
    for (const part of ['detect', 'decide', 'restore', 'verify']) {
      await expect(banner).toContainText(new RegExp(`${part}.*\\d`));
    }
    await expect(banner).toContainText('Nobody must do anything.');
    await expect(rollout.sign(/^Rolled back/)).toBeVisible();
    expect(await cluster.spec(ROUTE)).toBe(baseline);
    await sandbox.behaviour('recommendations', 'Healthy').check();

    await rollout.writeLearned().click();
    const experiment = new ExperimentPage(dana.page);
    await experiment.conclude().click();
    await expect(experiment.form()).toContainText('Proposed:');
    await experiment.fillLearning('The suggestions failed under load', '');
    await experiment.confirm();
    await expect(experiment.conclusion()).toContainText(
      'The suggestions failed under load',
    );
  });

  test('is two presses and a reason, after holding and resuming', async ({
    as,
    rollouts,
    cluster,
  }) => {
    const title = rollouts.titled('Suggestions by season');
    const baseline = await cluster.spec(ROUTE);
    const id = await rollouts.request(
      'dana',
      'recommendations',
      title,
      lingering,
    );
    await rollouts.approve('omar', id);
    const [{ page }, omar] = await Promise.all([as('petra'), as('omar')]);
    const rollout = new RolloutPage(page);
    await rollout.open(id);
    await expect(rollout.exposed('Stage 1 of 5')).toBeVisible();
    await give(rollout.command('Hold'), 'Another incident');
    await expect(rollout.sign('Held: Another incident')).toBeVisible();
    const owned = new RolloutPage(omar.page);
    await owned.open(id);
    await give(rollout.command('Resume'), 'It is over');
    await expect(owned.sign('Held')).toBeHidden();
    await expect(rollout.sign('Held')).toBeHidden();

    const board = new BoardPage(page);
    await board.open();
    await give(board.rollBack(title), 'Pages are slow in one region');
    await expect(board.row(title)).toContainText('Rolled back');
    expect(await cluster.spec(ROUTE)).toBe(baseline);
    await rollout.open(id);
    await expect(rollout.reversal()).toContainText('Petra Novak');
    await expect(rollout.part('Decisions')).toContainText(
      'Pages are slow in one region',
    );
  });
});
