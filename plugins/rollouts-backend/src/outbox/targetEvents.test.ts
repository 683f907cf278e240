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

import { mockServices } from '@backstage/backend-test-utils';
import {
  DriverError,
  type TargetEvent,
} from '@stagecraft/backstage-plugin-rollouts-node';
import { passTime } from '../promises/__testUtils__/clock';
import { setupDatabase } from '../promises/__testUtils__/setup';
import { databaseNow } from '../store/clock';
import { addTargetEvent, addToOutbox } from '../store/outbox';
import { makePlan, olga } from '../testing/plans';
import { Outbox } from './Outbox';
import { targetEvents } from './targetEvents';

jest.setTimeout(60_000);

const test = setupDatabase();
const [TARGET] = makePlan().targets;

/** The clusters' records, of which some don't answer. */
class Recorder {
  readonly kinds = [TARGET.kind];
  readonly recorded: TargetEvent[] = [];
  readonly asked: string[] = [];
  readonly silent = new Set<string>();
  /** Namespaces without the right. */
  readonly closed = new Set<string>();

  async record(event: TargetEvent): Promise<void> {
    const { cluster, namespace } = event.target;
    this.asked.push(cluster);
    if (this.closed.has(namespace)) {
      throw new DriverError('forbidden', `May not create in ${namespace}`);
    }
    if (this.silent.has(cluster)) {
      throw new DriverError('unreachable', `${cluster} does not answer`);
    }
    this.recorded.push(event);
  }
}

function makeOutbox(recorder: Recorder, on = true) {
  const logger = mockServices.logger.mock();
  const { database } = test;
  const outbox = Outbox.create({
    database,
    deliverers: [
      targetEvents({
        database,
        recorders: new Map(on ? [[TARGET.kind, recorder]] : []),
        portalUrl: 'https://portal.example.com/',
        logger,
      }),
    ],
    logger,
  });
  return { outbox, logger };
}

async function add(
  cluster: string,
  seq: number,
  namespace = TARGET.namespace,
): Promise<void> {
  const at = (await databaseNow(test.database)).toISOString();
  await addTargetEvent(
    test.database,
    {
      target: { ...TARGET, cluster, namespace },
      rolloutId: 'r1',
      decision: `e1/${seq}`,
      at,
      command: 'hold',
      reason: 'RolloutHeld',
      severity: 'warning',
      actor: { ref: olga.ref, name: olga.name },
      text: 'Held: it looks odd.',
    },
    `e1/${seq}/${cluster}/${namespace}`,
  );
}

const open = () => test.database('outbox').whereNull('done_at');

beforeEach(async () => {
  await test.database('outbox').delete();
});

it('tells one cluster while another does not answer, and that one once it does', async () => {
  const recorder = new Recorder();
  const { outbox } = makeOutbox(recorder);
  recorder.silent.add('west');
  for (const seq of [1, 2, 3]) {
    await add('west', seq);
    await add('east', seq);
  }
  await outbox.runOnce();
  expect(recorder.recorded.map(({ decision }) => decision)).toEqual([
    'e1/1',
    'e1/2',
    'e1/3',
  ]);
  expect(recorder.recorded[0]).toMatchObject({
    target: { cluster: 'east' },
    link: 'https://portal.example.com/rollouts/r1',
    at: expect.any(Date),
  });
  // Once, and not for each of them.
  expect(recorder.asked.filter(cluster => cluster === 'west')).toHaveLength(1);

  recorder.silent.clear();
  await passTime(test.database, 60);
  await outbox.runOnce();
  expect(recorder.recorded).toHaveLength(6);
  expect(await open()).toEqual([]);
});

it('logs a missing right once a namespace, and when it is there again', async () => {
  const recorder = new Recorder();
  const { outbox, logger } = makeOutbox(recorder);
  recorder.closed.add('shop');
  for (const seq of [1, 2, 3]) {
    await add('west', seq, 'shop');
    await add('west', seq, 'billing');
  }
  for (let round = 0; round < 4; round += 1) {
    await outbox.runOnce();
    await passTime(test.database, 100);
  }
  expect(recorder.recorded).toHaveLength(3);
  // Three entries and four rounds, with growing rests between them.
  expect(recorder.asked.length - recorder.recorded.length).toBe(3);
  expect(logger.warn.mock.calls).toEqual([
    [expect.stringContaining('May not create in shop')],
  ]);
  recorder.closed.clear();
  await passTime(test.database, 400);
  await outbox.runOnce();
  expect(recorder.recorded).toHaveLength(6);
  expect(logger.info).toHaveBeenCalledWith('Told on targets again: west/shop');
  expect(logger.warn).toHaveBeenCalledTimes(1);
});

it('tells the others beside one that can not be read', async () => {
  const recorder = new Recorder();
  const { outbox } = makeOutbox(recorder);
  await addToOutbox(test.database, {
    kind: 'target-event',
    payload: { of: 'another version' },
    dedupeKey: 'poison',
  });
  await add('east', 1);
  await outbox.runOnce();
  expect(recorder.recorded).toHaveLength(1);
  expect(await open()).toMatchObject([{ dedupe_key: 'poison' }]);
});

it('gives up what could not be told within an hour', async () => {
  const recorder = new Recorder();
  const { outbox, logger } = makeOutbox(recorder);
  recorder.silent.add('west');
  await add('west', 1);
  await outbox.runOnce();
  expect(await open()).toHaveLength(1);
  await passTime(test.database, 3700);
  await outbox.runOnce();
  expect(await open()).toEqual([]);
  expect(recorder.recorded).toEqual([]);
  expect(logger.warn).toHaveBeenLastCalledWith(
    expect.stringMatching(/^Given up after an hour: 1 /),
  );
});

it('keeps nothing that was noted before it was switched off', async () => {
  const { outbox } = makeOutbox(new Recorder(), false);
  await add('east', 1);
  await outbox.runOnce();
  expect(await open()).toEqual([]);
});
