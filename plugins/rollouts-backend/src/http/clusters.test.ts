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
import { operations } from '@stagecraft/backstage-plugin-rollouts-common';
import { CHECKOUT, CHECKOUT_TARGET } from '../__testUtils__/entities';
import { makeProposal, TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

let portal: TestPortal;
beforeEach(async () => {
  portal = await TestPortal.start(databases);
  portal.healths.set('sandbox', {});
});
afterEach(() => portal.stop());

const propose = (targets = [CHECKOUT_TARGET]) =>
  portal.as('dana').post('/experiments', makeProposal({ targets }));

async function clusters(by = 'omar') {
  const { body, status } = await portal.as(by).get('/clusters');
  expect(status).toBe(200);
  return operations.listClusters.response.parse(body).items;
}

it('tells how a cluster is, and what is governed in it', async () => {
  const { body } = await propose();
  expect(await clusters()).toEqual([
    {
      name: 'sandbox',
      state: 'reachable',
      trouble: null,
      version: 'v1.33.0',
      uid: 'uid-of-sandbox',
      lastCall: null,
      permissions: [],
      governed: 1,
      targets: [
        expect.objectContaining({
          ref: CHECKOUT_TARGET,
          intended: { internal: 0, everyone: 0 },
          rollout: {
            id: body.rolloutId,
            title: 'One-page checkout',
            service: CHECKOUT,
            environment: 'production',
            phase: 'proposed',
            health: null,
          },
        }),
      ],
    },
  ]);
});

it('asks for permissions where services name targets', async () => {
  await clusters();
  expect(portal.asked).toEqual([
    {
      name: 'sandbox',
      needs: [{ kind: 'gateway-api', namespace: 'storefront' }],
    },
  ]);
});

it('passes on why a cluster is not well', async () => {
  const lastCall = { at: new Date(), milliseconds: 12 };
  const permissions = [
    { namespace: 'storefront', missing: ['It may not patch.'], trouble: null },
  ];
  portal.healths.set('sandbox', { lastCall, permissions });
  portal.healths.set('far', { state: 'unreachable', trouble: 'No answer.' });
  expect(await clusters()).toMatchObject([
    { name: 'far', state: 'unreachable', trouble: 'No answer.' },
    {
      name: 'sandbox',
      lastCall: { at: lastCall.at.toISOString(), milliseconds: 12 },
      permissions,
    },
  ]);
});

it('shows what is governed in a cluster that is not configured any more', async () => {
  await propose();
  portal.healths.clear();
  expect(await clusters()).toMatchObject([
    {
      name: 'sandbox',
      state: 'unusable',
      trouble: expect.stringMatching(/not in the configuration any more/),
      targets: [{ ref: CHECKOUT_TARGET }],
    },
  ]);
});

it('tells nothing of services that the viewer may not see', async () => {
  await propose();
  const services = portal.entities.filter(({ kind }) => kind === 'Component');
  for (const entity of services) {
    portal.entities.splice(portal.entities.indexOf(entity), 1);
  }
  await portal.restart();
  const [sandbox] = await clusters();
  expect(sandbox).toMatchObject({ targets: [], governed: 0 });
  expect(JSON.stringify(sandbox)).not.toMatch(/storefront|checkout/);
  expect(portal.asked).toEqual([{ name: 'sandbox', needs: [] }]);
});

it('needs the catalogue, to know who may see what', async () => {
  portal.catalogueDown = true;
  const { status, body } = await portal.as('omar').get('/clusters');
  expect(status).toBe(503);
  expect(body.error.remedy).toEqual(expect.any(String));
});
