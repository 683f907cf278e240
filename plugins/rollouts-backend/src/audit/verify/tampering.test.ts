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

import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { TestDatabases } from '@backstage/backend-test-utils';
import type {
  AuditFault,
  TreeHead,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { AuditWorld, makeKey, trusting } from '../__testUtils__/AuditWorld';
import { CHAIN_START, hashDecision } from '../chain';
import type { SigningKey } from '../keys';
import { Frontier, leafOf } from '../merkle';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

/** What somebody who owns the database may change. */
const TABLES = [
  'experiments',
  'decisions',
  'tree_leaves',
  'tree_heads',
  'tree_copies',
] as const;

let world: AuditWorld;
let copied: string;

const sql = (text: string) => world.knex.raw(text);

async function fill(table: string, rows: Record<string, unknown>[]) {
  await world
    .knex(table)
    .insert(
      rows.map(row =>
        Object.fromEntries(
          Object.entries(row).map(([name, value]) => [
            name,
            typeof value === 'object' && value && !(value instanceof Date)
              ? JSON.stringify(value)
              : value,
          ]),
        ),
      ),
    );
}

/** Three experiments of 12 decisions, covered by two heads; two are newer. */
beforeAll(async () => {
  world = await AuditWorld.create(await databases.init('POSTGRES_18'));
  for (const id of ['a', 'b', 'c']) await world.addExperiment(id);
  for (let count = 1; count <= 12; count += 1) {
    for (const id of ['a', 'b', 'c']) await world.decide(id, `${id}${count}`);
    if (count === 6) await world.publish();
  }
  await world.publish();
  await world.decide('a', 'newer');
  await world.decide('c', 'newer');
  for (const table of TABLES) {
    await sql(`alter table ${table} disable trigger all`);
    await sql(`create table kept_${table} as table ${table}`);
  }
  copied = await readFile(world.copy.name, 'utf8');
});
afterAll(() => world.close());

afterEach(async () => {
  for (const table of TABLES) {
    await sql(`delete from ${table}`);
    await sql(`insert into ${table} select * from kept_${table}`);
  }
  await writeFile(world.copy.name, copied);
});

/** Makes everything in the database agree again, as its owner could. */
async function makeConsistent(key: Pick<SigningKey, 'sign'>): Promise<void> {
  const { knex } = world;
  const hashes = new Map<string, string>();
  for (const id of ['a', 'b', 'c']) {
    const rows = await knex('decisions')
      .where({ experiment_id: id })
      .orderBy('seq');
    let previous = CHAIN_START;
    let seq = 0;
    await knex('decisions').where({ experiment_id: id }).delete();
    for (const row of rows) {
      seq += 1;
      const entry = { ...row.entry, seq };
      const hash = hashDecision(previous, entry);
      hashes.set(`${id}/${seq}`, hash);
      await fill('decisions', [
        { ...row, seq, entry, previous_hash: previous, hash },
      ]);
      previous = hash;
    }
    await knex('experiments')
      .where({ id })
      .update({ chain_seq: seq, chain_hash: previous });
  }
  const leaves = (await knex('tree_leaves').orderBy('index')).filter(leaf =>
    hashes.has(`${leaf.experiment_id}/${leaf.seq}`),
  );
  const frontier = new Frontier();
  await knex('tree_leaves').delete();
  for (const [index, leaf] of leaves.entries()) {
    const hash = hashes.get(`${leaf.experiment_id}/${leaf.seq}`) ?? '';
    await fill('tree_leaves', [{ ...leaf, index, hash }]);
    frontier.append(leafOf(hash));
  }
  await knex('tree_heads').delete();
  const head = key.sign({
    size: frontier.size,
    root: frontier.root(),
    at: new Date().toISOString(),
    previous: null,
  });
  await fill('tree_heads', [{ size: head.size, head }]);
}

const rewriteHead = async (change: (head: TreeHead) => object) => {
  const row = await world.knex('tree_heads').orderBy('size', 'desc').first();
  await world
    .knex('tree_heads')
    .where({ size: row.size })
    .update({ head: JSON.stringify({ ...row.head, ...change(row.head) }) });
};

const changeEntry = (where: string, reason = 'forged') =>
  sql(
    `update decisions set entry = jsonb_set(entry, '{reason}', '"${reason}"') where ${where}`,
  );

const drop = async (where: string) => {
  await sql(`delete from decisions where ${where}`);
};

const decision = (experimentId: string, seq: number, place: number | null) => ({
  what: 'decision',
  experimentId,
  seq,
  place,
});

type Case = [
  name: string,
  tamper: () => Promise<unknown>,
  fault: Partial<AuditFault> | ReturnType<typeof decision>,
];

const CASES: Case[] = [
  [
    'an entry changed',
    () => changeEntry(`experiment_id = 'b' and seq = 3`),
    decision('b', 3, 8),
  ],
  [
    'two entries changed: the first of all is named',
    () => changeEntry(`(experiment_id, seq) in (('a', 9), ('c', 4))`),
    decision('c', 4, 12),
  ],
  [
    'an entry changed and hashed again',
    async () => {
      await changeEntry(`experiment_id = 'b' and seq = 12`);
      const row = await world
        .knex('decisions')
        .where({ experiment_id: 'b', seq: 12 })
        .first();
      const hash = hashDecision(row.previous_hash, row.entry);
      await sql(
        `update decisions set hash = '${hash}' where experiment_id = 'b' and seq = 12`,
      );
      await sql(`update experiments set chain_hash = '${hash}' where id = 'b'`);
    },
    decision('b', 12, 35),
  ],
  [
    'a column beside an entry changed',
    () =>
      sql(
        `update decisions set command = 'approve' where experiment_id = 'b' and seq = 3`,
      ),
    decision('b', 3, 8),
  ],
  [
    'an entry dropped',
    () => drop(`experiment_id = 'b' and seq = 3`),
    decision('b', 3, 8),
  ],
  [
    'two entries exchanged',
    async () => {
      const at = `experiment_id = 'b' and seq`;
      await sql(`update decisions set seq = 99 where ${at} = 3`);
      await sql(`update decisions set seq = 3 where ${at} = 4`);
      await sql(`update decisions set seq = 4 where ${at} = 99`);
    },
    decision('b', 3, 8),
  ],
  [
    'the last ten of a chain dropped',
    () => drop(`experiment_id = 'b' and seq > 2`),
    decision('b', 3, 8),
  ],
  [
    'the newest dropped, which no head covers',
    () => drop(`experiment_id = 'a' and seq = 13`),
    decision('a', 13, null),
  ],
  [
    "a whole experiment's chain dropped",
    () => drop(`experiment_id = 'b'`),
    decision('b', 1, 2),
  ],
  [
    'an entry taken out of the tree',
    () => sql(`delete from tree_leaves where experiment_id = 'c' and seq = 5`),
    decision('c', 5, 15),
  ],
  [
    'two places of the tree exchanged',
    async () => {
      await sql(`update tree_leaves set index = 99 where index = 20`);
      await sql(`update tree_leaves set index = 20 where index = 19`);
      await sql(`update tree_leaves set index = 19 where index = 99`);
    },
    decision('b', 7, 20),
  ],
  [
    'a root changed',
    () => rewriteHead(() => ({ root: '0'.repeat(64) })),
    { what: 'head', size: 36 },
  ],
  [
    'a head signed by another key',
    () => rewriteHead(({ signature, key, ...rest }) => makeKey().sign(rest)),
    { what: 'head', size: 36 },
  ],
  [
    'a head taken out',
    () => sql(`delete from tree_heads where size = 18`),
    { what: 'head', size: 36 },
  ],
  [
    'the last head taken out',
    () => sql(`delete from tree_heads where size = 36`),
    { what: 'head', size: 19 },
  ],
  [
    'everything written anew with the real key: an entry changed',
    async () => {
      await changeEntry(`experiment_id = 'b' and seq = 3`);
      await makeConsistent(world.key);
    },
    decision('b', 3, 8),
  ],
  [
    'everything written anew with the real key: the last ten dropped',
    async () => {
      await drop(`experiment_id = 'c' and seq > 3`);
      await makeConsistent(world.key);
    },
    decision('c', 4, 12),
  ],
  [
    'everything written anew with the real key: a chain dropped',
    async () => {
      await drop(`experiment_id = 'a'`);
      await makeConsistent(world.key);
    },
    decision('a', 1, 1),
  ],
  [
    'the copy cut off',
    () => writeFile(world.copy.name, `${copied.split('\n')[0]}\n`),
    { what: 'copy', size: 18 },
  ],
  [
    'the copy emptied',
    () => writeFile(world.copy.name, ''),
    { what: 'copy', size: 0 },
  ],
  [
    'a head taken out of the copy',
    () => writeFile(world.copy.name, `${copied.split('\n')[1]}\n`),
    { what: 'copy', size: 36 },
  ],
  [
    'an entry of the copy changed',
    () => writeFile(world.copy.name, copied.replace('["b",3,', '["b",4,')),
    // The root does not know it; the database does.
    decision('b', 4, 8),
  ],
  [
    'a hash in the copy changed',
    () =>
      writeFile(
        world.copy.name,
        copied.replace(/\["b",3,"\w{4}/, '["b",3,"0000'),
      ),
    { what: 'copy', size: 18 },
  ],
  [
    'the copy newer than the database',
    async () => {
      const head = world.key.sign({
        size: 37,
        root: '1'.repeat(64),
        at: new Date().toISOString(),
        previous: null,
      });
      const before: TreeHead = JSON.parse(copied.split('\n')[1]).head;
      const frontier = new Frontier();
      for (const line of copied.trim().split('\n')) {
        for (const [, , hash] of JSON.parse(line).entries) {
          frontier.append(leafOf(hash));
        }
      }
      frontier.append(leafOf('2'.repeat(64)));
      const { signature, key, ...rest } = head;
      const next = world.key.sign({
        ...rest,
        root: frontier.root(),
        previous: { size: before.size, root: before.root },
      });
      await appendFile(
        world.copy.name,
        `${JSON.stringify({
          head: next,
          entries: [['b', 13, '2'.repeat(64)]],
        })}\n`,
      );
    },
    decision('b', 13, 37),
  ],
];

it('is intact as it was written, and says which tail is not covered', async () => {
  const verdict = await world.verify();
  expect(verdict).toMatchObject({
    intact: true,
    fault: null,
    decisions: 38,
    experiments: 3,
    newer: 2,
    head: { size: 36 },
    copies: [{ name: world.copy.name, size: 36 }],
  });
  expect(verdict.sentence).toMatch(
    /^Intact: the 38 decisions .* covers 36, the 2 newest are not covered yet/,
  );
});

it.each(CASES)('finds %s, and names it', async (_, tamper, fault) => {
  await tamper();
  const verdict = await world.verify();
  expect(verdict).toMatchObject({ intact: false, fault });
  expect(verdict.sentence).toMatch(/^Not intact\. /);
});

it('tells that without a copy a new history can’t be told from the old one', async () => {
  await drop(`experiment_id = 'a'`);
  await makeConsistent(world.key);
  const blind = await world.verify({ copies: [] });
  expect(blind.intact).toBe(true);
  expect(blind.sentence).toContain('No copy outside the database was compared');
});

it('reads on after a line that a crash cut off, and one that was kept twice', async () => {
  const [first, second] = copied.split('\n');
  await writeFile(
    world.copy.name,
    [first, first, second.slice(0, 40), second, ''].join('\n'),
  );
  expect((await world.verify()).intact).toBe(true);
});

it('accepts the heads of a former key while it is trusted', async () => {
  const next = makeKey();
  expect(
    (await world.verify({ trusted: trusting(next, world.key) })).intact,
  ).toBe(true);
  const verdict = await world.verify({ trusted: trusting(next) });
  expect(verdict.fault).toMatchObject({ what: 'head', size: 18 });
  expect(verdict.sentence).toContain('not one of the public keys given');
});
