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
import { FakeRollouts, refused, ROLLED_BACK } from '../../testing';

const learningField = () =>
  screen.findByRole('textbox', { name: /What was learned/ });

const press = (name: string) =>
  userEvent.click(screen.getByRole('button', { name }));

describe('the page of an experiment', () => {
  it('states goal, hypothesis, and what would prove it wrong', async () => {
    renderAt('/rollouts/experiments/e-1');
    expect(await screen.findByText('Fewer abandoned baskets')).toBeVisible();
    expect(screen.getByText(/We believe that one request/)).toHaveTextContent(
      'We are wrong if orders per visit do not rise, or errors do',
    );
  });

  it('shows an effect with its verdict, and its numbers as a table', async () => {
    renderAt('/rollouts/experiments/e-catalogue');
    const effect = await screen.findByRole('region', { name: 'Mean latency' });
    expect(within(effect).getByText('Worse')).toBeVisible();
    await userEvent.click(
      within(effect).getByRole('button', { name: 'Table: Mean latency' }),
    );
    expect(
      within(effect).getByRole('row', {
        name: /New version.*244.*ms.*39,870.*\+21\.4.*\+18\.0.*to \+25\.0/,
      }),
    ).toBeInTheDocument();
  });

  it('shows a test that is not valid as such, and why', async () => {
    renderAt('/rollouts/experiments/e-3');
    const effect = await screen.findByRole('region', { name: 'p95 latency' });
    expect(within(effect).getByText('No valid test')).toBeVisible();
    expect(effect).toHaveTextContent('a quantile carries no counts');
    expect(effect).toHaveTextContent('none without a valid test');
    expect(screen.getByText(/^There is no valid test\./)).toBeVisible();
  });

  it('lists its rollouts with environment, outcome and how far they got', async () => {
    renderAt('/rollouts/experiments/e-1');
    const table = await screen.findByRole('table', { name: 'Rollouts' });
    expect(within(table).getAllByRole('row')).toHaveLength(3);
    expect(
      within(table).getByRole('row', {
        name: /production.*Rolled back.*5\.0.*of everyone/,
      }),
    ).toBeInTheDocument();
    expect(within(table).getAllByRole('link')[1]).toHaveAttribute(
      'href',
      '/rollouts/r-rolled-back',
    );
  });

  it('says why it can not be concluded while some are exposed', async () => {
    renderAt('/rollouts/experiments/e-1');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Conclude' }),
    );
    expect(screen.getByRole('dialog', { name: 'Why not' })).toHaveTextContent(
      'Complete the rollout, or roll it back.',
    );
  });

  it('concludes the version seen, with the outcome that is proposed', async () => {
    const { api } = renderAt('/rollouts/experiments/e-3?conclude=1');
    await userEvent.type(await learningField(), ' The planner is slow. ');
    expect(screen.getByRole('radio', { name: /^Inconclusive/ })).toBeChecked();
    await press('Conclude');
    await waitFor(() =>
      expect(api.inputs('concludeExperiment')).toEqual([
        expect.objectContaining({
          params: { id: 'e-3' },
          body: {
            version: ROLLED_BACK.version,
            outcome: 'inconclusive',
            learning: 'The planner is slow.',
          },
          idempotencyKey: expect.any(String),
        }),
      ]),
    );
    const conclusion = await screen.findByRole('region', {
      name: 'Conclusion',
    });
    expect(conclusion).toHaveTextContent('The planner is slow.');
    expect(conclusion).toHaveTextContent('Inconclusive');
    expect(
      screen.queryByRole('textbox', { name: /What was learned/ }),
    ).not.toBeInTheDocument();
  });

  it('sends what was chosen instead of what is proposed', async () => {
    const { api } = renderAt('/rollouts/experiments/e-3?conclude=1');
    await userEvent.type(await learningField(), 'Users left.');
    await userEvent.type(
      screen.getByRole('textbox', { name: /differently/ }),
      'Ask them first.',
    );
    await userEvent.click(screen.getByRole('radio', { name: /^Refuted/ }));
    await press('Conclude');
    await waitFor(() =>
      expect(api.inputs('concludeExperiment')[0]?.body).toEqual(
        expect.objectContaining({
          outcome: 'refuted',
          differently: 'Ask them first.',
        }),
      ),
    );
  });

  it('asks for a learning before it sends anything', async () => {
    const { api } = renderAt('/rollouts/experiments/e-3?conclude=1');
    await learningField();
    await press('Conclude');
    expect(
      await screen.findByText(/^Say what was learned/),
    ).toBeInTheDocument();
    expect(api.inputs('concludeExperiment')).toEqual([]);
  });

  it('keeps what was typed when it is refused, and sends the newer version', async () => {
    const api = new FakeRollouts();
    const newer = { ...ROLLED_BACK, version: ROLLED_BACK.version + 3 };
    api.on('concludeExperiment', () => {
      api.experiments.set(newer.id, newer);
      throw refused(409, {
        message: 'The experiment changed meanwhile.',
        remedy: 'Look at it again.',
      });
    });
    renderAt('/rollouts/experiments/e-3?conclude=1', { api });
    await userEvent.type(await learningField(), 'Kept.');
    await press('Conclude');
    expect(
      await screen.findByText('The experiment changed meanwhile.'),
    ).toBeInTheDocument();
    expect(await learningField()).toHaveValue('Kept.');
    await waitFor(() =>
      expect(api.inputs('getExperiment').length).toBeGreaterThan(1),
    );
    await press('Conclude');
    await waitFor(() =>
      expect(
        api.inputs('concludeExperiment').map(({ body }) => body?.version),
      ).toEqual([ROLLED_BACK.version, newer.version]),
    );
  });

  it('shows a conclusion and its learning before all else', async () => {
    renderAt('/rollouts/experiments/e-learned-0');
    const headings = (await screen.findAllByRole('heading', { level: 3 })).map(
      ({ textContent }) => textContent,
    );
    expect(headings[0]).toBe('Conclusion');
    expect(screen.getByText('Refuted')).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Conclude' }),
    ).not.toBeInTheDocument();
  });

  it('says what failed, and tries again', async () => {
    const api = new FakeRollouts().fail(
      'getExperiment',
      refused(403, { message: 'Experiments are not for you to see.' }),
    );
    renderAt('/rollouts/experiments/e-1', { api });
    expect(
      await screen.findByText('Experiments are not for you to see.'),
    ).toBeVisible();
    api.on('getExperiment', () => ROLLED_BACK);
    await press('Try again');
    expect(
      await screen.findByRole('heading', { name: ROLLED_BACK.title }),
    ).toBeVisible();
  });
});
