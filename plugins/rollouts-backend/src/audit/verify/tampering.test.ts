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
import { CHAIN_START, hashAct, hashDecision } from '../../chain/chain';
import type { SigningKey } from '../keys';
import { Frontier, leafOf } from '../../chain/merkle';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

/** What somebody who owns the database may change. */
const TABLES = [
  'experiments',
  'decisions',
  'act_chains',
  'acts',
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

/**
 * Three experiments of 12 decisions and a freeze of 12 acts, covered by two
 * heads; of two experiments and of the freeze, one is newer.
 */
beforeAll(async () => {
  world = await AuditWorld.create(await databases.init('POSTGRES_18'));
  for (const id of ['a', 'b', 'c']) await world.addExperiment(id);
  for (let count = 1; count <= 12; count += 1) {
    for (const id of ['a', 'b', 'c']) await world.decide(id, `${id}${count}`);
    if (count === 6) await world.publish();
  }
  for (let count = 1; count <= 12; count += 1) await world.act('f', `${count}`);
  await world.publish();
  await world.decide('a', 'newer');
  await world.decide('c', 'newer');
  await world.act('f', 'newer');
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

const decision = (experimentId: string, seq: number, place: number | null) => ({
  what: 'decision',
  experimentId,
  seq,
  place,
});

/** How the two kinds of entries are kept, and the chain that is tampered with. */
const ENTRIES = {
  decisions: {
    key: 'experiment_id',
    hash: hashDecision,
    ends: ['experiments', 'id', 'chain_seq', 'chain_hash'],
    chains: ['a', 'b', 'c'],
    chain: 'b',
    misplaced: `command = 'approve'`,
    found: (seq: number, covered = true) =>
      decision('b', seq, covered ? seq * 3 - 1 : null),
  },
  acts: {
    key: 'chain',
    hash: hashAct,
    ends: ['act_chains', 'chain', 'seq', 'hash'],
    chains: ['freeze:f'],
    chain: 'freeze:f',
    misplaced: `rollout_id = 'another'`,
    found: (seq: number, covered = true) => ({
      what: 'act' as const,
      record: { kind: 'freeze' as const, id: 'f' },
      seq,
      place: covered ? 36 + seq : null,
    }),
  },
} as const;
type EntryTable = keyof typeof ENTRIES;

/** Hashes a chain again from its start, without gaps, and notes its end. */
async function chainAgain(
  table: EntryTable,
  chain: string,
  noteHash: (seq: number, hash: string) => void,
): Promise<void> {
  const { knex } = world;
  const { key, hash: hashOf, ends } = ENTRIES[table];
  const [endsTable, endsKey, endSeq, endHash] = ends;
  const rows = await knex(table).where(key, chain).orderBy('seq');
  let previous = CHAIN_START;
  let seq = 0;
  await knex(table).where(key, chain).delete();
  for (const row of rows) {
    seq += 1;
    const entry = { ...row.entry, seq };
    const hash = hashOf(previous, entry);
    noteHash(seq, hash);
    await fill(table, [{ ...row, seq, entry, previous_hash: previous, hash }]);
    previous = hash;
  }
  await knex(endsTable)
    .where(endsKey, chain)
    .update({ [endSeq]: seq, [endHash]: previous });
}

/** Makes everything in the database agree again, as its owner could. */
async function makeConsistent(key: Pick<SigningKey, 'sign'>): Promise<void> {
  const { knex } = world;
  const hashes = new Map<string, string>();
  for (const table of ['decisions', 'acts'] as const) {
    for (const chain of ENTRIES[table].chains) {
      await chainAgain(table, chain, (seq, hash) =>
        hashes.set(`${chain}/${seq}`, hash),
      );
    }
  }
  await knex('act_chains').where({ seq: 0 }).delete();
  const leaves = (await knex('tree_leaves').orderBy('index')).filter(leaf =>
    hashes.has(`${leaf.chain}/${leaf.seq}`),
  );
  const frontier = new Frontier();
  await knex('tree_leaves').delete();
  for (const [index, leaf] of leaves.entries()) {
    const hash = hashes.get(`${leaf.chain}/${leaf.seq}`) ?? '';
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

const changeEntry = (
  where: string,
  table: EntryTable = 'decisions',
  reason = 'forged',
) =>
  sql(
    `update ${table} set entry = jsonb_set(entry, '{reason}', '"${reason}"') where ${where}`,
  );

const drop = async (where: string, table: EntryTable = 'decisions') => {
  await sql(`delete from ${table} where ${where}`);
};

type Case = [
  name: string,
  tamper: () => Promise<unknown>,
  fault: Partial<AuditFault> | ReturnType<typeof decision>,
];

const named =
  (what: string) =>
  ([name, ...rest]: Case): Case =>
    [`${what} ${name}`, ...rest];

/** What can be done to either kind of entry. */
function casesOf(table: EntryTable): Case[] {
  const { key, chain, hash: hashOf, ends, misplaced, found } = ENTRIES[table];
  const [endsTable, endsKey, endSeq, endHash] = ends;
  const its = `${key} = '${chain}'`;
  const at = (seq: number) => `${its} and seq = ${seq}`;
  return [
    ['changed', () => changeEntry(at(3), table), found(3)],
    [
      'changed and hashed again',
      async () => {
        await drop(`${its} and seq > 12`, table);
        await changeEntry(at(12), table);
        const [row] = await world.knex(table).where({ [key]: chain, seq: 12 });
        const hash = hashOf(row.previous_hash, row.entry);
        await sql(`update ${table} set hash = '${hash}' where ${at(12)}`);
        await sql(
          `update ${endsTable} set ${endSeq} = 12, ${endHash} = '${hash}' where ${endsKey} = '${chain}'`,
        );
      },
      found(12),
    ],
    [
      'with another column beside it',
      () => sql(`update ${table} set ${misplaced} where ${at(3)}`),
      found(3),
    ],
    ['dropped', () => drop(at(3), table), found(3)],
    [
      'exchanged for the next',
      async () => {
        await sql(`update ${table} set seq = 99 where ${at(3)}`);
        await sql(`update ${table} set seq = 3 where ${at(4)}`);
        await sql(`update ${table} set seq = 4 where ${at(99)}`);
      },
      found(3),
    ],
    [
      'dropped with all after it',
      () => drop(`${its} and seq > 2`, table),
      found(3),
    ],
    ['dropped with its whole chain', () => drop(its, table), found(1)],
    [
      'taken out of the tree',
      () => sql(`delete from tree_leaves where chain = '${chain}' and seq = 5`),
      found(5),
    ],
    [
      'changed, and everything written anew with the real key',
      async () => {
        await changeEntry(at(3), table);
        await makeConsistent(world.key);
      },
      found(3),
    ],
    [
      'dropped with the last ten, and everything written anew',
      async () => {
        await drop(`${its} and seq > 2`, table);
        await makeConsistent(world.key);
      },
      found(3),
    ],
    [
      'dropped with its chain, and everything written anew',
      async () => {
        await drop(its, table);
        await makeConsistent(world.key);
      },
      found(1),
    ],
  ];
}

const CASES: Case[] = [
  [
    'two entries changed: the first of all is named',
    () => changeEntry(`(experiment_id, seq) in (('a', 9), ('c', 4))`),
    decision('c', 4, 12),
  ],
  [
    'the newest dropped, which no head covers',
    () => drop(`experiment_id = 'a' and seq = 13`),
    decision('a', 13, null),
  ],
  [
    'the newest act dropped, which no head covers',
    () => drop(`chain = 'freeze:f' and seq = 13`, 'acts'),
    ENTRIES.acts.found(13, false),
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
    { what: 'head', size: 48 },
  ],
  [
    'a head signed by another key',
    () => rewriteHead(({ signature, key, ...rest }) => makeKey().sign(rest)),
    { what: 'head', size: 48 },
  ],
  [
    'a head taken out',
    () => sql(`delete from tree_heads where size = 18`),
    { what: 'head', size: 48 },
  ],
  [
    'the last head taken out',
    () => sql(`delete from tree_heads where size = 48`),
    { what: 'head', size: 19 },
  ],
  [
    'the copy cut off',
    () => writeFile(world.copy.name, `${copied.split('\n')[0]}\n`),
    { what: 'copy', size: 18 },
  ],
  [
    'the copy cut off, while another copy is new',
    async () => {
      await writeFile(world.copy.name, `${copied.split('\n')[0]}\n`);
      await world.knex('tree_copies').insert({ name: 'another' });
    },
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
    { what: 'copy', size: 48 },
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
        size: 49,
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
    decision('b', 13, 49),
  ],
];

it('is intact as it was written, and says which tail is not covered', async () => {
  const verdict = await world.verify();
  expect(verdict).toMatchObject({
    intact: true,
    fault: null,
    decisions: 38,
    experiments: 3,
    acts: 13,
    records: 1,
    newer: 3,
    head: { size: 48 },
    copies: [{ name: world.copy.name, size: 48 }],
  });
  expect(verdict.sentence).toMatch(
    /^Intact: the 38 decisions .* and 13 acts on 1 governed records .* covers 48, the 3 newest are not covered yet/,
  );
});

it.each([
  ...CASES,
  ...casesOf('decisions').map(named('a decision')),
  ...casesOf('acts').map(named('an act')),
])('finds %s, and names it', async (_, tamper, fault) => {
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
