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

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { maintainSamples } from '../sampling';
import { AuditWorld } from './__testUtils__/AuditWorld';

jest.setTimeout(60_000);
const ROLE = 'stagecraft_tested';
const FILE = path.join(
  __dirname,
  '../../../../deploy/postgresql/rollouts-role.sql',
);

/** The file as psql would send it. */
const grants = readFileSync(FILE, 'utf8')
  .split('\n')
  .filter(line => !line.trim().startsWith('\\'))
  .join('\n')
  .replaceAll(':role', ROLE);

let world: AuditWorld;
// Before the hook by which the databases are taken away.
afterAll(async () => {
  await world.knex.raw(`reassign owned by ${ROLE} to current_user`);
  await world.knex.raw(`drop owned by ${ROLE}`);
  await world.knex.raw(`drop role ${ROLE}`);
  await world.close();
});
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

beforeAll(async () => {
  world = await AuditWorld.create(await databases.init('POSTGRES_18'));
  await world.addExperiment('a');
  await world.decide('a', 'One');
  await world.act('f', 'One');
  await world.publish();
  await world.knex.raw(`create role ${ROLE}`);
  await world.knex.raw(grants);
});
/** Never committed. */
async function asRole(work: (trx: Knex) => Promise<unknown>): Promise<void> {
  const trx = await world.knex.transaction();
  try {
    await trx.raw(`set local role ${ROLE}`);
    await work(trx);
  } finally {
    await trx.rollback();
  }
}

const CHANGES = [
  ['decisions', 'hash'],
  ['acts', 'hash'],
  ['tree_leaves', 'hash'],
  ['tree_heads', 'head'],
].flatMap(([table, column]) => [
  [`update ${table} set ${column} = ${column}`],
  [`delete from ${table}`],
  [`truncate ${table} cascade`],
]);

it.each(CHANGES)('refuses the role, by its grants: %s', async statement => {
  await expect(asRole(trx => trx.raw(statement))).rejects.toThrow(
    /permission denied/,
  );
});

it.each(CHANGES)('refuses the owner, by triggers: %s', async statement => {
  await expect(world.knex.raw(statement)).rejects.toThrow(/append-only/);
});

it('refuses the role to take the triggers away', async () => {
  for (const statement of [
    'alter table decisions disable trigger all',
    'drop trigger decisions_append_only on decisions',
    `set session_replication_role = replica`,
  ]) {
    await expect(asRole(trx => trx.raw(statement))).rejects.toThrow(
      /must be owner|permission denied/,
    );
  }
});

it('lets the role decide, act, sign heads and keep samples', async () => {
  await asRole(async trx => {
    await world.decideWithin(trx, 'a', 'Two');
    await world.actWithin(trx, 'f', 'Two');
    await world.sequencer({ knex: trx }).runOnce();
    expect(await trx('tree_leaves').count().first()).toEqual({ count: '4' });
    await maintainSamples(trx, { retentionDays: 14 });
    await trx('outbox').delete();
  });
});
