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

import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import {
  eventsExtensionPoint,
  type TargetEvent,
} from '@stagecraft/backstage-plugin-rollouts-node';
import request from 'supertest';
import {
  operations,
  type FlaggerGate,
  type Harm,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { makeProposal, TestPortal } from '../__testUtils__/TestPortal';
import { addDelivery } from '../store/deliveries';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

let portal: TestPortal;
let rolloutId: string;
const toldOnTarget: TargetEvent[] = [];

const recorder = createBackendModule({
  pluginId: 'rollouts',
  moduleId: 'recorder',
  register(env) {
    env.registerInit({
      deps: { events: eventsExtensionPoint },
      async init({ events }) {
        events.addRecorder({
          kinds: ['gateway-api'],
          async record(event) {
            toldOnTarget.push(event);
          },
        });
      },
    });
  },
});

beforeAll(async () => {
  portal = await TestPortal.start(databases, [], [recorder]);
});
afterAll(() => portal.stop());

const canary = {
  name: 'checkout',
  namespace: 'storefront',
  phase: 'Progressing',
  checksum: '85d557f47b',
};

function ask(gate: FlaggerGate, some: object = {}, subject?: string) {
  return portal
    .asService(subject)
    .post(`/gates/flagger/${gate}`, { ...canary, ...some });
}

function argo(query: Record<string, string> = {}) {
  const search = new URLSearchParams({
    namespace: 'storefront',
    name: 'checkout',
    ...query,
  });
  return portal.asService().get(`/gates/argo?${search}`);
}

async function give(name: string, command: (planHash: string) => object) {
  const { body } = await portal.as(name).get(`/rollouts/${rolloutId}`);
  const { version, planHash } = operations.getRollout.response.parse(body);
  const answer = await portal
    .as(name)
    .post(`/rollouts/${rolloutId}/commands`, { version, ...command(planHash) });
  expect(answer.body.error).toBe(undefined);
}

/** Asks until the answer has this status: the controller takes a moment. */
async function until(gate: FlaggerGate, status: number, some = {}) {
  for (let tries = 0; tries < 200; tries += 1) {
    const answer = await ask(gate, some);
    if (answer.status === status) return answer;
    await new Promise(resolve => {
      setTimeout(resolve, 50);
    });
  }
  throw new Error(`${gate} never answered ${status}`);
}

/* One rollout from its proposal to its end; each case goes on from there. */

it('is closed before anything is requested, and says wait', async () => {
  const { status, body } = await ask('confirm-rollout');
  expect(status).toBe(403);
  expect(body.error).toMatchObject({
    name: 'GateClosedError',
    code: 'gate-closed',
    message: 'No rollout over storefront/checkout is requested here',
  });
  const { body: decision } = await argo();
  expect(operations.askArgo.response.parse(decision)).toMatchObject({
    result: 'wait',
    rollout: null,
  });
});

it('is closed until the first stage is approved and started', async () => {
  const { body } = await portal.as('dana').post('/experiments', makeProposal());
  rolloutId = body.rolloutId;
  expect((await ask('confirm-rollout')).body.error.message).toBe(
    'The first stage is not approved yet',
  );
  await give('omar', planHash => ({
    command: 'approve',
    stageIndex: 0,
    planHash,
    reason: 'Safe',
  }));
  expect((await ask('confirm-rollout')).status).toBe(403);
  await give('dana', () => ({ command: 'start', reason: 'Now' }));
  const { body: open } = await until('confirm-rollout', 200);
  expect(operations.askFlaggerGate.response.parse(open)).toMatchObject({
    open: true,
    rollout: { id: rolloutId },
  });
  expect((await ask('confirm-promotion')).status).toBe(403);
  expect((await ask('rollback')).status).toBe(403);
  expect((await argo()).body.result).toBe('go');
});

it('is bound to the content that was first asked about', async () => {
  const other = { checksum: 'another' };
  const { status, body } = await ask('confirm-rollout', other);
  expect(status).toBe(403);
  expect(body.error.message).toContain('first asked about with other content');
  expect((await ask('confirm-rollout', { checksum: '' })).status).toBe(403);
  expect((await argo({ hash: 'another' })).body.result).toBe('wait');
  expect((await ask('confirm-rollout')).status).toBe(200);
});

it('finds the target by cluster, and by what the webhook is told', async () => {
  const named = { cluster: 'sandbox', target: 'checkout' };
  const { status } = await ask('confirm-rollout', {
    name: 'checkout-canary',
    metadata: named,
  });
  expect(status).toBe(200);
  const elsewhere = await ask('confirm-rollout', {
    metadata: { cluster: 'elsewhere' },
  });
  expect(elsewhere.status).toBe(403);
});

it('takes a token as the password of a URL, and nothing less', async () => {
  const token = mockCredentials.service.token({
    onBehalfOf: mockCredentials.service('external:test-service'),
    targetPluginId: 'rollouts',
  });
  const path = '/api/rollouts/v1/gates/flagger/confirm-rollout';
  const call = () => request(portal.server).post(path).send(canary);
  expect((await call().auth('flagger', token)).status).toBe(200);
  expect((await call().auth('flagger', 'wrong')).status).toBe(401);
  const none = mockCredentials.none.header();
  expect((await call().set('authorization', none)).status).toBe(401);
});

it('tells nothing to a token of another service, nor to people', async () => {
  const { status, body } = await ask('confirm-rollout', {}, 'external:billing');
  expect(status).toBe(403);
  expect(JSON.stringify(body)).not.toContain(rolloutId);
  const person = await portal
    .as('dana')
    .post('/gates/flagger/confirm-rollout', canary);
  expect([person.status, person.body.error.code]).toEqual([403, 'actor-kind']);
});

it('closes when it is held, and takes back when that is decided', async () => {
  await give('omar', () => ({ command: 'hold', reason: 'To look at it' }));
  expect((await ask('confirm-rollout')).body.error.message).toBe(
    'It is held: To look at it',
  );
  await give('omar', () => ({ command: 'roll-back', reason: 'It is slow' }));
  expect((await ask('rollback')).status).toBe(200);
  expect((await argo()).body).toMatchObject({
    result: 'stop',
    reason: 'A rollback was decided: It is slow',
  });
  await until('rollback', 200);
  expect((await ask('confirm-rollout')).status).toBe(403);
});

/* What that was told of, and to receivers besides. */

it('tells on the target itself what became of its exposure, and by whom', async () => {
  const reasons = () => toldOnTarget.map(({ reason }) => reason);
  for (let tries = 0; tries < 200; tries += 1) {
    if (reasons().includes('RolledBack')) break;
    await new Promise(resolve => {
      setTimeout(resolve, 50);
    });
  }
  expect(reasons()).toEqual([
    'StageApproved',
    'RolloutStarted',
    'StageOpened',
    'StageExposed',
    'RolloutHeld',
    'RollingBack',
    'RolledBack',
  ]);
  expect(toldOnTarget[5]).toMatchObject({
    target: { name: 'checkout' },
    rolloutId,
    command: 'roll-back',
    severity: 'warning',
    actor: { ref: 'user:default/omar' },
    text: 'Rolling back: It is slow.',
    link: `http://localhost:3000/rollouts/${rolloutId}`,
  });
});

it('shows who requested it that it was taken back, until they have seen it', async () => {
  const told = async (name: string) => {
    const { body } = await portal.as(name).get('/harm');
    return operations.listHarm.response.parse(body).items;
  };
  let shown = await told('dana');
  for (let tries = 0; tries < 200 && !isOver(shown); tries += 1) {
    await new Promise(resolve => {
      setTimeout(resolve, 50);
    });
    shown = await told('dana');
  }
  expect(shown).toMatchObject([
    {
      topic: 'rolled-back',
      severity: 'high',
      title: expect.stringMatching(/^Rolled back/),
      description: 'It is slow',
      link: `/rollouts/${rolloutId}`,
    },
  ]);
  const path = `/harm/${shown[0].id}/acknowledge`;
  for (const _ of ['once', 'again']) {
    const { status, body } = await portal.as('dana').post(path, undefined);
    expect([status, body.items]).toEqual([200, []]);
  }
  // It is for oneself, and of no help to guess ids.
  expect(await told('omar')).toHaveLength(1);
  expect((await portal.as('lee').post(path, undefined)).status).toBe(404);
  expect(
    (await portal.as('dana').post('/harm/all/acknowledge', undefined)).status,
  ).toBe(400);
});

it('lists deliveries page by page, failed first, and sends none to nobody', async () => {
  const event = {
    version: 1 as const,
    topic: 'held' as const,
    severity: 'high' as const,
    at: new Date().toISOString(),
    title: 'Held',
    description: 'No data',
    cause: null,
    link: 'https://portal.example.com/rollouts',
    actor: null,
    rollout: null,
  };
  for (const [id, state] of [
    ['1', 'failed'],
    ['2', 'delivered'],
    ['3', 'pending'],
  ]) {
    await addDelivery(portal.knex, {
      id: `d-${id}`,
      webhook: 'chat',
      rolloutId: null,
      subject: id,
      eventKey: id,
      event: { ...event, id },
      action: 'trigger',
    });
    await portal
      .knex('deliveries')
      .where({ id: `d-${id}` })
      .update({ state });
  }
  const page = async (query: string) => {
    const { body } = await portal.as('petra').get(`/deliveries?${query}`);
    return operations.listDeliveries.response.parse(body);
  };
  const first = await page('limit=2');
  expect(first.items.map(({ id }) => id)).toEqual(['d-1', 'd-3']);
  expect(first.counts).toEqual({ pending: 1, delivered: 1, failed: 1 });
  const rest = await page(`limit=2&cursor=${first.nextCursor}`);
  expect(rest.items.map(({ id }) => id)).toEqual(['d-2']);
  expect(rest.nextCursor).toBeNull();
  expect((await portal.as('petra').get('/deliveries?cursor=odd')).status).toBe(
    400,
  );
  const again = await portal
    .as('petra')
    .post('/deliveries/d-1/replay', undefined);
  expect([again.status, again.body.error.remedy]).toEqual([
    409,
    'Add it to rollouts.webhooks again',
  ]);
});

function isOver(shown: readonly Harm[]): boolean {
  return shown.some(({ topic }) => topic === 'rolled-back');
}
