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

import { setTimeout as delay } from 'node:timers/promises';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  operations,
  TARGETS_ANNOTATION,
  type Phase,
  type Rollout,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { verifyChain } from '../chain/chain';
import { readChain } from '../store/decisions';
import { CHECKOUT_TARGET } from '../__testUtils__/entities';
import { makeProposal, TestPortal } from '../__testUtils__/TestPortal';
import { makeStage, internalStage } from '../testing/plans';

jest.setTimeout(120_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const SECOND_TARGET = { ...CHECKOUT_TARGET, cluster: 'elsewhere' };

let portal: TestPortal;
beforeAll(async () => {
  portal = await TestPortal.start(databases);
  portal.cluster.add(SECOND_TARGET);
  const checkout = portal.entities.find(
    ({ kind, metadata }) =>
      kind === 'Component' && metadata.name === 'checkout',
  );
  if (!checkout) throw new Error('The organisation has a checkout');
  checkout.metadata.annotations = {
    ...checkout.metadata.annotations,
    [TARGETS_ANNOTATION]: JSON.stringify([CHECKOUT_TARGET, SECOND_TARGET]),
  };
});
afterAll(() => portal.stop());

/** Lets the new version fail until what is done is done. */
async function whileItFails(act: () => Promise<void>): Promise<void> {
  const healthy = portal.metrics.values.new;
  portal.metrics.values.new = { value: 0.5, count: 100 };
  await act();
  portal.metrics.values.new = healthy;
}

const QUICK = {
  schedule: { start: 'when-approved' as const },
  stages: [
    { ...internalStage, bakeSeconds: 1, minimumSample: 1 },
    makeStage({ bakeSeconds: 1, minimumSample: 1 }),
    makeStage({
      name: 'everyone',
      exposure: 10_000,
      bakeSeconds: 1,
      minimumSample: 1,
      approvals: { required: 1, from: 'approvers' },
    }),
  ],
};

async function read(id: string): Promise<Rollout> {
  const { body } = await portal.as('omar').get(`/rollouts/${id}`);
  return operations.getRollout.response.parse(body);
}

async function reach(
  id: string,
  phase: Phase,
  stageIndex: number,
): Promise<Rollout> {
  const deadline = Date.now() + 40_000;
  for (;;) {
    const rollout = await read(id);
    if (rollout.phase === phase && rollout.stageIndex === stageIndex) {
      return rollout;
    }
    if (Date.now() > deadline) {
      throw new Error(`Still ${rollout.phase}: ${rollout.summary}`);
    }
    await delay(50);
  }
}

async function approve(rollout: Rollout, stageIndex: number) {
  const { version, planHash, id } = rollout;
  const response = await portal.as('omar').post(`/rollouts/${id}/commands`, {
    command: 'approve',
    version,
    stageIndex,
    planHash,
    reason: 'Looks safe',
  });
  expect(response.status).toBe(200);
}

async function begin() {
  const { body } = await portal
    .as('dana')
    .post('/experiments', makeProposal(QUICK));
  await approve(await read(body.rolloutId), 0);
  return body as { experimentId: string; rolloutId: string };
}

it('takes a breach back without a person, and tells people', async () => {
  const { rolloutId } = await begin();
  await reach(rolloutId, 'waiting', 1);
  await whileItFails(async () => {
    await reach(rolloutId, 'rolled-back', 1);
  });
  expect(await read(rolloutId)).toMatchObject({
    exposure: { internal: 0, everyone: 0 },
    targets: [{ exposure: { internal: 0, everyone: 0 } }],
    reversal: {
      cause: 'breach',
      actor: { kind: 'controller' },
      checks: [{ guardrail: 'errors', verdict: 'breached', new: 0.5 }],
      verifiedAt: expect.any(String),
    },
  });
  expect(portal.sent.map(({ payload }) => payload)).toContainEqual(
    expect.objectContaining({
      title: 'Rolling back: One-page checkout',
      severity: 'critical',
    }),
  );
  const evidence = await portal
    .as('ines')
    .get(`/rollouts/${rolloutId}/evidence`);
  expect(
    operations.getEvidence.response.parse(evidence.body).checks,
  ).toMatchObject([{ name: 'errors' }, { name: 'conversion-ratio' }]);
});

it('moves two targets of two clusters, and takes both back', async () => {
  const targets = [CHECKOUT_TARGET, SECOND_TARGET];
  const { body } = await portal
    .as('dana')
    .post('/experiments', makeProposal({ ...QUICK, targets }));
  await approve(await read(body.rolloutId), 0);
  const waiting = await reach(body.rolloutId, 'waiting', 1);
  expect(waiting.targets).toMatchObject([
    { ref: { cluster: 'sandbox' }, exposure: { everyone: 500 }, served: 909 },
    { ref: { cluster: 'elsewhere' }, exposure: { everyone: 500 }, served: 909 },
  ]);
  portal.cluster.partitioned.add('elsewhere');
  await whileItFails(async () => {
    await reach(body.rolloutId, 'rolling-back', 1);
  });
  while (portal.cluster.get(CHECKOUT_TARGET).exposure.everyone > 0) {
    await delay(50);
  }
  const halfWay = await read(body.rolloutId);
  expect(halfWay.phase).toBe('rolling-back');
  portal.cluster.partitioned.clear();
  const rolledBack = await reach(body.rolloutId, 'rolled-back', 1);
  expect(rolledBack.targets.map(({ exposure }) => exposure?.everyone)).toEqual([
    0, 0,
  ]);
});

it('goes on after a restart, is held and resumed, and rolled back while the catalogue is down', async () => {
  const { rolloutId } = await begin();
  await reach(rolloutId, 'observing', 0);
  await portal.restart();
  expect(await reach(rolloutId, 'waiting', 1)).toMatchObject({
    health: 'holds',
  });

  const held = await portal.as('dana').post(`/rollouts/${rolloutId}/commands`, {
    command: 'hold',
    reason: 'Looking at a log',
  });
  expect(held.body).toMatchObject({
    phase: 'held',
    heldReason: 'Looking at a log',
    summary:
      'Held in stage 2 of 3, everyone at 5.0 % stays exposed: Looking at a log',
  });
  const resumed = await portal
    .as('dana')
    .post(`/rollouts/${rolloutId}/commands`, {
      command: 'resume',
      version: held.body.version,
      reason: 'It was nothing',
    });
  expect(resumed.body).toMatchObject({ phase: 'observing' });

  // Nothing of the catalogue is remembered.
  await portal.restart();
  portal.catalogueDown = true;
  portal.ownership.set('petra', ['group:default/on-call']);
  const response = await portal
    .as('petra')
    .post(`/rollouts/${rolloutId}/commands`, {
      command: 'roll-back',
      reason: 'Something is off',
    });
  expect(response.status).toBe(200);
  await reach(rolloutId, 'rolled-back', 1);
  portal.catalogueDown = false;
});

// Last: what was promoted stays exposed.
it('goes from a proposal to a learning', async () => {
  const { rolloutId, experimentId } = await begin();
  const waiting = await reach(rolloutId, 'waiting', 1);
  expect(waiting).toMatchObject({
    health: 'holds',
    exposure: { internal: 10_000, everyone: 500 },
    waitsFor: [{ for: 'approvals', who: ['group:default/storefront-owners'] }],
    targets: [{ exposure: { internal: 10_000, everyone: 500 } }],
  });
  expect(waiting.targets[0].served).toBe(909);

  const early = await portal
    .as('omar')
    .post(`/experiments/${experimentId}/conclusion`, {
      version: 1,
      outcome: 'validated',
      learning: 'Too soon',
    });
  expect(early.status).toBe(409);
  expect(early.body.error.message).toBe('A part of the users is exposed');

  await approve(waiting, 2);
  const completed = await reach(rolloutId, 'completed', 2);
  expect(completed.exposure).toEqual({ internal: 10_000, everyone: 10_000 });
  const promoted = await portal
    .as('dana')
    .post(`/rollouts/${rolloutId}/commands`, {
      command: 'promote',
      version: completed.version,
      reason: 'Merged to main',
    });
  expect(promoted.status).toBe(200);

  const experiment = operations.getExperiment.response.parse(
    (await portal.as('dana').get(`/experiments/${experimentId}`)).body,
  );
  expect(experiment).toMatchObject({
    conclude: { open: true },
    effects: [{ metric: 'conversion-ratio' }],
  });
  const concluded = await portal
    .as('dana')
    .post(`/experiments/${experimentId}/conclusion`, {
      version: experiment.version,
      outcome: experiment.conclude.proposed,
      learning: 'Shoppers did not notice the single page',
      differently: 'Measure the time to pay as well',
    });
  expect(concluded.status).toBe(200);
  expect(
    operations.concludeExperiment.response.parse(concluded.body),
  ).toMatchObject({
    version: 2,
    conclusion: { concludedBy: 'user:default/dana', effects: [{}] },
    conclude: { open: false },
  });
  const stale = await portal
    .as('dana')
    .post(`/experiments/${experimentId}/conclusion`, {
      version: 1,
      outcome: 'refuted',
      learning: 'Again',
    });
  expect(stale.status).toBe(409);
  expect(stale.body.error.current).toMatchObject({ version: 2 });

  const learnings = operations.listLearnings.response.parse(
    (await portal.as('ines').get('/learnings?text=notice single pages')).body,
  );
  expect(learnings.items).toMatchObject([
    { experimentId, rolloutId, playbook: { id: 'standard', version: 1 } },
  ]);
  const playbook = operations.getPlaybook.response.parse(
    (await portal.as('ines').get('/playbooks/standard')).body,
  );
  expect(playbook.fared).toMatchObject({
    rollouts: 4,
    completed: 1,
    rolledBack: 3,
    medianSecondsToRestore: expect.any(Number),
  });

  const chain = await readChain(portal.knex, experimentId, {
    after: 0,
    limit: 100,
  });
  expect(chain.map(decision => decision.command)).toEqual([
    'propose',
    'approve',
    'start',
    'advance',
    'acknowledge-exposure',
    'advance',
    'acknowledge-exposure',
    'await',
    'approve',
    'advance',
    'acknowledge-exposure',
    'complete',
    'promote',
    'conclude',
  ]);
  expect(verifyChain(chain)).toMatchObject({ intact: true, seq: 14 });
});
