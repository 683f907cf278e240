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
  MAX_BODY_BYTES,
  type PlanDraft,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { CHECKOUT_TARGET } from '../__testUtils__/entities';
import { makeProposal, TestPortal } from '../__testUtils__/TestPortal';
import { internalStage, makeGuardrail, makeStage } from '../testing/plans';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

let portal: TestPortal;
beforeAll(async () => {
  portal = await TestPortal.start(databases);
});
afterAll(() => portal.stop());

interface Bad {
  title: string;
  by?: string;
  body: object;
  status: number;
  /** The field that the first problem names. */
  path?: (string | number)[];
  message: RegExp;
}

function problemAt(path: (string | number)[]) {
  return { path, message: expect.any(String), remedy: expect.any(String) };
}

const planned = (plan: Partial<PlanDraft>) => makeProposal(plan);

const BAD: Bad[] = [
  {
    title: 'an unknown entity',
    body: { ...makeProposal(), service: 'component:default/nothing' },
    status: 404,
    path: ['service'],
    message: /catalogue shows you no component:default\/nothing/,
  },
  {
    title: 'somebody else’s service',
    by: 'ines',
    body: makeProposal(),
    status: 403,
    message: /owners of the service/,
  },
  {
    title: 'a ladder that does not rise',
    body: planned({
      stages: [internalStage, makeStage(), makeStage({ name: 'again' })],
    }),
    status: 400,
    path: ['plan', 'stages', 2, 'exposure'],
    message: /ladder must rise/,
  },
  {
    title: 'internal after everyone',
    body: planned({
      stages: [
        makeStage({ approvals: { required: 1, from: 'approvers' } }),
        internalStage,
      ],
    }),
    status: 400,
    path: ['plan', 'stages', 1, 'exposure'],
    message: /ladder must rise/,
  },
  {
    title: 'exposure over 100 %',
    body: planned({ stages: [makeStage({ exposure: 10_001 })] }),
    status: 400,
    path: ['plan', 'stages', 0, 'exposure'],
    message: /cannot be over 100 %/,
  },
  {
    title: 'exposure under 0 %',
    body: planned({ stages: [makeStage({ exposure: -1 })] }),
    status: 400,
    path: ['plan', 'stages', 0, 'exposure'],
    message: /cannot be under 0 %/,
  },
  {
    title: 'a stage without guardrails',
    body: planned({ stages: [makeStage({ guardrails: [] })] }),
    status: 400,
    path: ['plan', 'stages', 0, 'guardrails'],
    message: /at least one guardrail/,
  },
  {
    title: 'a guardrail that the plan does not have',
    body: planned({ stages: [makeStage({ guardrails: ['speed'] })] }),
    status: 400,
    path: ['plan', 'stages', 0, 'guardrails', 0],
    message: /no guardrail named speed/,
  },
  {
    title: 'an unknown metric of a guardrail',
    body: planned({ guardrails: [makeGuardrail({ metric: 'happiness' })] }),
    status: 400,
    path: ['plan', 'guardrails', 0, 'metric'],
    message: /no metric named happiness/,
  },
  {
    title: 'an unknown success metric',
    body: planned({ successMetrics: [{ metric: 'joy', worthwhile: 0 }] }),
    status: 400,
    path: ['plan', 'successMetrics', 0, 'metric'],
    message: /no metric named joy/,
  },
  {
    title: 'a route that lacks the named backend',
    body: planned({
      targets: [
        {
          ...CHECKOUT_TARGET,
          name: 'recommendations',
          backends: { baseline: 'reco-stable', new: 'reco-next' },
        },
      ],
    }),
    status: 400,
    path: ['plan', 'targets', 0],
    message: /no target of component:default\/checkout/,
  },
  {
    title: 'a kind of target that nothing moves',
    body: planned({ targets: [{ ...CHECKOUT_TARGET, kind: 'mainframe' }] }),
    status: 400,
    path: ['plan', 'targets', 0, 'kind'],
    message: /Nothing here moves targets of kind mainframe/,
  },
  {
    title: 'an end in the past',
    body: planned({ end: '2020-01-01T00:00:00Z' }),
    status: 400,
    path: ['plan', 'end'],
    message: /end lies in the past/,
  },
  {
    title: 'an end beyond 30 days',
    body: planned({ end: '2099-01-01T00:00:00Z' }),
    status: 400,
    path: ['plan', 'end'],
    message: /more than 30 days/,
  },
  {
    title: 'an end before the last stage could be through',
    body: planned({ stages: [makeStage({ bakeSeconds: 86_400 * 2 })] }),
    status: 400,
    path: ['plan', 'end'],
    message: /The stages take 2 days at least/,
  },
  {
    title: 'a start after the end',
    body: planned({
      schedule: { start: 'by-hand', notBefore: '2099-01-01T00:00:00Z' },
    }),
    status: 400,
    path: ['plan', 'schedule', 'notBefore'],
    message: /start after its end/,
  },
  {
    title: 'no guardrail that rolls back',
    body: planned({ guardrails: [makeGuardrail({ onBreach: 'notify' })] }),
    status: 400,
    path: ['plan', 'stages', 0, 'guardrails'],
    message: /No guardrail of stage 1 rolls back/,
  },
  {
    title: 'more approvals than anybody could give',
    body: planned({
      stages: [makeStage({ approvals: { required: 3, from: 'approvers' } })],
    }),
    status: 400,
    path: ['plan', 'stages', 0, 'approvals'],
    message: /only 2 who neither requested nor wrote the plan/,
  },
  {
    title: 'an unknown playbook',
    body: planned({ playbook: 'heroic' }),
    status: 400,
    path: ['plan', 'playbook'],
    message: /no playbook heroic/,
  },
  {
    title: 'an image by tag',
    body: planned({
      artefacts: {
        images: [{ name: 'checkout', digest: 'latest' }],
        commit: 'abcdef1',
        authors: [],
      },
    }),
    status: 400,
    path: ['plan', 'artefacts', 'images', 0, 'digest'],
    message: /image digest/,
  },
  {
    title: 'an address that is no web address',
    body: planned({
      artefacts: {
        ...makeProposal().plan.artefacts,
        // eslint-disable-next-line no-script-url
        pullRequest: 'javascript:alert(1)',
      },
    }),
    status: 400,
    path: ['plan', 'artefacts', 'pullRequest'],
    message: /http or https/,
  },
  {
    title: 'a field that is missing',
    body: { service: 'component:default/checkout', plan: makeProposal().plan },
    status: 400,
    path: ['experiment'],
    message: /missing/,
  },
  {
    title: 'a field that is not known',
    body: { ...makeProposal(), force: true },
    status: 400,
    path: [],
    message: /Not known here: force/,
  },
  {
    title: 'text that can not be kept',
    body: {
      ...makeProposal(),
      experiment: { ...makeProposal().experiment, title: 'nul \u0000 here' },
    },
    status: 400,
    path: ['experiment', 'title'],
    message: /can not be kept/,
  },
  {
    title: 'half an emoji',
    body: {
      ...makeProposal(),
      experiment: { ...makeProposal().experiment, title: 'half \ud83d' },
    },
    status: 400,
    path: ['experiment', 'title'],
    message: /can not be kept/,
  },
];

