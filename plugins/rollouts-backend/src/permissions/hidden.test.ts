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
  type Operation,
  type OperationId,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Response } from 'supertest';
import { user } from '../__testUtils__/entities';
import { TestPortal } from '../__testUtils__/TestPortal';
import { FURTHER, policyWith } from './__testUtils__/callers';
import { READS, VERIFICATION, WRITES, type Asked } from './__testUtils__/reads';
import {
  HIDDEN,
  OWN,
  paymentsEntity,
  plant,
  prepareGround,
  type Planted,
} from './__testUtils__/worlds';

jest.setTimeout(120_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const as = (name: string) => (portal: TestPortal) => portal.as(name);

/** They see the rollouts of payments, and nothing of checkout. */
const PARTLY = {
  otto: as('otto'),
  /** An operator, whom the policy shows what her team owns. */
  opal: as('opal'),
  'token of payments': (portal: TestPortal) =>
    portal.asService('external:billing'),
};
/** They see everything: so that what is compared could tell of it. */
const WHOLE = {
  petra: as('petra'),
  'token of all': (portal: TestPortal) => portal.asService(),
};
/** The reads that tell them more once there is more. */
const TELLING: OperationId[] = [
  'askArgo',
  'askFlaggerGate',
  'countReviews',
  'drillStandings',
  'exportDecisions',
  'exportDecisionsAsCsv',
  'exportInsights',
  'getAudit',
  'getInsights',
  'getPlaybook',
  'getVerification',
  'listActs',
  'listBehind',
  'listClusters',
  'listDeliveries',
  'listDrills',
  'listExperiments',
  'listFreezes',
  'listHarm',
  'listLearnings',
  'listPlaybooks',
  'listReviews',
  'listRollouts',
  'listSimilar',
  'previewLineStop',
];

let portal: TestPortal;
let own: Record<string, Planted>;
/** The last run, told as `VERIFICATION` so that runs can be compared. */
let verification = VERIFICATION;

function address({ path }: Operation, { params, query }: Asked): string {
  const filled = path
    .replace(/\{(\w+)\}/g, (_, name) => params?.[name] ?? name)
    .replace(VERIFICATION, verification);
  const search = new URLSearchParams(query).toString();
  return search ? `${filled}?${search}` : filled;
}

/** What is told, but for instants. */
function told({ status, body, text }: Response, id: OperationId): string {
  if (status >= 500) throw new Error(`${id} failed: ${text}`);
  const whole = Buffer.isBuffer(body) ? body.toString('utf8') : text;
  return `${status} ${whole
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<instant>')
    .replaceAll(verification, VERIFICATION)
    // How long a run took.
    .replaceAll(/"seconds":[\d.]+/g, '"seconds":0')}`;
}

async function answers(
  operation: Operation,
  asked: Asked,
  calls: ReturnType<TestPortal['as']>,
): Promise<string[]> {
  const id = operation.id as OperationId;
  const path = address(operation, asked);
  const response =
    operation.method === 'get'
      ? await calls.get(path)
      : await calls.post(path, asked.body);
  const cursor = response.body?.nextCursor;
  const rest = cursor
    ? await answers(
        operation,
        { ...asked, query: { ...asked.query, cursor } },
        calls,
      )
    : [];
  return [told(response, id), ...rest];
}

/** Every answer to these people, by who asks what. */
async function everything(
  people: Record<string, (portal: TestPortal) => ReturnType<TestPortal['as']>>,
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  await Promise.all(
    Object.entries(people).map(async ([name, callsOf]) => {
      const calls = callsOf(portal);
      for (const [id, read] of Object.entries(READS)) {
        const operation: Operation = operations[id as OperationId];
        const all = Object.values(own).flatMap(each => read.asked(each));
        const distinct = new Map(all.map(one => [JSON.stringify(one), one]));
        for (const [key, asked] of distinct) {
          found.set(
            `${id} ${name} ${key}`,
            await answers(operation, asked, calls),
          );
        }
      }
    }),
  );
  return found;
}

/** Where two texts part: what each says there. */
function parting(a: string, b: string): [before: string, after: string] {
  const at = [...a].findIndex((character, index) => character !== b[index]);
  const from = Math.max(0, (at < 0 ? a.length : at) - 60);
  return [a.slice(from, from + 160), b.slice(from, from + 160)];
}

/** The questions whose answers are not the same, and where they part. */
function changed(
  before: ReadonlyMap<string, string[]>,
  after: ReadonlyMap<string, string[]>,
): Record<string, [before: string, after: string]> {
  return Object.fromEntries(
    [...before].flatMap(([key, answer]) => {
      const [was, is] = [answer, after.get(key) ?? []].map(all => all.join());
      return was === is ? [] : [[key, parting(was, is)]];
    }),
  );
}

/** Verifies all that there is, to the end. */
async function verify(): Promise<void> {
  const calls = portal.as('petra');
  const { body, status } = await calls.post('/audit/verifications');
  expect(status).toBe(201);
  verification = body.id;
  const until = Date.now() + 30_000;
  for (;;) {
    const { body: run } = await calls.get(
      `/audit/verifications/${verification}`,
    );
    if (run.state !== 'running') {
      expect(run.verdict).toMatchObject({ fault: null });
      return;
    }
    if (Date.now() > until) throw new Error('It does not end');
    await new Promise(resolve => {
      setTimeout(resolve, 50);
    });
  }
}

const isOf = (people: object, key: string) =>
  Object.keys(people).some(name => key.includes(` ${name} {`));

const freeze = (service: string) => ({
  title: 'Sales',
  reason: 'The busiest week',
  contact: 'group:default/on-call',
  scope: { kind: 'service', ref: service },
  timing: {
    kind: 'one-off',
    start: new Date(Date.now() + 86_400_000).toISOString(),
    end: new Date(Date.now() + 172_800_000).toISOString(),
  },
});

async function freezing(service: string): Promise<void> {
  const { status } = await portal.as('petra').post('/freezes', freeze(service));
  expect(status).toBe(201);
}

beforeAll(async () => {
  portal = await TestPortal.start(databases, [
    ...FURTHER,
    user('opal', 'Opal Reyes', ['on-call', 'billing-owners']),
    paymentsEntity,
  ]);
  portal.policy = policyWith({ opal: ['billing-owners'] });
  portal.cluster.add(OWN.target);
  portal.healths.set('sandbox', {});
  await prepareGround(portal.knex);
  own = await plant(portal.knex, OWN, { watched: false });
  await freezing(OWN.service);
});
afterAll(() => portal?.stop());

it('knows every operation', () => {
  const known = [...Object.keys(READS), ...WRITES];
  expect(known.sort()).toEqual(Object.keys(operations).sort());
});

it('answers every read the same, whatever there is that its reader may not see', async () => {
  await verify();
  const before = await everything({ ...PARTLY, ...WHOLE });
  const hidden = await plant(portal.knex, HIDDEN, { watched: true });
  await freezing(HIDDEN.service);
  await verify();
  const after = await everything({ ...PARTLY, ...WHOLE });
  const differences = changed(before, after);

  const of = (people: object) =>
    Object.fromEntries(
      Object.entries(differences).filter(([key]) => isOf(people, key)),
    );
  expect(of(PARTLY)).toEqual({});
  const telling = Object.keys(of(WHOLE)).map(key => key.split(' ')[0]);
  expect([...new Set(telling)].sort()).toEqual(TELLING);

  const toldPartly = [...after].filter(([key]) => !isOf(WHOLE, key));
  const text = JSON.stringify(toldPartly);
  const ids = Object.values(hidden).flatMap(each => Object.values(each));
  expect(ids.filter(id => text.includes(id))).toEqual([]);
});
