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

import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderAt } from '../../__testUtils__/render';
import {
  aCluster,
  BY_PHASE,
  CLUSTERS,
  FakeRollouts,
  refused,
} from '../../testing';

const PATH = '/rollouts/operations';

const card = async (name: string) =>
  within(await screen.findByRole('region', { name }));

function over(clusters = CLUSTERS, api = new FakeRollouts()) {
  return api.on('listClusters', () => ({
    items: clusters,
    now: new Date().toISOString(),
  }));
}

describe('operations', () => {
  it('shows what is stuck, rolling back or held, in that order, and nothing else', async () => {
    renderAt(PATH);
    const { stuck, held } = BY_PHASE;
    const table = await screen.findByRole('table', {
      name: 'Rollouts that are stuck, rolling back or held',
    });
    await within(table).findByRole('link', { name: held.experiment.title });
    expect(
      within(table)
        .getAllByRole('link')
        .map(link => link.textContent),
    ).toEqual(
      [stuck, BY_PHASE['rolling-back'], held].map(
        ({ experiment }) => experiment.title,
      ),
    );
    expect(
      within(table).getAllByRole('button', { name: /^Roll back/ }),
    ).toHaveLength(3);
  });

  it('says so when nothing needs anybody', async () => {
    renderAt(PATH, { api: new FakeRollouts([BY_PHASE.observing]) });
    expect(
      await screen.findByText('Nothing is stuck, rolling back or held.'),
    ).toBeInTheDocument();
  });

  it('shows of a cluster how it is and what is governed there', async () => {
    renderAt(PATH, { api: over() });
    const production = await card('production');
    expect(production.getByText('Reachable')).toBeInTheDocument();
    expect(production.getByText('v1.33.4')).toBeInTheDocument();
    expect(production.getByText(/in 14\sms/)).toBeInTheDocument();
    expect(production.getByText('All there, in shop')).toBeInTheDocument();
    const row = within(
      production.getByText('shop/checkout').closest('tr') as HTMLElement,
    );
    expect(row.getByText(/5\.0\s% of everyone/)).toBeInTheDocument();
    expect(row.getByText('1.4')).toBeInTheDocument();
    expect(row.getByRole('link')).toHaveAttribute(
      'href',
      '/rollouts/r-observing',
    );
  });

  it('names the reason and the remedy of what can’t be reached or used', async () => {
    renderAt(PATH, { api: over() });
    const silent = await card('production-us');
    expect(silent.getByText('Unreachable')).toBeInTheDocument();
    expect(silent.getByText(/ETIMEDOUT.*Check that/)).toBeInTheDocument();
    expect(silent.getByText(/answers 503/)).toBeInTheDocument();
    expect(silent.getByText(/14 attempts/)).toBeInTheDocument();
    const staging = await card('staging');
    expect(staging.getByText('Can’t be used')).toBeInTheDocument();
    expect(staging.getByText(/give it authProvider/)).toBeInTheDocument();
  });

  it('names missing permissions', async () => {
    renderAt(PATH, { api: over() });
    const eu = await card('production-eu');
    expect(
      eu.getByText(/may not get and patch httproutes.*billing/),
    ).toBeInTheDocument();
    const glance = within(
      screen.getByRole('group', { name: 'Clusters at a glance' }),
    );
    expect(glance.getByText('2 of 4')).toBeInTheDocument();
    expect(glance.getByText('in production-eu/billing')).toBeInTheDocument();
  });

  it('tells what a target should show where it shows something else', async () => {
    const [target] = aCluster().targets;
    const exposure = { internal: 10_000, everyone: 900 };
    renderAt(PATH, {
      api: over([
        aCluster({ targets: [{ ...target, exposure, accepted: false }] }),
      ]),
    });
    const production = await card('production');
    expect(production.getByText(/9\.0\s% of everyone/)).toBeInTheDocument();
    expect(
      production.getByText(/^should be 5\.0\s% of everyone/),
    ).toBeInTheDocument();
    expect(production.getByText(/^not taken/)).toBeInTheDocument();
  });

  it('says what it will show while no cluster is configured', async () => {
    renderAt(PATH, { api: over([]) });
    expect(
      await screen.findByText('No cluster is configured'),
    ).toBeInTheDocument();
  });

  it('keeps each half when the other fails, and tries again', async () => {
    const api = new FakeRollouts().fail(
      'listClusters',
      refused(403, { message: 'Not for you', remedy: 'Ask somebody' }),
    );
    renderAt(PATH, { api });
    expect(await screen.findByText(/Not for you/)).toBeInTheDocument();
    expect(
      await screen.findByRole('link', {
        name: BY_PHASE.stuck.experiment.title,
      }),
    ).toBeInTheDocument();
    over([aCluster()], api);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('region', { name: 'production' }),
    ).toBeInTheDocument();
  });
});
