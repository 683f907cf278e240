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

import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderAt } from '../../__testUtils__/render';
import { FakeRollouts, refused } from '../../testing';
import { PERIODS, periodOf } from './period';

const PATH = '/rollouts/insights';

async function figure(title: string) {
  const heading = await screen.findByRole('heading', { name: title });
  const card = heading.closest('article');
  if (!card) throw new Error(`${title} is no figure`);
  return within(card);
}

describe('Insights', () => {
  it('shows each figure with its sample, the period before and its definition', async () => {
    await renderAt(PATH);
    const lead = await figure('Change lead time');
    expect(lead.getByText('1 h 30 min')).toBeInTheDocument();
    expect(
      lead.getByText(/90 % within .*, of 12 measured/),
    ).toBeInTheDocument();
    expect(lead.getByText('The period before: 2 h (of 9)')).toBeInTheDocument();
    expect(lead.getByText(/From the request of a rollout/)).toBeInTheDocument();
    expect(lead.getByRole('img', { name: /oldest part/ })).toBeInTheDocument();
  });

  it('sums the period up in sentences before its figures', async () => {
    await renderAt(PATH);
    expect(
      await screen.findByText(
        /12 rollouts exposed somebody; 3 were taken back/,
      ),
    ).toBeVisible();
  });

  it('says so where nothing was measured', async () => {
    await renderAt(PATH);
    const wait = await figure('Approval waiting time');
    expect(wait.getByText('Nothing measured')).toBeInTheDocument();
    expect(wait.queryByText(/of 0/)).not.toBeInTheDocument();
    expect(wait.queryByRole('button')).not.toBeInTheDocument();
  });

  it('leads from a figure to the rollouts behind it, and back', async () => {
    const api = new FakeRollouts();
    await renderAt(PATH, { api });
    const lead = await figure('Change lead time');
    await userEvent.click(lead.getByRole('button', { name: /behind it: 3/ }));
    const link = await screen.findByRole('link', {
      name: 'Faster checkout with fewer round trips',
    });
    expect(link).toHaveAttribute('href', '/rollouts/r-rolled-back');
    expect(api.inputs('listBehind')[0].params).toEqual({
      figure: 'change-lead-time',
    });
    await userEvent.click(screen.getByRole('button', { name: 'All figures' }));
    expect(await figure('Change fail rate')).toBeDefined();
  });

  it('asks for what the address says', async () => {
    const api = new FakeRollouts();
    await renderAt(`${PATH}?period=lastMonth&playbook=standard`, { api });
    await figure('Change lead time');
    expect(api.inputs('getInsights')[0].query).toEqual({
      ...periodOf('lastMonth', new Date()),
      playbook: 'standard',
    });
  });

  it('names the file after the first and the last day of the period', async () => {
    const names: string[] = [];
    Object.assign(URL, { createObjectURL: () => '', revokeObjectURL() {} });
    jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(function noted(this: HTMLAnchorElement) {
        names.push(this.download);
      });
    await renderAt(`${PATH}?period=lastMonth`);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Markdown' }),
    );
    await waitFor(() =>
      expect(names).toEqual([
        expect.stringMatching(/^rollouts-(.{7})-01-\1-(28|29|30|31)\.md$/),
      ]),
    );
    jest.restoreAllMocks();
  });

  it('thanks who stopped early', async () => {
    await renderAt(PATH);
    expect(
      await screen.findByText('Baskets looked empty for a moment'),
    ).toBeInTheDocument();
  });

  it('says who may not see it what to do', async () => {
    const api = new FakeRollouts();
    api.fail(
      'getInsights',
      refused(403, {
        message: 'You do not have the permission rollouts.insights.read',
        remedy: 'Ask whoever administers the permissions',
      }),
    );
    await renderAt(PATH, { api });
    expect(
      await screen.findByText(/permission rollouts.insights.read/),
    ).toBeInTheDocument();
  });
});

describe('periodOf', () => {
  const now = new Date('2026-03-31T22:30:00Z');

  it.each<[(typeof PERIODS)[number], string, string]>([
    ['days28', '2026-03-04', '2026-04-01'],
    ['thisMonth', '2026-03-01', '2026-04-01'],
    ['lastMonth', '2026-02-01', '2026-03-01'],
    ['days90', '2026-01-01', '2026-04-01'],
    ['year', '2025-04-01', '2026-04-01'],
  ])('of %s', (name, from, to) => {
    expect(periodOf(name, now)).toEqual({
      from: `${from}T00:00:00.000Z`,
      to: `${to}T00:00:00.000Z`,
    });
  });

  it('of last month in January is December', () => {
    expect(periodOf('lastMonth', new Date('2026-01-15T00:00:00Z')).from).toBe(
      '2025-12-01T00:00:00.000Z',
    );
  });
});
