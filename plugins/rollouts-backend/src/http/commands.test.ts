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
  type CommandName,
  type Rollout,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { makeProposal, TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

let portal: TestPortal;
beforeAll(async () => {
  portal = await TestPortal.start(databases);
});
afterAll(() => portal.stop());

/** The next test needs the target. */
afterEach(async () => {
  portal.catalogueDown = false;
  portal.denied.clear();
  const open = await portal
    .knex('rollouts')
    .whereNot('phase', 'cancelled')
    .select('id', 'version');
  for (const { id, version } of open) {
    const { status } = await portal
      .as('petra')
      .post(`/rollouts/${id}/commands`, {
        command: 'cancel',
        version,
        reason: 'It was tried',
      });
    if (status !== 200) throw new Error(`Cancelling answers ${status}`);
  }
});

/** Of every table that only requests write. */
async function rows() {
  const { outbox, work, ...counts } = await portal.rows();
  return counts;
}

async function decisionsOf({ id }: Rollout): Promise<number> {
  const found = await portal.knex('decisions').where('rollout_id', id);
  return found.length;
}

async function propose(plan = {}): Promise<Rollout> {
  const { body } = await portal
    .as('dana')
    .post('/experiments', makeProposal(plan));
  return read(body.rolloutId);
}

async function read(id: string, by = 'omar'): Promise<Rollout> {
  const { body } = await portal.as(by).get(`/rollouts/${id}`);
  return operations.getRollout.response.parse(body);
}

const approval = ({ version, planHash }: Rollout) => ({
  command: 'approve',
  version,
  stageIndex: 0,
  planHash,
  reason: 'Looks safe',
});

function stateOf(rollout: Rollout, command: CommandName) {
  return rollout.commands.find(state => state.command === command);
}

it('approves as an approver, and shows the answer', async () => {
  const rollout = await propose();
  const response = await portal
    .as('omar')
    .post(`/rollouts/${rollout.id}/commands`, approval(rollout));
  expect(response.status).toBe(200);
  expect(operations.commandRollout.response.parse(response.body)).toMatchObject(
    {
      phase: 'approved',
      version: 2,
      approvals: [{ actor: { ref: 'user:default/omar', name: 'Omar Haddad' } }],
      next: 'It is started by hand.',
      whoMustAct: ['group:default/storefront-team'],
    },
  );
  expect(await decisionsOf(rollout)).toBe(2);
});

describe('who may approve', () => {
  it.each([
    ['dana', 'Nobody approves a plan they requested or wrote'],
    ['ines', 'This is for its approvers'],
    ['petra', 'This is for its approvers'],
  ])('refuses %s', async (name, message) => {
    const rollout = await propose();
    const response = await portal
      .as(name)
      .post(`/rollouts/${rollout.id}/commands`, approval(rollout));
    expect(response.status).toBe(403);
    expect(response.body.error).toMatchObject({
      code: 'not-eligible',
      message,
      remedy: expect.any(String),
      whoCould: ['group:default/storefront-owners'],
    });
    expect((await read(rollout.id)).version).toBe(1);
  });

  it('refuses the token of a service', async () => {
    const rollout = await propose();
    const response = await portal
      .asService()
      .post(`/rollouts/${rollout.id}/commands`, approval(rollout));
    expect(response.status).toBe(403);
  });

  it('refuses a plugin that acts for an approver', async () => {
    const rollout = await propose();
    const response = await portal
      .as('omar', { through: 'plugin:assistant' })
      .post(`/rollouts/${rollout.id}/commands`, approval(rollout));
    expect(response.status).toBe(403);
    expect(response.body.error).toMatchObject({ code: 'actor-kind' });
  });

  it('refuses an approver without the permission, and says which', async () => {
    const rollout = await propose();
    portal.denied.add('rollouts.rollout.approve');
    const response = await portal
      .as('omar')
      .post(`/rollouts/${rollout.id}/commands`, approval(rollout));
    expect(response.status).toBe(403);
    expect(response.body.error.code).toBe('permission');
    expect(stateOf(await read(rollout.id), 'approve')).toMatchObject({
      open: false,
      reason: expect.stringContaining('rollouts.rollout.approve'),
    });
  });

  it('refuses who was removed from the group a second ago', async () => {
    const rollout = await propose();
    expect(stateOf(rollout, 'approve')).toMatchObject({ open: true });
    const omar = portal.entities.find(
      ({ kind, metadata }) => kind === 'User' && metadata.name === 'omar',
    );
    const relations = omar?.relations;
    if (!omar || !relations) throw new Error('The organisation has omar');
    omar.relations = [];
    const approve = () =>
      portal
        .as('omar')
        .post(`/rollouts/${rollout.id}/commands`, approval(rollout));
    const refused = await approve();
    omar.relations = relations;
    expect(refused.status).toBe(403);
    expect(refused.body.error).toMatchObject({ code: 'not-eligible' });
    expect((await approve()).status).toBe(200);
  });

  it('refuses everybody while the catalogue is down', async () => {
    const rollout = await propose();
    portal.catalogueDown = true;
    const response = await portal
      .as('omar')
      .post(`/rollouts/${rollout.id}/commands`, approval(rollout));
    expect(response.status).toBe(503);
    expect(response.body.error).toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('catalogue'),
      remedy: expect.stringContaining('rolling back stay open'),
    });
    expect(await decisionsOf(rollout)).toBe(1);
  });
});

