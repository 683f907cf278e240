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
import { setTimeout as pause } from 'node:timers/promises';
import { TestDatabases } from '@backstage/backend-test-utils';
import { lockTree, takeQueued } from '../store/tree';
import { AuditWorld, trusting } from './__testUtils__/AuditWorld';
import type { Copy } from './copies/copy';
import { bringUpToDate } from './copies/treeCopies';
import { withLedger } from './verify/DatabaseLedger';
import { verifyLedger } from './verify/verifyLedger';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

let world: AuditWorld;
beforeEach(async () => {
  world = await AuditWorld.create(await databases.init('POSTGRES_18'));
});
afterEach(() => world.close());

const leaves = () =>
  world.knex('tree_leaves').orderBy('index').select('*') as Promise<
    { index: string; chain: string; seq: string }[]
  >;

it('signs nothing when there is nothing new', async () => {
  expect(await world.sequencer().runOnce()).toBe(0);
  await world.addExperiment('a');
  await world.decide('a', 'One');
  expect(await world.sequencer().runOnce()).toBe(1);
  expect(await world.sequencer().runOnce()).toBe(0);
});

it('covers a decision that commits late, and waits for none', async () => {
  await world.addExperiment('early');
  await world.addExperiment('late');
  await world.decide('late', 'One', async () => {
    await world.decide('early', 'Begun later, committed before');
    expect(await world.sequencer().runOnce()).toBe(1);
    expect(await leaves()).toHaveLength(1);
  });
  expect(await world.sequencer().runOnce()).toBe(1);
  expect((await leaves()).map(leaf => leaf.chain)).toEqual(['early', 'late']);
});

it('holds up nobody who decides', async () => {
  await world.addExperiment('a');
  await world.decide('a', 'One');
  const making = await world.knex.transaction();
  expect(await lockTree(making)).toBeDefined();
  expect(await takeQueued(making, 10)).toHaveLength(1);
  // While another replica makes a head, and has not committed it.
  await world.decide('a', 'Two');
  expect(await world.sequencer().runOnce()).toBe(0);
  await making.rollback();
  await world.sequencer().runOnce();
  expect(await leaves()).toHaveLength(2);
});

it('leaves everything as it was when it dies', async () => {
  await world.addExperiment('a');
  await world.decide('a', 'One');
  const dying = world.sequencer({
    key: {
      sign: () => {
        throw new Error('killed');
      },
    },
  });
  await expect(dying.runOnce()).rejects.toThrow('killed');
  expect(await leaves()).toEqual([]);
  await world.publish();
  expect(await leaves()).toHaveLength(1);
  expect((await world.verify()).intact).toBe(true);
});

it('has a head copied that was signed by one that died, also where that was kept and not noted', async () => {
  await world.addExperiment('a');
  await world.decide('a', 'One');
  const dead = world.sequencer();
  await dead.register();
  await dead.runOnce();
  // It had taken the copying too, and its lease has long to go.
  await world.knex('outbox').delete();
  await world.sequencer().register();
  const copies = await world.knex('outbox').where({ kind: 'tree-copy' });
  expect(copies).toMatchObject([{ payload: { name: world.copy.name } }]);

  const dying: Copy = {
    name: world.copy.name,
    read: () => null,
    async keep(line) {
      await world.copy.keep(line);
      throw new Error('killed');
    },
  };
  await expect(bringUpToDate(world.knex, dying)).rejects.toThrow('killed');
  await bringUpToDate(world.knex, world.copy);
  const kept = (await readFile(world.copy.name, 'utf8')).trim().split('\n');
  expect(kept).toEqual([kept[0], kept[0]]);
  expect(await world.verify()).toMatchObject({ intact: true, newer: 0 });
});

it('covers each decision once, in the order of its chain, whoever writes and signs at the same time', async () => {
  const experiments = ['a', 'b', 'c', 'd'];
  for (const id of experiments) await world.addExperiment(id);
  await world.sequencer().register();
  const writers = Array.from({ length: 5 }, async (_, writer) => {
    for (let count = 0; count < 12; count += 1) {
      const id = experiments[(writer + count * 3) % experiments.length];
      await world.decide(id, `${writer}/${count}`, () => pause(writer));
    }
  });
  let writing = true;
  const signers = Array.from({ length: 2 }, async () => {
    const sequencer = world.sequencer({ batch: 7 });
    while (writing) await sequencer.runOnce();
  });
  await Promise.all(writers);
  writing = false;
  await Promise.all(signers);
  await world.publish();

  const all = await leaves();
  expect(all.map(({ index }) => Number(index))).toEqual(
    all.map((_, index) => index),
  );
  for (const id of experiments) {
    const seqs = all.filter(leaf => leaf.chain === id);
    expect(seqs.map(({ seq }) => Number(seq))).toEqual(
      seqs.map((_, index) => index + 1),
    );
  }
  expect(all).toHaveLength(60);
  expect(await world.knex('tree_queue').count().first()).toEqual({
    count: '0',
  });
  expect(await world.verify()).toMatchObject({
    intact: true,
    decisions: 60,
    newer: 0,
    head: { size: 60 },
  });
});

it('verifies what there was when it began, whatever is written meanwhile', async () => {
  await world.addExperiment('a');
  await world.decide('a', 'Before');
  await world.act('f', 'Before');
  await world.publish();
  const verdict = await withLedger(world.knex, async ledger => {
    // What is read first fixes what there is.
    expect(await ledger.firstOrphan()).toBeUndefined();
    await world.decide('a', 'Meanwhile');
    await world.act('f', 'Meanwhile');
    await world.publish();
    return verifyLedger(ledger, {
      trusted: trusting(world.key),
      copies: [world.copy],
    });
  });
  expect(verdict).toMatchObject({ intact: true, decisions: 1, acts: 1 });
  expect(verdict.head?.size).toBe(2);
  expect(await world.verify()).toMatchObject({ intact: true, newer: 0 });
});

it('tells operators once that nothing is published any more', async () => {
  await world.addExperiment('a');
  await world.decide('a', 'Long ago');
  const sequencer = world.sequencer();
  await sequencer.register();
  await sequencer.alert();
  await sequencer.alert();
  const told = await world.knex('outbox').where({ kind: 'notify' });
  expect(told).toHaveLength(1);
  expect(told[0].payload).toMatchObject({
    topic: 'audit-stopped',
    recipients: ['group:default/on-call'],
    link: '/rollouts/audit',
  });
  await world.publish();
  await world.knex('outbox').delete();
  await sequencer.alert();
  expect(await world.knex('outbox').where({ kind: 'notify' })).toEqual([]);
});
