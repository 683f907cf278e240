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
import { fill, renderAt } from '../../__testUtils__/render';
import {
  anAudit,
  FakeRollouts,
  refused,
  TAMPERED,
  VERIFICATION,
} from '../../testing';

const PATH = '/rollouts/audit';

const over = (state = anAudit()) =>
  new FakeRollouts().on('getAudit', () => state);

const press = async (name: string) =>
  userEvent.click(await screen.findByRole('button', { name }));

it('says in one sentence that everything is intact, and which tail is not covered', async () => {
  renderAt(PATH, { api: over() });
  expect(await screen.findByText(/covers 1198, the 2 newest/)).toBeVisible();
  expect(screen.getByText('Intact')).toBeVisible();
  expect(screen.getByText(/Has the same, up to the head/)).toBeVisible();
  expect(screen.getByText('Up to date')).toBeVisible();
  const glance = within(
    screen.getByRole('group', { name: 'The audit at a glance' }),
  );
  expect(glance.getByText('1,200')).toBeVisible();
});

it('names the first bad entry, and leads to it', async () => {
  renderAt(PATH, { api: over(anAudit({ verification: TAMPERED })) });
  const fault = within(
    await screen.findByRole('region', { name: 'The first bad entry' }),
  );
  expect(fault.getByText(/Decision 3 .* number 57 of all/)).toBeVisible();
  expect(
    fault.getByRole('link', { name: 'Show the experiment' }),
  ).toHaveAttribute('href', '/rollouts/experiments/e-one-page');
});

it('verifies, and shows how far it is', async () => {
  let state = anAudit({ verification: null });
  const api = new FakeRollouts()
    .on('getAudit', () => state)
    .on('verifyAudit', () => {
      const running = { ...VERIFICATION, state: 'running', verdict: null };
      state = anAudit({ verification: { ...running, state: 'running' } });
      return { ...running, state: 'running' };
    });
  renderAt(PATH, { api });
  expect(await screen.findByText(/Nobody has verified/)).toBeVisible();
  await press('Verify now');
  expect(await screen.findByText(/1,200 of 1,200/)).toBeVisible();
});

it('lists acts of governance, of one kind where that is asked for', async () => {
  const api = over();
  renderAt(PATH, { api });
  const table = within(
    await screen.findByRole('table', { name: 'Acts of governance' }),
  );
  expect(await table.findByText('The sale is over')).toBeVisible();
  expect(
    table.getByRole('link', { name: 'Playbook: Standard' }),
  ).toHaveAttribute('href', '/rollouts/playbooks/standard');
  await userEvent.selectOptions(
    screen.getByLabelText('Kind of record'),
    'review',
  );
  expect(await screen.findByText('The guardrail was too wide')).toBeVisible();
  await waitFor(() =>
    expect(screen.queryByText('The sale is over')).not.toBeInTheDocument(),
  );
});

it('counts nothing for who may not see everything', async () => {
  renderAt(PATH, {
    api: over(
      anAudit({
        whole: false,
        entries: null,
        published: null,
        newer: null,
        head: null,
      }),
    ),
  });
  expect(await screen.findByText(/counts those of others too/)).toBeVisible();
  expect(screen.queryByText('Newest tree head')).not.toBeInTheDocument();
});

it('says what is in the way, and which copy fails', async () => {
  renderAt(PATH, {
    api: over(
      anAudit({
        troubles: ['Tree heads are copied nowhere.'],
        copies: [
          {
            name: 'https://archive.example.com/heads',
            size: 12,
            copiedAt: null,
            trouble: 'it answers 503',
          },
        ],
      }),
    ),
  });
  expect(await screen.findByText('Fails: it answers 503')).toBeVisible();
  expect(screen.getByText('Tree heads are copied nowhere.')).toBeVisible();
});

it('exports what was asked for, and shows why it was refused', async () => {
  const api = over().fail(
    'exportDecisionsAsCsv',
    refused(403, { message: 'Not for you', remedy: 'Ask somebody' }),
  );
  renderAt(PATH, { api });
  await fill(
    await screen.findByRole('textbox', { name: 'Person' }),
    'user:default/dana',
  );
  await press('Export as CSV');
  expect(await screen.findByText(/Not for you/)).toBeVisible();
  await waitFor(() =>
    expect(api.inputs('exportDecisionsAsCsv')).toMatchObject([
      { query: { person: 'user:default/dana' } },
    ]),
  );
});

it('says who may not see it', async () => {
  renderAt(PATH, {
    api: new FakeRollouts().fail(
      'getAudit',
      refused(403, { message: 'You lack the permission' }),
    ),
  });
  expect(await screen.findByText(/You lack the permission/)).toBeVisible();
});
