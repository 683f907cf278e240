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

import {
  act,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
import { renderAt, renderCommands } from '../../__testUtils__/render';
import { BY_PHASE, FakeRollouts, refused } from '../../testing';
import BoardPage from '.';

function Url() {
  return <output data-testid="url">{useLocation().search}</output>;
}

async function titles() {
  const table = await screen.findByRole('table');
  await within(table).findAllByRole('link');
  return within(table)
    .getAllByRole('link')
    .map(link => link.textContent);
}

const { stuck, observing, held } = BY_PHASE;

describe('board', () => {
  it('shows a row a rollout, with ladder, sign, next and the way back', async () => {
    renderAt('/rollouts', { api: new FakeRollouts([observing]) });
    const link = await screen.findByRole('link', {
      name: observing.experiment.title,
    });
    const row = within(link.closest('tr') as HTMLElement);
    expect(
      row.getByRole('img', { name: /Stage 2 of 4, 5\.0\s% of everyone/ }),
    ).toBeInTheDocument();
    expect(row.getByText('Healthy')).toBeInTheDocument();
    expect(
      row.getByText(/^Stage 2 of 4 observes for \d+ more minutes, then needs/),
    ).toBeInTheDocument();
    expect(row.getByText(/limit 300 ms/)).toBeInTheDocument();
    expect(row.getByRole('button', { name: /^Roll back/ })).toBeInTheDocument();
  });

  it('keeps its filters in the URL, and reads them from it', async () => {
    const api = new FakeRollouts();
    renderCommands(
      <>
        <BoardPage />
        <Url />
      </>,
      { api },
    );
    await titles();
    await userEvent.selectOptions(screen.getByLabelText('Phase'), 'held');
    expect(screen.getByTestId('url')).toHaveTextContent('?phase=held');
    await waitFor(async () =>
      expect(await titles()).toEqual([held.experiment.title]),
    );
    await userEvent.click(
      screen.getByRole('button', { name: /held or unknown/ }),
    );
    expect(screen.getByTestId('url')).toHaveTextContent(
      '?phase=held&group=held-or-unknown',
    );
    expect(api.inputs('listRollouts').at(-1)?.query).toMatchObject({
      phase: 'held',
      group: 'held-or-unknown',
    });
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    expect(screen.getByTestId('url')).toHaveTextContent('');
  });

  it('opens with the filters of its URL, and ignores wrong ones', async () => {
    const { api } = renderAt('/rollouts?scope=mine&phase=nonsense');
    await titles();
    expect(api.inputs('listRollouts')[0]?.query).toEqual({
      scope: 'mine',
      limit: 25,
    });
  });

  it('says what it will show while there is nothing, and the first step', async () => {
    renderAt('/rollouts', { api: new FakeRollouts([]) });
    expect(await screen.findByText('No rollouts yet')).toBeInTheDocument();
    expect(
      screen.getAllByRole('link', { name: 'Request a rollout' })[0],
    ).toHaveAttribute('href', '/rollouts/new');
  });

  it('says why it failed, what to do, and tries again', async () => {
    const api = new FakeRollouts([observing]);
    api.fail(
      'listRollouts',
      refused(403, { message: 'Not granted.', remedy: 'Ask Ada.' }),
    );
    renderAt('/rollouts', { api });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('You may not see this');
    expect(alert).toHaveTextContent('What to do: Ask Ada.');
    const calls = api.inputs('listRollouts').length;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(api.inputs('listRollouts').length).toBeGreaterThan(calls);
  });

  it('keeps old values and says how old when updates are interrupted', async () => {
    const api = new FakeRollouts([observing]);
    const { signals } = renderAt('/rollouts', { api });
    await titles();
    api.fail('listRollouts', new TypeError('Failed to fetch'));
    act(() => signals.send());
    expect(
      await screen.findByText(
        /Live updates interrupted, last at \d\d:\d\d:\d\d, trying again/,
      ),
    ).toBeInTheDocument();
    expect(screen.getByText(observing.experiment.title)).toBeInTheDocument();
  });

  it('announces a change, marks it, and moves no row under the pointer', async () => {
    const api = new FakeRollouts([observing, held]);
    const { signals } = renderAt('/rollouts', { api });
    const before = await titles();
    fireEvent.pointerEnter(screen.getByRole('table'));
    const changed = { ...held, phase: 'stuck' as const };
    api.rollouts.clear();
    [changed, observing].forEach(each => api.rollouts.set(each.id, each));
    act(() => signals.send());
    expect(
      await screen.findByText(`${held.experiment.title}: Needs people now`),
    ).toBeInTheDocument();
    expect(await titles()).toEqual(before);
  });

  it('moves between rows by arrow keys', async () => {
    renderAt('/rollouts', { api: new FakeRollouts([stuck, observing]) });
    const [first, second] = await screen
      .findByRole('table')
      .then(async table => {
        await within(table).findAllByRole('link');
        return within(table).getAllByRole('link');
      });
    first?.focus();
    await userEvent.keyboard('{ArrowDown}');
    expect(second).toHaveFocus();
    await userEvent.keyboard('{Home}');
    expect(first).toHaveFocus();
  });
});
