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

import type { Knex } from 'knex';
import { setupDatabase } from '../../promises/__testUtils__/setup';
import { passTime } from '../../promises/__testUtils__/clock';
import { World } from '../../promises/__testUtils__/World';
import { claimTargets, releaseTargets, TargetTakenError } from '../targets';
import {
  claimWork,
  clearTickets,
  completeWork,
  failWork,
  lockTicket,
  LostTicketError,
  renewLease,
  wakeWork,
  type ClaimedWork,
} from '.';

jest.setTimeout(60_000);

const test = setupDatabase();

async function proposed(): Promise<World> {
  const world = new World({ database: test.database, targets: 1, plan: {} });
  await world.propose();
  return world;
}

async function claim(
  knex: Knex,
  world: World,
): Promise<ClaimedWork | undefined> {
  const [work] = await claimWork(knex, {
    lane: 'forward',
    limit: 10,
    leaseMs: 30_000,
    targetId: world.targetId(0),
  });
  return work;
}

async function claimed(world: World): Promise<ClaimedWork> {
  const work = await claim(test.database, world);
  if (!work) throw new Error('There is nothing to claim');
  return work;
}

describe('work', () => {
  it('is given to one claimer until its lease ends, then to another', async () => {
    const world = await proposed();
    const first = await claimed(world);
    expect(await claim(test.database, world)).toBeUndefined();
    await passTime(test.database, 31);
    const second = await claimed(world);
    expect(second.ticket).not.toBe(first.ticket);
    expect(second.attempts).toBe(2);
    await expect(
      lockTicket(test.database, first.targetId, first.ticket),
    ).rejects.toThrow(LostTicketError);
    await completeWork(test.database, first, 0);
    await lockTicket(test.database, second.targetId, second.ticket);
  });

  it('stays with a claimer who renews the lease, and is told when lost', async () => {
    const world = await proposed();
    const work = await claimed(world);
    await passTime(test.database, 20);
    expect(await renewLease(test.database, work, 30_000)).toBe(true);
    await passTime(test.database, 20);
    expect(await claim(test.database, world)).toBeUndefined();
    await clearTickets(test.database, world.rolloutId);
    expect(await renewLease(test.database, work, 30_000)).toBe(false);
    expect(await claim(test.database, world)).toBeDefined();
  });

  it('is never claimed twice at the same time', async () => {
    const worlds = await Promise.all(Array.from({ length: 12 }, proposed));
    const ids = new Set(worlds.map(world => world.targetId(0)));
    const batches = await Promise.all(
      Array.from({ length: 4 }, () =>
        claimWork(test.database, {
          lane: 'forward',
          limit: 100,
          leaseMs: 30_000,
        }),
      ),
    );
    const mine = batches.flat().filter(({ targetId }) => ids.has(targetId));
    expect(mine).toHaveLength(12);
  });

  it('comes urgent first, and not for clusters that are full', async () => {
    const [usual, urgent] = [await proposed(), await proposed()];
    await test.database('work').update({
      urgent: false,
      due_at: test.database.raw('clock_timestamp()'),
    });
    await wakeWork(test.database, urgent.rolloutId, { urgent: true });
    const [first] = await claimWork(test.database, {
      lane: 'forward',
      limit: 1,
      leaseMs: 30_000,
    });
    expect(first.targetId).toBe(urgent.targetId(0));
    const none = await claimWork(test.database, {
      lane: 'forward',
      limit: 100,
      leaseMs: 30_000,
      exceptClusters: ['sandbox'],
    });
    expect(none).toEqual([]);
    expect(await claim(test.database, usual)).toBeDefined();
  });

  it('is due at once when somebody asked for it meanwhile', async () => {
    const world = await proposed();
    const work = await claimed(world);
    await wakeWork(test.database, world.rolloutId, { urgent: false });
    expect(await claim(test.database, world)).toBeUndefined();
    await completeWork(test.database, work, 60_000);
    const again = await claimed(world);
    await completeWork(test.database, again, 60_000);
    expect(await claim(test.database, world)).toBeUndefined();
  });

  it('is tried again after its pause, counting', async () => {
    const world = await proposed();
    await failWork(test.database, await claimed(world), 1500.5, 'No answer');
    expect(await claim(test.database, world)).toBeUndefined();
    await passTime(test.database, 2);
    expect((await claimed(world)).attempts).toBe(2);
  });

  it('is taken away with its ticket, under a higher fence', async () => {
    const world = await proposed();
    const work = await claimed(world);
    const fenceOf = async () => {
      const row = await test
        .database('targets')
        .where({ id: world.targetId(0) })
        .first();
      return row.fence_count;
    };
    const before = await fenceOf();
    await clearTickets(test.database, world.rolloutId);
    expect(await fenceOf()).toBe(before + 1);
    await expect(
      lockTicket(test.database, work.targetId, work.ticket),
    ).rejects.toThrow(LostTicketError);
    expect(await claim(test.database, world)).toBeDefined();
  });
});

describe('targets', () => {
  it('are held by one rollout, which a refusal names', async () => {
    const [holder, other] = [await proposed(), await proposed()];
    const target = { id: holder.targetId(0), ref: holder.refs[0] };
    const taking = claimTargets(test.database, other.rolloutId, [target]);
    await expect(taking).rejects.toThrow(TargetTakenError);
    await expect(taking).rejects.toThrow(holder.rolloutId);
    await releaseTargets(test.database, holder.rolloutId);
    await claimTargets(test.database, other.rolloutId, [target]);
    expect(await claim(test.database, holder)).toMatchObject({
      rolloutId: other.rolloutId,
    });
  });

  it('that a revised plan leaves out are given back', async () => {
    const world = await proposed();
    const ref = { ...world.refs[0], name: 'another' };
    await claimTargets(test.database, world.rolloutId, [{ id: 'other', ref }]);
    expect(await claim(test.database, world)).toBeUndefined();
    const rows = await test
      .database('targets')
      .where({ rollout_id: world.rolloutId });
    expect(rows.map(row => row.id)).toEqual(['other']);
  });
});
