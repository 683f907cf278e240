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
import { fill, renderAt } from '../__testUtils__/render';
import { aRollout, commands, FakeRollouts, HASH, OLE } from '../testing';

const inTheWay = [
  {
    command: 'bypass' as const,
    open: true,
    policy: 'minimum-bake',
    sentence: 'Stage 2 is observed for too short a time',
  },
  {
    command: 'bypass' as const,
    open: true,
    policy: 'freeze',
    freeze: 'f-1',
    sentence: 'The shop is frozen until Monday',
  },
];

function renderWith(overrides: Parameters<typeof aRollout>[0]) {
  const rollout = aRollout({ id: 'r-1', ...overrides });
  return renderAt('/rollouts/r-1', { api: new FakeRollouts([rollout]) });
}

it('goes past what is chosen, with a justification', async () => {
  const { api } = renderWith({ commands: commands(['roll-back'], inTheWay) });
  await userEvent.click(
    await screen.findByRole('button', { name: /^Bypass:/ }),
  );
  const dialog = within(await screen.findByRole('dialog'));
  expect(
    dialog.getByText(/Owners, operators and security are told/),
  ).toBeInTheDocument();
  await userEvent.click(dialog.getByLabelText(/The shop is frozen/));
  await fill(
    dialog.getByRole('textbox'),
    'Nobody in Spain can pay, and this is the mend',
  );
  await userEvent.click(dialog.getByRole('button', { name: 'Bypass' }));
  await waitFor(() => expect(api.inputs('commandRollout')).toHaveLength(1));
  expect(api.inputs('commandRollout')[0]?.body).toEqual({
    command: 'bypass',
    version: 7,
    policy: 'freeze',
    freeze: 'f-1',
    planHash: HASH,
    reason: 'Nobody in Spain can pay, and this is the mend',
  });
});

it('is not there while nothing is in the way', async () => {
  renderWith({ commands: commands(['roll-back']) });
  await screen.findByRole('button', { name: /^Roll back/ });
  expect(screen.queryByRole('button', { name: /^Bypass/ })).toBeNull();
});

it('shows who went past what, and only while that lasts', async () => {
  const bypass = {
    policy: 'minimum-bake',
    title: 'Minimum bake time',
    planHash: HASH,
    actor: OLE,
    reason: 'Nobody in Spain can pay',
    at: new Date(Date.now() - 60_000).toISOString(),
    expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    reviewId: 'v-1',
  };
  renderWith({
    now: new Date().toISOString(),
    bypasses: [
      bypass,
      {
        ...bypass,
        policy: 'minimum-sample',
        title: undefined,
        expiresAt: bypass.at,
        reviewId: 'v-2',
      },
    ],
  });
  expect(
    await screen.findByRole('region', {
      name: 'Bypassed: Minimum bake time',
    }),
  ).toHaveTextContent(/Nobody in Spain can pay.*Ole Owner/);
  expect(screen.queryByText(/Bypassed: Minimum sample/)).toBeNull();
});