it('answers a stale version with the rollout as it is now', async () => {
  const rollout = await propose();
  await portal.as('omar').post(`/rollouts/${rollout.id}/commands`, {
    command: 'object',
    version: 1,
    planHash: rollout.planHash,
    reason: 'Not on a Friday',
  });
  const response = await portal
    .as('olga')
    .post(`/rollouts/${rollout.id}/commands`, approval(rollout));
  expect(response.status).toBe(409);
  expect(response.body.error).toMatchObject({
    code: 'stale-version',
    message: expect.stringContaining('you saw version 1, now it is 2'),
    current: { id: rollout.id, version: 2, objections: [{}] },
  });
});

it('says of a command that is not open why, and what would open it', async () => {
  const rollout = await propose();
  const response = await portal
    .as('omar')
    .post(`/rollouts/${rollout.id}/commands`, {
      command: 'advance',
      version: 1,
      reason: 'Go',
    });
  expect(response.status).toBe(409);
  expect(response.body.error).toMatchObject({
    code: 'not-open',
    message: expect.stringContaining('Not open now'),
    remedy: expect.any(String),
  });
  expect(stateOf(rollout, 'advance')).toMatchObject({
    open: false,
    reason: response.body.error.message,
    remedy: response.body.error.remedy,
  });
});

describe('an idempotency key', () => {
  it('makes the same request one, whatever happened since', async () => {
    const rollout = await propose();
    const give = () =>
      portal
        .as('omar')
        .post(`/rollouts/${rollout.id}/commands`, approval(rollout))
        .set('idempotency-key', 'approve-once');
    const first = await give();
    const again = await give();
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.body).toEqual(first.body);
    expect(await decisionsOf(rollout)).toBe(2);
  });

  it('makes proposals that are sent at once one', async () => {
    const body = makeProposal();
    const before = await rows();
    const responses = await Promise.all(
      [1, 2, 3].map(() =>
        portal
          .as('dana')
          .post('/experiments', body)
          .set('idempotency-key', 'propose-once'),
      ),
    );
    expect(responses.map(({ status }) => status)).toEqual([201, 201, 201]);
    const ids = responses.map(response => response.body.rolloutId);
    expect(new Set(ids).size).toBe(1);
    expect(await rows()).toMatchObject({
      experiments: before.experiments + 1,
      rollouts: before.rollouts + 1,
    });
  });

  it('is refused for another request', async () => {
    const send = (title: string) =>
      portal
        .as('dana')
        .post('/experiments', {
          ...makeProposal(),
          experiment: { ...makeProposal().experiment, title },
        })
        .set('idempotency-key', 'used-twice');
    expect((await send('One')).status).toBe(201);
    const second = await send('Two');
    expect(second.status).toBe(409);
    expect(second.body.error).toMatchObject({
      code: 'idempotency-key-reused',
      remedy: expect.stringContaining('fresh key'),
    });
  });

  it('belongs to whoever used it', async () => {
    const rollout = await propose();
    const give = (name: string) =>
      portal
        .as(name)
        .post(`/rollouts/${rollout.id}/commands`, {
          ...approval(rollout),
        })
        .set('idempotency-key', 'the-same-key');
    expect((await give('omar')).status).toBe(200);
    expect((await give('olga')).status).toBe(409);
  });

  it('is free again after a refusal', async () => {
    const rollout = await propose();
    const { idempotency } = await rows();
    const start = () =>
      portal
        .as('omar')
        .post(`/rollouts/${rollout.id}/commands`, {
          command: 'hold',
          reason: 'Wait',
        })
        .set('idempotency-key', 'hold-it-now');
    expect((await start()).status).toBe(409);
    expect((await rows()).idempotency).toBe(idempotency);
    expect((await start()).body.error.code).toBe('not-open');
  });
});