it.each(BAD)(
  'refuses $title and writes nothing',
  async ({ by, body, status, path, message }) => {
    const before = await portal.rows();
    const response = await portal
      .as(by ?? 'dana')
      .post('/experiments', body)
      .set('idempotency-key', 'one-of-a-kind');
    const { error } = response.body;
    expect([response.status, error.message]).toEqual([
      status,
      expect.stringMatching(message),
    ]);
    expect(error.problems?.[0]).toEqual(path && problemAt(path));
    expect(error.remedy).toBeTruthy();
    expect(JSON.stringify(error)).not.toContain('/src/');
    expect(await portal.rows()).toEqual(before);
  },
);

it('refuses a backend that the route lacks, by the word of the cluster', async () => {
  const before = await portal.rows();
  portal.driver.backends.delete('checkout-next');
  const response = await portal.as('dana').post('/experiments', makeProposal());
  portal.driver.backends.add('checkout-next');
  expect(response.status).toBe(400);
  expect(response.body.error.problems).toEqual([
    {
      path: ['plan', 'targets', 0],
      message: 'The route lacks the backend checkout-next',
      remedy: 'Add checkout-next to the route with weight 0',
    },
  ]);
  expect(await portal.rows()).toEqual(before);
});

it('says so when the cluster does not answer', async () => {
  portal.cluster.down = true;
  const response = await portal.as('dana').post('/experiments', makeProposal());
  portal.cluster.down = false;
  expect(response.status).toBe(503);
  expect(response.body.error).toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('sandbox/gateway-api/storefront/checkout'),
    remedy: 'Try again when the cluster answers',
  });
});

