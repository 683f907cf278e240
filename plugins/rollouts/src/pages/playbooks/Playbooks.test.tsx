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
import { FakeRollouts, PLAYBOOK, PROPOSED, refused } from '../../testing';

describe('playbooks', () => {
  it('says of each how long it takes at least and how it fared', async () => {
    renderAt('/rollouts/playbooks');
    const card = await screen.findByRole('region', { name: PLAYBOOK.title });
    expect(card).toHaveTextContent('Version 3, 4 stages, at least 55 min');
    expect(card).toHaveTextContent('42 rollouts, 5 rolled back (11.9 %)');
    expect(
      within(card).getByRole('link', { name: PLAYBOOK.title }),
    ).toHaveAttribute('href', '/rollouts/playbooks/web-service');
  });

  it('lists what is only proposed, and leads to its sign-off', async () => {
    renderAt('/rollouts/playbooks');
    const card = within(
      await screen.findByRole('region', { name: PROPOSED.title }),
    );
    expect(card.getByText('Waits for sign-off')).toBeInTheDocument();
    expect(card.getByText('Waits for sign-off by on-call')).toBeInTheDocument();
    expect(card.getByRole('link', { name: PROPOSED.title })).toHaveAttribute(
      'href',
      '/rollouts/playbooks/mobile-apps/changes/c-mobile',
    );
  });

  it('marks the one for demonstrations, and one that nobody has used', async () => {
    const api = new FakeRollouts().on('listPlaybooks', () => ({
      proposed: [],
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
      api: new FakeRollouts().on('listPlaybooks', () => ({
        items: [],
        proposed: [],
      })),
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
    expect(diff).toHaveTextContent(
      /Step 3Is: Tell #shop-incidents what you saw/,
    );
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

  it('shows the version that a rollout leads to, and which is newest', async () => {
    renderAt('/rollouts/playbooks/web-service?version=2');
    await userEvent.click(
      await within(
        await screen.findByRole('region', {
          name: 'This is version 2; the newest is version 3',
        }),
      ).findByRole('link', { name: 'Go to version 3' }),
    );
    expect(await screen.findByText('Version 3, the newest')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Version 2' })).toHaveAttribute(
      'href',
      '/rollouts/playbooks/web-service?version=2',
    );
  });

  it('leads from every figure to the rollouts behind it', async () => {
    renderAt('/rollouts/playbooks/web-service');
    const fared = await screen.findByRole('group', { name: 'How it fared' });
    expect(
      within(fared)
        .getAllByRole('link')
        .map(link => [
          link.textContent?.replace(/\s/g, ' '),
          link.getAttribute('href'),
        ]),
    ).toEqual([
      ['42', '/rollouts?playbook=web-service&drills=without'],
      ['37', '/rollouts?playbook=web-service&drills=without&outcome=completed'],
      ['5', '/rollouts?playbook=web-service&drills=without&outcome=reversed'],
      [
        '4',
        '/rollouts?playbook=web-service&drills=without&outcome=reversed-automatically',
      ],
      [
        '1',
        '/rollouts?playbook=web-service&drills=without&outcome=reversed-by-hand',
      ],
      [
        '1.2 s',
        '/rollouts?playbook=web-service&drills=without&outcome=reversed',
      ],
      [
        '3.4 s',
        '/rollouts?playbook=web-service&drills=without&outcome=reversed',
      ],
      ['3 of 4', '/rollouts?playbook=web-service&drills=only'],
      ['last one passed', '/rollouts/r-drill'],
    ]);
  });

  it('says what is overdue, and records a review with its note', async () => {
    const api = new FakeRollouts().on('getPlaybook', () => ({
      ...PLAYBOOK,
      review: { ...PLAYBOOK.review, overdue: true },
    }));
    renderAt('/rollouts/playbooks/web-service', { api });
    expect(await screen.findByText(/^Review overdue/)).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Mark as reviewed' }),
    );
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Everything in it is still true.',
      }),
    );
    const dialog = screen.getByRole('dialog');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Mark as reviewed' }),
    );
    await waitFor(() =>
      expect(api.inputs('reviewPlaybook')[0]?.body).toEqual({
        version: 3,
        note: 'Everything in it is still true.',
      }),
    );
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
