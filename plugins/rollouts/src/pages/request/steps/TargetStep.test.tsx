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
import { swapped } from '@stagecraft/backstage-plugin-rollouts-common';
import { renderAt } from '../../../__testUtils__/render';
import { FakeRollouts, FOUND_TARGET } from '../../../testing';

const PATH = '/rollouts/new?service=component:default/checkout';

const opened = () =>
  screen.findByRole('heading', { name: /^Step 1 of 5: Service and target/ });

describe('the targets of a request', () => {
  afterEach(() => localStorage.clear());

  it('offers what is found in the cluster, and lets its backends change places', async () => {
    const { api } = renderAt(PATH);
    await opened();
    const target = screen.getByRole('combobox', { name: /^Target/ });
    const found = await within(target).findByRole('option', {
      name: 'eu-1/gateway-api/shop/checkout-api, found: checkout-api and checkout-api-next',
    });
    expect(
      screen.queryByRole('button', { name: 'Swap the two' }),
    ).not.toBeInTheDocument();
    await userEvent.selectOptions(target, found);
    expect(
      screen.getByText(/^Traffic moves from checkout-api to checkout-api-next/),
    ).toHaveTextContent('checkout-api has weight 100');
    await userEvent.click(screen.getByRole('button', { name: 'Swap the two' }));
    expect(
      screen.getByText(
        /^Traffic moves from checkout-api-next to checkout-api\./,
      ),
    ).toBeInTheDocument();
    await waitFor(() =>
      expect(api.inputs('preflightTargets').at(-1)?.body?.targets).toEqual([
        swapped(FOUND_TARGET),
      ]),
    );
  });

  it.each([
    [{ id: 'r-held', title: 'Retries for cards' }, 'Retries for cards'],
    [null, 'You may not see which one.'],
  ])(
    'says who holds a target, and nothing to mend there',
    async (heldBy, said) => {
      const api = new FakeRollouts().on('preflightTargets', ({ body }) => ({
        items: (body?.targets ?? []).map(target => ({
          target,
          heldBy,
          preflight: [
            {
              check: 'weights',
              outcome: 'fail' as const,
              evidence: 'The new version has weight 5.',
              remedy: 'Set it to 0.',
            },
          ],
        })),
      }));
      renderAt(PATH, { api });
      await opened();
      const held = within(
        await screen.findByRole('region', {
          name: 'Another rollout holds this target',
        }),
      );
      expect(held.getByText(said)).toBeInTheDocument();
      expect(held.queryByRole('link')?.getAttribute('href')).toBe(
        heldBy ? '/rollouts/r-held' : undefined,
      );
      expect(screen.getByText('The new version has weight 5.')).toBeVisible();
      expect(screen.queryByText(/Set it to 0/)).toBeNull();
    },
  );

  it('says why a cluster can’t be used before anything is proposed', async () => {
    const reason =
      'Cluster eu-1 needs a signed-in user: give it a serviceAccountToken.';
    const api = new FakeRollouts()
      .on('preflightTargets', ({ body }) => ({
        items: (body?.targets ?? []).map(target => ({
          target,
          preflight: [
            { check: 'reachable', outcome: 'fail' as const, evidence: reason },
          ],
        })),
      }))
      .on('findTargets', () => ({ items: [], troubles: [reason] }));
    renderAt(PATH, { api });
    await opened();
    expect(await screen.findByText(reason)).toBeInTheDocument();
    expect(
      screen.getByText('It can’t be exposed safely yet'),
    ).toBeInTheDocument();
    expect(
      await screen.findByText(`Some place could not be looked at: ${reason}`),
    ).toBeInTheDocument();
  });
});
