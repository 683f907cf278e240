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
import { verifyChain } from '../audit/chain';
import { readChain } from '../store/decisions';
import { readPlaybook, registerPlaybook } from '../store/playbooks';
import { inTransaction } from '../store/transaction';
import { CHECKOUT, CHECKOUT_TARGET } from '../__testUtils__/entities';
import { makeProposal, TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

let portal: TestPortal;
beforeAll(async () => {
  portal = await TestPortal.start(databases);
});
afterAll(() => portal.stop());

it('proposes an experiment with its rollout, its plan and a first decision', async () => {
  const proposed = await portal.as('dana').post('/experiments', makeProposal());
  expect(proposed.body).toEqual({
    experimentId: expect.any(String),
    rolloutId: expect.any(String),
  });
  expect(proposed.status).toBe(201);
  const { experimentId, rolloutId } = proposed.body;

  const read = await portal.as('omar').get(`/rollouts/${rolloutId}`);
  expect(read.status).toBe(200);
  expect(operations.getRollout.response.parse(read.body)).toMatchObject({
    id: rolloutId,
    version: 1,
    phase: 'proposed',
    service: CHECKOUT,
    system: 'system:default/storefront',
    owner: 'group:default/storefront-team',
    requestedBy: 'user:default/dana',
    whoMustAct: ['group:default/storefront-owners'],
    next: expect.stringMatching(
      /^It needs one approval from storefront-owners, within .*, or they are reminded and it goes on waiting\.$/,
    ),
    health: null,
    exposure: { internal: 0, everyone: 0 },
  });
  const approve = read.body.commands.find(
    (state: { command: string }) => state.command === 'approve',
  );
  expect(approve).toEqual({ command: 'approve', open: true, stageIndex: 0 });

  const chain = await readChain(portal.knex, experimentId, {
    after: 0,
    limit: 10,
  });
  expect(chain.map(decision => decision.command)).toEqual(['propose']);
  expect(chain[0]).toMatchObject({
    actor: {
      kind: 'person',
      ref: 'user:default/dana',
      name: 'Dana Whitfield',
      groups: ['group:default/storefront-team'],
    },
    planHash: read.body.planHash,
    policies: expect.arrayContaining([
      expect.objectContaining({ policy: 'end-in-bounds', outcome: 'pass' }),
    ]),
  });
  expect(verifyChain(chain)).toMatchObject({ intact: true, seq: 1 });
  expect(chain[0].evidence.preflight).toMatchObject([
    {
      target: CHECKOUT_TARGET,
      preflight: [
        { check: 'backend-exists', outcome: 'pass' },
        { check: 'backend-exists', outcome: 'pass' },
      ],
    },
  ]);
});

it('refuses what does not pass the checks that its playbook demands', async () => {
  const standard = await readPlaybook(portal.knex, 'standard');
  if (!standard) throw new Error('The standard playbook ships');
  await inTransaction(portal.knex, trx =>
    registerPlaybook(trx, {
      ...standard.body,
      id: 'strict',
      title: 'Strict',
      requiredPreflights: ['backend-exists', 'images'],
    }),
  );
  const refused = await portal
    .as('dana')
    .post('/experiments', makeProposal({ playbook: 'strict' }));
  expect(refused.status).toBe(400);
  expect(refused.body.error.problems).toEqual([
    {
      path: ['plan', 'targets', 0],
      message:
        'Nothing tells whether sandbox/gateway-api/storefront/checkout is right: the playbook Strict demands that the check images passes',
      remedy: 'Choose a target whose driver checks it, or another playbook',
    },
  ]);
  const { body } = await portal.as('dana').post('/plans/preview', {
    service: CHECKOUT,
    plan: makeProposal({ playbook: 'strict' }).plan,
  });
  expect(
    operations.previewPlan.response.parse(body).targets[0].preflight,
  ).toMatchObject([{ required: true }, { required: true }]);
});
