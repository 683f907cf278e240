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

import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import {
  createBackendModule,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  operations,
  RISK_TIER_ANNOTATION,
} from '@stagecraft/backstage-plugin-rollouts-common';
import {
  policiesExtensionPoint,
  type PolicyJudgement,
} from '@stagecraft/backstage-plugin-rollouts-node';
import { verifyChain } from '../chain/chain';
import acmePolicies from '../policy/__testUtils__/acmePolicies';
import { POLICIES } from '../policy/evaluate';
import { readChain } from '../store/decisions';
import { readPlaybook, registerPlaybook } from '../store/playbooks';
import { inTransaction } from '../store/transaction';
import { CHECKOUT, CHECKOUT_TARGET } from '../__testUtils__/entities';
import { makeProposal, TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

/** What a second policy of the company says, where it is asked. */
let register: (() => unknown) | undefined;
const acmeRegister = createBackendModule({
  pluginId: 'rollouts',
  moduleId: 'acme-register',
  register(env) {
    env.registerInit({
      deps: { policies: policiesExtensionPoint },
      async init({ policies }) {
        policies.addPolicy({
          name: 'acme-register',
          title: 'In the register of changes',
          needs: [],
          judge: () => register?.() as PolicyJudgement | undefined,
        });
      },
    });
  },
});

let portal: TestPortal;
beforeAll(async () => {
  portal = await TestPortal.start(databases, [], [acmePolicies, acmeRegister]);
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
      /^It needs one approval from storefront-owners, by .*, or they are reminded and it goes on waiting\.$/,
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

it('holds a plan to the authors that a pipeline stated of its images', async () => {
  const [held] = await portal.knex('rollouts').select('id', 'version');
  await portal.as('petra').post(`/rollouts/${held.id}/commands`, {
    command: 'cancel',
    version: held.version,
    reason: 'Its target is needed',
  });
  const naming = (...authors: string[]) => {
    const { artefacts } = makeProposal().plan;
    const images = [{ name: 'checkout', digest: `sha256:${'c'.repeat(64)}` }];
    return makeProposal({ artefacts: { ...artefacts, images, authors } });
  };
  const stated = await portal
    .asService('external:pipeline')
    .post('/experiments', naming('user:default/omar'));
  expect(stated.status).toBe(201);
  const outcomeFor = async (...authors: string[]) => {
    const { body } = await portal.as('dana').post('/plans/check', {
      service: CHECKOUT,
      plan: naming(...authors).plan,
    });
    return operations.checkPlan.response
      .parse(body)
      .policies.find(({ policy }) => policy === 'authors-known');
  };
  expect(await outcomeFor('user:default/dana')).toMatchObject({
    outcome: 'fail',
    explanation:
      'external:pipeline states that omar wrote these images, and the plan does not say so',
    remedy: 'Name user:default/omar among the authors',
  });
  expect(
    await outcomeFor('user:default/dana', 'user:default/omar'),
  ).toMatchObject({ outcome: 'pass' });
});

describe('policies of a company', () => {
  const RECO = 'component:default/recommendations';
  const TITLE = 'In the register of changes';

  /** A critical change of another service, with these notes. */
  function proposal(notes: string) {
    const { service, ...rest } = makeProposal();
    const target = {
      ...CHECKOUT_TARGET,
      name: 'recommendations',
      backends: { baseline: 'reco-stable', new: 'reco-next' },
    };
    const { rollbackPlan } = rest.plan;
    return {
      ...rest,
      service: RECO,
      plan: {
        ...rest.plan,
        targets: [target],
        rollbackPlan: { ...rollbackPlan, notes },
      },
    };
  }

  const read = async (id: string) =>
    operations.getRollout.response.parse(
      (await portal.as('omar').get(`/rollouts/${id}`)).body,
    );
  const command = async (who: string, id: string, given: object) => {
    const { version, planHash } = await read(id);
    const needsHash = ['approve', 'bypass'].includes(
      'command' in given ? String(given.command) : '',
    );
    return portal.as(who).post(`/rollouts/${id}/commands`, {
      version,
      ...(needsHash && { planHash }),
      ...given,
    });
  };

  beforeAll(() => {
    const entity = portal.entities.find(
      ({ metadata }) => metadata.name === 'recommendations',
    );
    if (!entity) throw new Error('The organisation has it');
    entity.metadata.annotations = {
      ...entity.metadata.annotations,
      [RISK_TIER_ANNOTATION]: 'critical',
    };
    portal.cluster.add(proposal('').plan.targets[0]);
    portal.driver.backends.add('reco-stable').add('reco-next');
  });

  it('are added as the documentation says', async () => {
    const source = await readFile(
      require.resolve('../policy/__testUtils__/acmePolicies.ts'),
      'utf8',
    );
    const page = await readFile(
      resolvePackagePath(
        '@stagecraft/backstage-plugin-rollouts-backend',
        '../../docs/policies.md',
      ),
      'utf8',
    );
    const [, example] = source.split(' */\n\n');
    expect(page).toContain(`\`\`\`ts\n${example}\`\`\``);
    for (const { name, title } of POLICIES) {
      expect(page).toMatch(new RegExp(`${title} +\\|.*\`${name}\``));
    }
  });

  it('are shown while a plan is written, and refuse it by the field', async () => {
    const draft = proposal('No ticket');
    const { body } = await portal
      .as('dana')
      .post('/plans/check', { service: RECO, plan: draft.plan });
    const unmet = {
      path: ['rollbackPlan', 'notes'],
      message: 'A critical change needs a change ticket',
      remedy: 'Name it in the notes of the rollback plan: CHG-1234',
    };
    const check = operations.checkPlan.response.parse(body);
    expect(check.policies).toContainEqual({
      policy: 'acme-change-ticket',
      title: 'Change ticket',
      outcome: 'fail',
      explanation: unmet.message,
      remedy: unmet.remedy,
      path: unmet.path,
    });
    expect(check.problems).toContainEqual(unmet);
    const refused = await portal.as('dana').post('/experiments', draft);
    expect(refused.status).toBe(400);
    expect(refused.body.error.problems).toEqual([
      { ...unmet, path: ['plan', ...unmet.path] },
    ]);
  });

  it('count as not met while they break, may be gone past, and stand in no way back', async () => {
    const proposed = await portal
      .as('dana')
      .post('/experiments', proposal('Agreed in CHG-42'));
    expect(proposed.status).toBe(201);
    const { experimentId, rolloutId } = proposed.body;
    const decisions = () =>
      readChain(portal.knex, experimentId, { after: 0, limit: 20 });
    expect((await decisions())[0].policies).toContainEqual({
      policy: 'acme-change-ticket',
      title: 'Change ticket',
      outcome: 'pass',
      explanation: 'The notes name a ticket',
    });

    const approve = { command: 'approve', stageIndex: 0, reason: 'Fine' };
    for (const answer of [
      () => {
        throw new Error('The register is empty');
      },
      () => 'garbage',
      async () => ({ outcome: 'pass', explanation: 'Later' }),
    ]) {
      register = answer;
      const refused = await command('omar', rolloutId, approve);
      expect(refused.status).toBe(409);
      expect(refused.body.error).toMatchObject({
        code: 'policy',
        message: expect.stringMatching(`^${TITLE}: This can't be judged`),
        remedy: expect.stringContaining('mend the policy acme-register'),
      });
    }
    expect((await read(rolloutId)).commands).toContainEqual(
      expect.objectContaining({
        command: 'bypass',
        policy: 'acme-register',
        title: TITLE,
      }),
    );
    const bypassed = await command('petra', rolloutId, {
      command: 'bypass',
      policy: 'acme-register',
      reason: 'Nobody can pay, and the register is down',
    });
    expect(bypassed.status).toBe(200);
    expect((await command('omar', rolloutId, approve)).status).toBe(200);
    expect((await decisions()).at(-1)).toMatchObject({
      command: 'approve',
      policies: expect.arrayContaining([
        expect.objectContaining({
          policy: 'acme-register',
          outcome: 'warn',
          bypassed: expect.objectContaining({ by: 'Petra Novak' }),
        }),
      ]),
    });

    await command('dana', rolloutId, { command: 'start', reason: 'Go' });
    const deadline = Date.now() + 20_000;
    while ((await read(rolloutId)).stageIndex < 0) {
      if (Date.now() > deadline) throw new Error('It never opens');
      await delay(20);
    }
    const back = await portal
      .as('petra')
      .post(`/rollouts/${rolloutId}/commands`, {
        command: 'roll-back',
        reason: 'It hurts',
      });
    expect(back.status).toBe(200);
    register = undefined;
  });
});
