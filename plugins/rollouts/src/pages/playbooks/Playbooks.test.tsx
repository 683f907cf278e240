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
import { FakeRollouts, PLAYBOOK, refused } from '../../testing';

describe('playbooks', () => {
  it('says of each how long it takes at least and how it fared', async () => {
    renderAt('/rollouts/playbooks');
    const card = await screen.findByRole('region', { name: PLAYBOOK.title });
    expect(card).toHaveTextContent('Version 3, 4 stages, at least 55 min');
    expect(card).toHaveTextContent('5rolled back11.9 % of 42');
    expect(
      within(card).getByRole('link', { name: PLAYBOOK.title }),
    ).toHaveAttribute('href', '/rollouts/playbooks/web-service');
  });

  it('marks the one for demonstrations, and one that nobody has used', async () => {
    const api = new FakeRollouts().on('listPlaybooks', () => ({
      items: [
        {
          ...PLAYBOOK,
          demonstration: true,
          fared: {
            rollouts: 0,
            completed: 0,
            rolledBack: 0,
            medianSecondsToRestore: null,
            p90SecondsToRestore: null,
            rolledBackAutomatically: 0,
            rolledBackByHand: 0,
            drills: { passed: 0, failed: 0, last: null },
          },
        },
      ],
    }));
    renderAt('/rollouts/playbooks', { api });
    expect(await screen.findByText('For demonstrations')).toBeVisible();
    expect(screen.getByText('No rollout has used it yet')).toBeVisible();
  });

  it('says where playbooks come from when there are none', async () => {
    renderAt('/rollouts/playbooks', {
      api: new FakeRollouts().on('listPlaybooks', () => ({ items: [] })),
    });
    expect(await screen.findByText(/rollouts\.playbooks/)).toBeVisible();
  });
});

describe('a playbook', () => {
  it('gives the recovery steps before all else, and whom to call', async () => {
    renderAt('/rollouts/playbooks/web-service');
    const parts = await screen.findAllByRole('heading', { level: 3 });
    expect(parts[0]).toHaveTextContent('Recovery steps');
    const steps = within(
      screen.getByRole('region', { name: 'Recovery steps' }),
    ).getAllByRole('listitem');
    expect(steps).toHaveLength(PLAYBOOK.recoverySteps.length);
    expect(screen.getByText('#shop-incidents')).toBeVisible();
  });

  it('shows what changed between two versions', async () => {
    const { api } = renderAt('/rollouts/playbooks/web-service');
    const diff = await screen.findByRole('region', {
      name: 'Changes from version 2 to version 3',
    });
    expect(diff).toHaveTextContent(/added: "Tell #shop-incidents what you saw/);
    expect(api.inputs('getPlaybook').map(({ query }) => query)).toEqual(
      expect.arrayContaining([{ version: 2 }, { version: 3 }]),
    );
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'Shown' }),
      'Version 1',
    );
    expect(
      await screen.findByText('Both versions say the same.'),
    ).toBeVisible();
  });

  it('leads to a request that starts from it', async () => {
    renderAt('/rollouts/playbooks/web-service');
    expect(
      await screen.findByRole('link', { name: 'Request a rollout' }),
    ).toHaveAttribute('href', '/rollouts/new?playbook=web-service');
  });

  it('says what failed, and tries again', async () => {
    const api = new FakeRollouts().fail(
      'getPlaybook',
      refused(404, { message: 'There is no playbook web-service.' }),
    );
    renderAt('/rollouts/playbooks/web-service', { api });
    expect(
      await screen.findByText('There is no playbook web-service.'),
    ).toBeVisible();
    api.on('getPlaybook', () => PLAYBOOK);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() =>
      expect(
        screen.getByRole('heading', { name: PLAYBOOK.title }),
      ).toBeVisible(),
    );
  });
});
