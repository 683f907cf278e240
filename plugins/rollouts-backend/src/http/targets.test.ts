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

import { TestDatabases } from '@backstage/backend-test-utils';
import {
  operations,
  type TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { CHECKOUT, CHECKOUT_TARGET } from '../__testUtils__/entities';
import { makeProposal, TestPortal } from '../__testUtils__/TestPortal';
import type { Visibility } from '../store/visibility';
import { withHolders } from '../views/targetHolders';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const FOUND = { ...CHECKOUT_TARGET, name: 'checkout-v2' };
const { baseline, new: next } = FOUND.backends;
const SWAPPED = { ...FOUND, backends: { baseline: next, new: baseline } };

let portal: TestPortal;
beforeEach(async () => {
  portal = await TestPortal.start(databases);
  portal.healths.set('sandbox', {});
  portal.cluster.add(FOUND);
  portal.driver.found.push({ ref: FOUND, evidence: 'It has weight 0.' });
});
afterEach(() => portal.stop());

/** Gives checkout further annotations; `undefined` takes one away. */
async function annotate(annotations: Record<string, string | undefined>) {
  const checkout = portal.entities.find(
    ({ metadata }) => metadata.name === 'checkout',
  );
  if (!checkout) throw new Error('The organisation has no checkout');
  for (const [name, value] of Object.entries(annotations)) {
    checkout.metadata.annotations = Object.fromEntries(
      Object.entries({
        ...checkout.metadata.annotations,
        [name]: value ?? '',
      }).filter(([, text]) => text !== ''),
    );
  }
  await portal.restart();
}

const KUBERNETES = {
  'backstage.io/kubernetes-id': 'checkout',
  'backstage.io/kubernetes-namespace': 'storefront',
};

async function candidates(by = 'dana') {
  const { body, status } = await portal
    .as(by)
    .get('/services/component/default/checkout/targets');
  expect(status).toBe(200);
  return operations.findTargets.response.parse(body);
}

const propose = (target = FOUND) =>
  portal.as('dana').post('/experiments', makeProposal({ targets: [target] }));

describe('candidates', () => {
  it('are those that the catalogue names, and are not looked for without a scope', async () => {
    expect(await candidates()).toEqual({
      items: [{ target: CHECKOUT_TARGET, named: true, evidence: null }],
      troubles: [],
    });
    expect(portal.driver.looked).toEqual([]);
  });

  it('are also those that the annotations lead to, each once', async () => {
    await annotate(KUBERNETES);
    portal.driver.found.push({ ref: CHECKOUT_TARGET, evidence: 'As named.' });
    expect(await candidates()).toEqual({
      items: [
        { target: CHECKOUT_TARGET, named: true, evidence: 'As named.' },
        { target: FOUND, named: false, evidence: 'It has weight 0.' },
      ],
      troubles: [],
    });
    expect(portal.driver.looked).toEqual([
      {
        cluster: 'sandbox',
        namespace: 'storefront',
        labelSelector: 'backstage.io/kubernetes-id=checkout',
      },
    ]);
  });

  it('are looked for as the annotations say', async () => {
    await annotate({
      ...KUBERNETES,
      'backstage.io/kubernetes-label-selector': 'app=checkout',
      'backstage.io/kubernetes-cluster': 'far',
    });
    await candidates();
    expect(portal.driver.looked).toEqual([
      {
        cluster: 'far',
        namespace: 'storefront',
        labelSelector: 'app=checkout',
      },
    ]);
  });

  it('come with what could not be looked at', async () => {
    await annotate(KUBERNETES);
    portal.healths.set('theirs', {});
    portal.driver.unusable.add('theirs');
    const { items, troubles } = await candidates();
    expect(items.map(({ target }) => target)).toEqual([CHECKOUT_TARGET, FOUND]);
    expect(troubles).toEqual([
      'Cluster theirs needs a signed-in user: give it a token.',
    ]);
  });
});

describe('a plan', () => {
  it.each([
    ['as it was found', FOUND],
    ['with its backends changed round', SWAPPED],
  ])('may move what was found, %s', async (_, target) => {
    await annotate(KUBERNETES);
    const { status, body } = await propose(target);
    expect(body).toEqual(
      expect.objectContaining({ rolloutId: body.rolloutId }),
    );
    expect(status).toBe(201);
  });

  it('may not move what is neither named nor found', async () => {
    await annotate(KUBERNETES);
    const { status, body } = await propose({ ...FOUND, name: 'payments' });
    expect(status).toBe(400);
    expect(body.error.problems).toEqual([
      {
        path: ['plan', 'targets', 0],
        message: expect.stringContaining('is no target of'),
        remedy: expect.stringMatching(/checkout-v2/),
      },
    ]);
  });

  it('may not move what would be found without the annotations', async () => {
    expect((await propose()).status).toBe(400);
  });

  it('names the cluster that the controller could not reach, and the remedy', async () => {
    portal.driver.unusable.add('sandbox');
    const { status, body } = await propose(CHECKOUT_TARGET);
    expect(status).toBe(400);
    expect(body.error.problems).toEqual([
      {
        path: ['plan', 'targets', 0],
        message: 'Cluster sandbox needs a signed-in user: give it a token.',
      },
    ]);
  });
});

describe('preflight, before there are stages', () => {
  const preflight = (targets = [CHECKOUT_TARGET]) =>
    portal.as('dana').post('/plans/preflight', { service: CHECKOUT, targets });

  it('tells of each target whether it can be moved', async () => {
    const { body } = await preflight();
    expect(body.items).toEqual([
      {
        target: CHECKOUT_TARGET,
        preflight: [
          expect.objectContaining({ outcome: 'pass' }),
          expect.objectContaining({ outcome: 'pass' }),
        ],
      },
    ]);
  });

  it('names the rollout that holds a target to who may see it', async () => {
    const { body } = await propose(CHECKOUT_TARGET);
    const [held] = (await preflight()).body.items;
    expect(held.heldBy).toEqual({
      id: body.rolloutId,
      title: makeProposal().experiment.title,
    });
    const drivers = {
      identify: async (refs: readonly TargetRef[]) =>
        Promise.all(
          refs.map(async ref => ({
            id: await portal.driver.identify(ref),
            ref,
          })),
        ),
    };
    const told = (visibility: Visibility) =>
      withHolders(portal.knex, drivers, { visibility }, [
        { target: CHECKOUT_TARGET },
        { target: FOUND },
      ]);
    expect(await told('nothing')).toEqual([
      { target: CHECKOUT_TARGET, heldBy: null },
      { target: FOUND },
    ]);
  });

  it('tells of a cluster that can not be used', async () => {
    portal.driver.unusable.add('sandbox');
    const { body } = await preflight();
    expect(body.items[0].preflight).toEqual([
      {
        check: 'reachable',
        outcome: 'fail',
        evidence: 'Cluster sandbox needs a signed-in user: give it a token.',
      },
    ]);
  });

  it('asks nothing about what is not the service’s', async () => {
    const { status } = await preflight([{ ...FOUND, name: 'payments' }]);
    expect(status).toBe(400);
  });
});

it('lists a service whose targets are to be found, and lets rollouts of it be requested', async () => {
  await annotate({ ...KUBERNETES, 'stagecraft.dev/targets': undefined });
  const { body } = await portal.as('dana').get('/services');
  expect(body.items).toContainEqual(
    expect.objectContaining({
      ref: CHECKOUT,
      targets: [],
      request: { open: true },
    }),
  );
  expect((await propose()).status).toBe(201);
});
