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

import type { ReactElement } from 'react';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { TARGETS_ANNOTATION } from '@stagecraft/backstage-plugin-rollouts-common';
import { renderPart } from '../__testUtils__/render';
import { BY_PHASE, FakeRollouts, refused, SERVICES } from '../testing';
import { EntityRollouts } from './EntityRollouts';
import { EntityRolloutsCard } from './EntityRolloutsCard';
import { isRolloutsAvailable } from './hasTargets';

const CHECKOUT = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'checkout',
    title: 'Checkout',
    namespace: 'default',
    annotations: { [TARGETS_ANNOTATION]: '[]' },
  },
};

const { observing, 'rolled-back': rolledBack, completed } = BY_PHASE;
const service = observing.service;
const ofCheckout = [
  observing,
  { ...rolledBack, service },
  { ...BY_PHASE.cancelled, service },
];

function show(element: ReactElement, api: FakeRollouts) {
  return renderPart(
    <EntityProvider entity={CHECKOUT}>{element}</EntityProvider>,
    { api },
  );
}

function notOwned(api: FakeRollouts): FakeRollouts {
  const [, ledger] = SERVICES;
  if (!ledger) throw new Error('The fixtures have no service of others');
  return api.on('getService', () => ({ ...ledger, ref: service }));
}

describe('the tab of a service', () => {
  it('shows what is exposed, its next step, and the way back', async () => {
    const { api } = show(<EntityRollouts />, new FakeRollouts(ofCheckout));
    expect(
      await screen.findByRole('link', { name: observing.experiment.title }),
    ).toHaveAttribute('href', '/rollouts/r-observing');
    expect(
      screen.getByRole('img', { name: /^Stage 2 of 4, 5\.0.% of everyone/ }),
    ).toBeVisible();
    expect(
      screen.getByText(
        /^Stage 2 of 4 observes for \d+ more minutes, then needs/,
      ),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: /^Roll back/ }));
    expect(await screen.findByRole('dialog')).toHaveTextContent(
      'All traffic goes back to the baseline at once',
    );
    expect(api.inputs('listRollouts')[0]?.query).toEqual(
      expect.objectContaining({ service: 'component:default/checkout' }),
    );
  });

  it('lists past rollouts apart, the last that ended first', async () => {
    show(
      <EntityRollouts />,
      new FakeRollouts([
        observing,
        { ...rolledBack, service, updatedAt: '2026-01-01T00:00:00.000Z' },
        {
          ...BY_PHASE.cancelled,
          service,
          updatedAt: '2026-02-01T00:00:00.000Z',
        },
      ]),
    );
    const past = within(
      await screen.findByRole('table', { name: 'Past rollouts' }),
    );
    expect(past.getAllByRole('link').map(link => link.textContent)).toEqual([
      BY_PHASE.cancelled.experiment.title,
      rolledBack.experiment.title,
    ]);
  });

  it('counts a completed one as current while it is exposed', async () => {
    show(<EntityRollouts />, new FakeRollouts([{ ...completed, service }]));
    expect(
      await screen.findByRole('heading', {
        name: completed.experiment.title,
      }),
    ).toBeVisible();
    expect(screen.getByText('100 % of everyone')).toBeVisible();
  });

  it('leads to a request for this service when there is none', async () => {
    show(<EntityRollouts />, new FakeRollouts([]));
    expect(
      await screen.findByRole('link', { name: 'Request a rollout' }),
    ).toHaveAttribute(
      'href',
      '/rollouts/new?service=component%3Adefault%2Fcheckout',
    );
  });

  it('explains to others why they may not request one, and who could', async () => {
    show(<EntityRollouts />, notOwned(new FakeRollouts([])));
    expect(
      await screen.findByText('Ask its owners to request it.'),
    ).toBeVisible();
    expect(screen.getByText('payments-owners')).toBeVisible();
  });

  it('says what failed', async () => {
    show(
      <EntityRollouts />,
      new FakeRollouts().fail(
        'listRollouts',
        refused(500, { message: 'The database does not answer.' }),
      ),
    );
    expect(
      await screen.findByText('The database does not answer.'),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible();
  });
});

describe('the card of a service', () => {
  it.each([
    ['waiting', 'Waiting'],
    ['held', 'Held'],
  ] as const)('shows the health of a %s one too', async (phase, word) => {
    show(
      <EntityRolloutsCard />,
      new FakeRollouts([{ ...BY_PHASE[phase], service }]),
    );
    expect(await screen.findByText(word)).toBeVisible();
    expect(screen.getByText('Healthy')).toBeVisible();
  });

  it('shows share, health and the last outcome', async () => {
    show(<EntityRolloutsCard />, new FakeRollouts(ofCheckout.slice(0, 2)));
    expect(await screen.findByText('5.0 % of everyone')).toBeVisible();
    expect(screen.getByText('Healthy')).toBeVisible();
    expect(screen.getByText('Rolled back')).toBeVisible();
    expect(
      screen.getByRole('link', { name: rolledBack.experiment.title }),
    ).toBeVisible();
  });

  it('says what there is to do where nothing is exposed', async () => {
    show(<EntityRolloutsCard />, new FakeRollouts([]));
    expect(await screen.findByText(/^Nothing of it is exposed/)).toBeVisible();
    expect(screen.getByText('no rollout has ended yet')).toBeVisible();
    expect(
      await screen.findByRole('link', { name: 'Request a rollout' }),
    ).toBeVisible();
  });
});

describe('isRolloutsAvailable', () => {
  it.each([
    ['a component with targets', CHECKOUT, true],
    [
      'a component without',
      { ...CHECKOUT, metadata: { name: 'checkout' } },
      false,
    ],
    [
      'a component whose objects are labelled',
      {
        ...CHECKOUT,
        metadata: {
          name: 'checkout',
          annotations: { 'backstage.io/kubernetes-id': 'checkout' },
        },
      },
      true,
    ],
    ['a system', { ...CHECKOUT, kind: 'System' }, false],
  ])('%s', (_, entity, available) => {
    expect(isRolloutsAvailable(entity)).toBe(available);
  });
});
