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
import { getUnderWay, untilExposing } from '../promises/__testUtils__/actions';
import { setupDatabase } from '../promises/__testUtils__/setup';
import { petra } from '../testing/plans';
import { FaultyWorld } from './__testUtils__/FaultyWorld';
import { ReplicaProcess } from './__testUtils__/ReplicaProcess';

jest.setTimeout(120_000);

const test = setupDatabase();
const LEASE_SECONDS = 60;

let faulty: FaultyWorld;
let replica: ReplicaProcess;

/** Knex hides the password from copies. */
function connectionOf({ client }: Knex) {
  const { connection } = client.config;
  return { ...connection, password: connection.password };
}

/** A replica is stopped when its patch to expose 5 % is about to leave. */
beforeEach(async () => {
  faulty = await FaultyWorld.start({
    database: test.database,
    deadlineMs: 30_000,
  });
  await getUnderWay(faulty.world, 0);
  await untilExposing(faulty.world);
  replica = await ReplicaProcess.start({
    connection: connectionOf(test.database),
    clusters: [{ name: 'sandbox', url: faulty.sandboxes[0].url }],
    target: faulty.world.targetId(0),
    intervals: { callMs: 60_000, leaseMs: LEASE_SECONDS * 1000 },
  });
  replica.go();
  await replica.until('confirmed');
  replica.pause();
});
afterEach(async () => {
  await replica?.end();
  await faulty?.stop();
});

async function resumeAndFinish(): Promise<void> {
  replica.resume();
  replica.go();
  await replica.until('done');
}

describe('a replica that is stopped past its lease and goes on', () => {
  it('leaves the work to the other one until the lease is over, and then changes nothing', async () => {
    await faulty.go(10);
    expect(await faulty.share()).toBe(0);
    await faulty.go(LEASE_SECONDS);
    while ((await faulty.view()).phase === 'exposing') await faulty.go(1);
    expect(await faulty.share()).toBeCloseTo(5);
    const taken = await faulty.view();
    expect(taken).toMatchObject({ phase: 'observing', stageIndex: 1 });
    const before = await faulty.object();
    await resumeAndFinish();
    expect(await faulty.object()).toEqual(before);
    expect(await faulty.view()).toMatchObject({
      phase: 'observing',
      version: taken.version,
    });
  });

  it('exposes nobody once the rollout is rolled back', async () => {
    await faulty.world.command(petra, {
      command: 'roll-back',
      reason: 'It hurts',
    });
    await faulty.go(0);
    expect(await faulty.view()).toMatchObject({ phase: 'rolled-back' });
    const before = await faulty.object();
    await resumeAndFinish();
    expect(await faulty.object()).toEqual(before);
    expect(await faulty.share()).toBe(0);
  });
});