it('refuses malformed JSON, naming the place', async () => {
  const response = await portal
    .as('dana')
    .post('/experiments')
    .set('content-type', 'application/json')
    .send('{\n  "service": "x",\n  nope\n}');
  expect(response.status).toBe(400);
  expect(response.body.error).toMatchObject({
    code: 'malformed-json',
    message: 'The request is not valid JSON, at line 3, column 3',
    remedy: expect.any(String),
  });
});

it('refuses more than 256 kB before reading it', async () => {
  const response = await portal
    .as('dana')
    .post('/experiments', { text: 'x'.repeat(MAX_BODY_BYTES) });
  expect(response.status).toBe(413);
  expect(response.body.error).toMatchObject({
    code: 'too-large',
    message: 'The request is larger than 256 kB',
  });
});

it('refuses what is not sent as JSON', async () => {
  const response = await portal
    .as('dana')
    .post('/experiments')
    .set('content-type', 'text/plain')
    .send('hello');
  expect(response.status).toBe(415);
  expect(response.body.error.remedy).toContain('Content-Type');
});

it.each([
  ['/rollouts?cursor=nonsense', ['cursor']],
  ['/rollouts?limit=0', ['limit']],
  ['/rollouts?limit=1000', ['limit']],
  ['/rollouts?phase=flying', ['phase']],
  ['/rollouts?service=checkout', ['service']],
  ['/learnings?text=%00', ['text']],
])('refuses the query of %s', async (path, field) => {
  const response = await portal.as('dana').get(path);
  expect(response.status).toBe(400);
  expect(response.body.error.problems[0].path).toEqual(field);
});

it.each([
  '/rollouts/nothing',
  '/rollouts/nothing/decisions',
  '/rollouts/nothing/evidence',
  '/experiments/nothing',
  '/playbooks/nothing',
  '/playbooks/standard?version=99',
  '/services/component/default/nothing',
  '/nothing',
])('answers 404 with a remedy for %s', async path => {
  const response = await portal.as('dana').get(path);
  expect(response.status).toBe(404);
  expect(response.body.error).toMatchObject({
    code: 'not-found',
    remedy: expect.any(String),
  });
});

it('says with which permission a closed door opens', async () => {
  portal.denied.add('rollouts.rollout.request');
  const response = await portal.as('dana').post('/experiments', makeProposal());
  portal.denied.clear();
  expect(response.status).toBe(403);
  expect(response.body.error).toMatchObject({
    code: 'permission',
    message: expect.stringContaining('rollouts.rollout.request'),
  });
});

it('keeps text with markup as the text it is', async () => {
  const title = '<img src=x onerror=alert(1)> & "quotes" {{ }} 👩‍🚀';
  const { body } = await portal.as('dana').post('/experiments', {
    ...makeProposal(),
    experiment: { ...makeProposal().experiment, title },
  });
  const read = await portal.as('omar').get(`/rollouts/${body.rolloutId}`);
  expect(read.headers['content-type']).toMatch(/^application\/json/);
  expect(read.body.experiment.title).toBe(title);
});

it('refuses a title that reads otherwise than it is written', async () => {
  const title = 'Show 1 % \u202eof everyone';
  const { status, body } = await portal.as('dana').post('/experiments', {
    ...makeProposal(),
    experiment: { ...makeProposal().experiment, title },
  });
  expect(status).toBe(400);
  expect(body.error.problems).toEqual([
    {
      path: ['experiment', 'title'],
      message:
        'There is a character that nobody sees, U+202E, after "Show 1 %"',
      remedy: 'Delete it, or type the text anew instead of pasting it',
    },
  ]);
});