it('refuses a second rollout on the same target, naming the first', async () => {
  const first = await propose();
  const before = await rows();
  const response = await portal.as('dana').post('/experiments', makeProposal());
  expect(response.status).toBe(409);
  expect(response.body.error).toMatchObject({
    code: 'target-taken',
    message: expect.stringContaining(first.id),
    problems: [{ path: ['plan', 'targets', 0] }],
  });
  expect(await rows()).toEqual(before);

  // Exposed, it makes the target look wrong to whoever wants it next.
  await portal.knex('rollouts').where({ id: first.id }).update('exposed', true);
  portal.driver.backends.delete('checkout-next');
  const exposed = await portal.as('dana').post('/experiments', makeProposal());
  portal.driver.backends.add('checkout-next');
  expect(exposed.body.error).toMatchObject({
    code: 'target-taken',
    message: expect.stringContaining(first.id),
  });
});

it('approves what was read: a revision makes earlier approvals not count', async () => {
  const rollout = await propose();
  await portal
    .as('omar')
    .post(`/rollouts/${rollout.id}/commands`, approval(rollout));
  const revised = await portal
    .as('dana')
    .post(`/rollouts/${rollout.id}/commands`, {
      command: 'revise',
      version: 2,
      reason: 'Later end',
      plan: makeProposal({
        end: new Date(Date.now() + 2 * 86_400_000).toISOString(),
      }).plan,
    });
  expect(revised.status).toBe(200);
  expect(revised.body).toMatchObject({ phase: 'proposed', version: 3 });
  expect(revised.body.planHash).not.toBe(rollout.planHash);
  const stale = await portal
    .as('olga')
    .post(`/rollouts/${rollout.id}/commands`, {
      ...approval(rollout),
      version: 3,
    });
  expect(stale.status).toBe(409);
  expect(stale.body.error.code).toBe('stale-plan');
});

it('names the wrong field of a revision and writes nothing', async () => {
  const rollout = await propose();
  const before = await rows();
  const response = await portal
    .as('dana')
    .post(`/rollouts/${rollout.id}/commands`, {
      command: 'revise',
      version: 1,
      reason: 'Better',
      plan: { ...makeProposal().plan, playbook: 'heroic' },
    });
  expect(response.status).toBe(400);
  expect(response.body.error.problems[0].path).toEqual(['plan', 'playbook']);
  expect(await rows()).toEqual(before);
});

it('says clearly what is wrong with a justification of one space', async () => {
  const rollout = await propose();
  const response = await portal
    .as('petra')
    .post(`/rollouts/${rollout.id}/commands`, {
      command: 'bypass',
      version: 1,
      policy: 'minimum-bake',
      planHash: rollout.planHash,
      reason: ' ',
    });
  expect(response.status).toBe(400);
  expect(response.body.error.problems).toEqual([
    expect.objectContaining({
      path: ['reason'],
      message: expect.stringContaining('in 20 characters or more'),
    }),
  ]);
});

it('shows the inbox to those who may approve, and to nobody else', async () => {
  const rollout = await propose();
  const inbox = async (name: string) =>
    operations.listApprovals.response.parse(
      (await portal.as(name).get('/approvals')).body,
    ).items;
  expect(await inbox('omar')).toMatchObject([
    { id: rollout.id, approvalStageIndex: 0, given: 0, required: 1 },
  ]);
  expect(await inbox('dana')).toEqual([]);
  expect(await inbox('ines')).toEqual([]);
});
