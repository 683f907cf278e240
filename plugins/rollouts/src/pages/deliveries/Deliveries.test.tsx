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
import { DELIVERIES, FakeRollouts, refused, UNREACHED } from '../../testing';

const PATH = '/rollouts/deliveries';

const page = (items = DELIVERIES, webhooks = ['chat', 'on-call']) => ({
  items,
  counts: { pending: 1, delivered: 1, failed: 1 },
  webhooks,
  unreached: UNREACHED,
  nextCursor: null,
  now: new Date().toISOString(),
});

async function rows() {
  const table = await screen.findByRole('table', { name: 'Deliveries' });
  await within(table).findByText('The receiver answered 503');
  return within(table).getAllByRole('row').slice(1);
}

it('shows what failed first, why, and what goes where', async () => {
  renderAt(PATH, {
    api: new FakeRollouts().on('listDeliveries', () => page()),
  });
  const [failed, pending] = (await rows()).map(row => within(row));
  expect(failed.getByText('Failed')).toBeInTheDocument();
  expect(failed.getByText('10 attempts')).toBeInTheDocument();
  expect(failed.getByText('events.pagerduty.com')).toBeInTheDocument();
  expect(pending.getByText('Not taken yet')).toBeInTheDocument();
  expect(pending.queryByRole('button')).toBe(null);
});

it('sends again what failed', async () => {
  const replayed: string[] = [];
  renderAt(PATH, {
    api: new FakeRollouts()
      .on('listDeliveries', () => page())
      .on('replayDelivery', ({ params }) => {
        replayed.push(params?.id ?? '');
        return DELIVERIES[1];
      }),
  });
  const [failed] = await rows();
  await userEvent.click(
    within(failed).getByRole('button', { name: /^Send again/ }),
  );
  expect(replayed).toEqual(['d-failed']);
});

it('says why it was not sent again', async () => {
  renderAt(PATH, {
    api: new FakeRollouts()
      .on('listDeliveries', () => page())
      .on('replayDelivery', () => {
        throw refused(409, { message: 'It is on its way already' });
      }),
  });
  const [failed] = await rows();
  await userEvent.click(
    within(failed).getByRole('button', { name: /^Send again/ }),
  );
  expect(
    await screen.findByText('It is on its way already'),
  ).toBeInTheDocument();
});

it('says what to configure when no receiver is', async () => {
  renderAt(PATH, {
    api: new FakeRollouts().on('listDeliveries', () => page([], [])),
  });
  expect(
    await screen.findByText('No webhook is configured'),
  ).toBeInTheDocument();
});

it('asks for one state only', async () => {
  const asked: unknown[] = [];
  renderAt(PATH, {
    api: new FakeRollouts().on('listDeliveries', ({ query }) => {
      asked.push(query?.state);
      return page();
    }),
  });
  await rows();
  await userEvent.selectOptions(screen.getByLabelText('State'), 'failed');
  await rows();
  expect(asked).toContain('failed');
});

it('shows what reached nobody, whose group is empty and what to do', async () => {
  renderAt(PATH, {
    api: new FakeRollouts().on('listDeliveries', () => page()),
  });
  const table = await screen.findByRole('table', { name: 'Reached nobody' });
  expect(
    within(table).getByRole('link', { name: UNREACHED[0].title }),
  ).toHaveAttribute('href', UNREACHED[0].link);
  expect(within(table).getByText(/checkout-approvers/)).toBeInTheDocument();
  expect(within(table).getByText('Operators')).toBeInTheDocument();
  expect(screen.getByText(/Add people to them/)).toBeInTheDocument();
});

it('keeps deliveries in sight when many messages reached nobody', async () => {
  const unreached = Array.from({ length: 12 }, (_, id) => ({
    ...UNREACHED[0],
    id: String(id),
  }));
  renderAt(PATH, {
    api: new FakeRollouts().on('listDeliveries', () => ({
      ...page(),
      unreached,
    })),
  });
  const table = await screen.findByRole('table', { name: 'Reached nobody' });
  expect(within(table).getAllByRole('link')).toHaveLength(5);
  await userEvent.click(
    screen.getByRole('button', { name: 'Show 7 more that reached nobody' }),
  );
  expect(within(table).getAllByRole('link')).toHaveLength(12);
});

it('is said on Operations', async () => {
  renderAt('/rollouts/operations', {
    api: new FakeRollouts().on('listDeliveries', () => page()),
  });
  expect(
    await screen.findByText('1 message reached nobody'),
  ).toBeInTheDocument();
});
