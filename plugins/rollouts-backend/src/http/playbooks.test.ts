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
  planFromYaml,
  playbookFromYaml,
  type PlaybookView,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { makeProposal, TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

let portal: TestPortal;
let rolloutId: string;
beforeAll(async () => {
  portal = await TestPortal.start(databases);
  const proposed = await portal.as('dana').post('/experiments', makeProposal());
  rolloutId = proposed.body.rolloutId;
});
afterAll(() => portal.stop());

const yamlOf = async (id = 'standard') => {
  const { text, headers } = await portal
    .as('dana')
    .get(`/playbooks/${id}/export`);
  expect(headers['content-type']).toMatch(/^application\/yaml/);
  return text;
};
const propose = (id: string, body: object, name = 'dana') =>
  portal.as(name).post(`/playbooks/${id}/changes`, body);
const decide = (id: string, decision: string, name = 'petra') =>
  portal
    .as(name)
    .post(`/playbook-changes/${id}/decision`, { decision, reason: 'Agreed' });
const read = async (id = 'standard'): Promise<PlaybookView> =>
  operations.getPlaybook.response.parse(
    (await portal.as('dana').get(`/playbooks/${id}`)).body,
  );

it('takes a change as YAML through sign-off into the next version', async () => {
  const { version } = await read();
  const yaml = (await yamlOf()).replace('bakeSeconds: 900', 'bakeSeconds: 901');
  const proposed = await propose('standard', {
    kind: 'revise',
    baseVersion: version,
    yaml,
    reason: 'Look a second longer',
  });
  expect(proposed.status).toBe(201);
  const change = operations.proposePlaybookChange.response.parse(proposed.body);
  expect(change).toMatchObject({
    owners: ['group:default/on-call'],
    signOff: { open: false },
    withdraw: { open: true },
  });
  expect((await read()).openChanges).toBe(1);

  expect((await decide(change.id, 'sign-off', 'dana')).status).toBe(403);
  const signed = await decide(change.id, 'sign-off');
  expect(signed.body).toMatchObject({
    state: 'signed-off',
    version: version + 1,
    closed: { by: { ref: 'user:default/petra' } },
  });
  const playbook = await read();
  expect(playbook).toMatchObject({
    version: version + 1,
    openChanges: 0,
    stages: [{}, { bakeSeconds: 901 }, {}, {}, {}],
  });
  expect(playbookFromYaml(await yamlOf()).value?.stages[1].bakeSeconds).toBe(
    901,
  );
  const history = await portal.as('omar').get('/playbooks/standard/history');
  expect(
    operations.listPlaybookEvents.response
      .parse(history.body)
      .items.map(({ kind }) => kind),
  ).toEqual(['signed-off', 'proposed', 'registered']);

  await portal.restart();
  expect((await read()).version).toBe(version + 1);
});

it.each<[what: string, document: (yaml: string) => object, says: RegExp]>([
  [
    '10 000 stages in YAML',
    () => ({
      yaml: `id: standard\nstages:\n${'  - name: a\n'.repeat(10_000)}`,
    }),
    /^Line 23: stages has 10000 entries, at most 20 are read/,
  ],
  [
    '10 000 stages in JSON',
    () => ({ document: { id: 'standard', stages: Array(10_000).fill({}) } }),
    /^stages has 10000 entries, at most 20 are read/,
  ],
  ['a cycle', () => ({ yaml: 'id: &a [*a]' }), /^Line 1: \*a stands inside/],
  [
    'a tag that would execute',
    yaml => ({ yaml: yaml.replace('id: standard', 'id: !!js/function x') }),
    /^Line 2: The tag !!js\/function is not read/,
  ],
  [
    'a playbook under another name',
    yaml => ({ yaml: yaml.replace('id: standard', 'id: other') }),
    /^This is the playbook other, not standard/,
  ],
  ['nothing', () => ({}), /^Give the whole playbook once/],
])('refuses %s with a clear answer, at once', async (_, document, says) => {
  // Time of this process alone: others may have the processor.
  const before = process.cpuUsage();
  const refused = await propose('standard', {
    kind: 'revise',
    baseVersion: (await read()).version,
    reason: 'New',
    ...document(await yamlOf()),
  });
  const { user, system } = process.cpuUsage(before);
  expect(user + system).toBeLessThan(2_000_000);
  expect(refused.status).toBe(400);
  expect(refused.body.error.problems[0].message).toMatch(says);
});

it('does a repeat of a request once', async () => {
  const body = {
    kind: 'retire',
    baseVersion: (await read('cautious')).version,
    reason: 'Nobody uses it',
  };
  const send = () =>
    propose('cautious', body).set('idempotency-key', 'retire-cautious-1');
  const [first, second] = [await send(), await send()];
  expect(first.status).toBe(201);
  expect(second.body).toEqual(first.body);
  expect((await read('cautious')).openChanges).toBe(1);
  await decide(first.body.id, 'refuse');
});

it('makes no new plan from a retired playbook, and plans again from one brought back', async () => {
  const { version } = await read('fast');
  const change = (kind: string) =>
    propose('fast', { kind, baseVersion: version, reason: 'Not now' });
  await decide((await change('retire')).body.id, 'sign-off');
  const plan = makeProposal({ playbook: 'fast' });
  const refused = await portal.as('dana').post('/experiments', plan);
  expect(refused.status).toBe(400);
  expect(refused.body.error.problems[0]).toMatchObject({
    path: ['plan', 'playbook'],
    message: 'The playbook Fast is retired: no new plan is made from it',
  });
  await decide((await change('bring-back')).body.id, 'sign-off');
  const checked = await portal.as('dana').post('/plans/check', {
    service: plan.service,
    plan: plan.plan,
  });
  expect(JSON.stringify(checked.body)).not.toContain('is retired');
});

it('gives a plan as YAML that can be proposed as it is', async () => {
  const { text } = await portal
    .as('dana')
    .get(`/rollouts/${rolloutId}/plan/export`);
  const parsed = await portal.as('dana').post('/plans/parse', { yaml: text });
  const { draft } = operations.parsePlan.response.parse(parsed.body);
  expect(draft).toEqual(planFromYaml(text).value);
  const { plan, ...rest } = makeProposal();
  expect(draft).toMatchObject({
    ...rest,
    plan: { ...plan, end: expect.any(String) },
  });
  const wrong = await portal.as('dana').post('/plans/parse', {
    yaml: text.replace('environment: production', 'environment: Not A Slug'),
  });
  expect(wrong.body).toMatchObject({
    draft: null,
    problems: [{ path: ['plan', 'environment'], line: expect.any(Number) }],
  });
});

it('records a review by the owner, of the newest version only', async () => {
  const { version } = await read();
  const review = (name: string, seen: number) =>
    portal
      .as(name)
      .post('/playbooks/standard/reviews', { version: seen, note: 'Right' });
  expect((await review('dana', version)).status).toBe(403);
  expect((await review('petra', version + 1)).status).toBe(409);
  const reviewed = await review('petra', version);
  expect(
    operations.reviewPlaybook.response.parse(reviewed.body).review,
  ).toMatchObject({ note: 'Right', lastBy: { name: 'Petra Novak' } });
});
