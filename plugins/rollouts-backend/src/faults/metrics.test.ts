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

import type { Sandbox } from '@stagecraft/sandbox';
import { setupDatabase } from '../promises/__testUtils__/setup';
import { petra } from '../testing/plans';
import {
  BAKE_SECONDS,
  MeasuredWorld,
  Source,
} from './__testUtils__/MeasuredWorld';

jest.setTimeout(120_000);

const test = setupDatabase();

type Effect = Parameters<Sandbox['faults']['add']>[0]['effect'];

const fails = (status: number, retryAfterSeconds?: number): Effect => ({
  type: 'fail',
  status,
  ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
});

const CASES: [string, Effect, RegExp][] = [
  ['answers 401', fails(401), /401/],
  ['answers 403', fails(403), /403/],
  ['answers 404', fails(404), /could not be read/],
  ['answers 409', fails(409), /409/],
  ['answers 422', fails(422), /422/],
  ['answers 429 with Retry-After', fails(429, 1), /429/],
  ['answers 500', fails(500), /500/],
  ['answers 503', fails(503), /503/],
  ['hangs', { type: 'hang' }, /timeout|no answer/],
  ['resets connections', { type: 'drop', when: 'before' }, /be reached/],
  [
    'is slow by 30 s',
    { type: 'delay', milliseconds: 30_000 },
    /timeout|no answer/,
  ],
];

let source: Source;
beforeAll(async () => {
  source = await Source.start();
});
afterEach(() => source.sandbox.faults.clear());
afterAll(() => source?.sandbox.stop());

describe('an outage of ours', () => {
  it('lengthens the bake by the time in which nobody looked', async () => {
    const measured = await MeasuredWorld.start(test.database, source, {
      afterSeconds: 15,
      action: 'roll-back',
    });
    await measured.world.pass(BAKE_SECONDS);
    const back = await measured.until(
      ({ checks }) => checks[0].verdict === 'holds',
    );
    expect(back).toMatchObject({ phase: 'observing', stageIndex: 1 });
    expect(back.waitsFor[0]).toMatchObject({
      for: 'bake',
      sentence: expect.stringMatching(/more: for .* nobody could look$/),
    });
  });
});

describe('a metrics source that', () => {
  it.each(CASES)('%s', async (_, effect, why) => {
    const measured = await MeasuredWorld.start(test.database, source, {
      afterSeconds: 15,
      action: 'hold',
    });
    source.sandbox.faults.add({ match: { surface: 'metrics' }, effect });

    // Its bake time is over, and it stays where it is.
    await measured.world.pass(BAKE_SECONDS);
    await measured.look();
    const blind = await measured.view();
    expect(blind).toMatchObject({
      phase: 'observing',
      stageIndex: 1,
      health: 'unknown',
      checks: [{ verdict: 'unknown', sentence: expect.stringMatching(why) }],
    });
    expect(blind.waitsFor).toContainEqual({
      for: 'evidence',
      sentence: blind.checks[0].sentence,
    });

    const held = await measured.until(({ phase }) => phase !== 'observing');
    expect(held).toMatchObject({
      phase: 'held',
      stageIndex: 1,
      heldReason: expect.stringMatching(
        /for longer than the 15 seconds it may/,
      ),
    });

    source.sandbox.faults.clear();
    const back = await measured.until(
      ({ checks }) => checks[0].verdict === 'holds',
    );
    expect(back.phase).toBe('held');
    await measured.world.command(petra, {
      command: 'resume',
      version: back.version,
      reason: 'The metrics are back',
    });
    expect((await measured.view()).phase).toBe('observing');
  });

  it('is gone for ten minutes finds it rolled back, where the plan says so', async () => {
    const measured = await MeasuredWorld.start(test.database, source, {
      afterSeconds: 15,
      action: 'roll-back',
    });
    const { faults } = source.sandbox;
    faults.add({
      match: { surface: 'metrics' },
      effect: { type: 'drop', when: 'before' },
    });
    await measured.until(({ phase }) => phase === 'rolled-back');
    await measured.world.pass(600);
    faults.clear();
    await measured.look();
    expect(await measured.view()).toMatchObject({
      phase: 'rolled-back',
      reversal: { cause: 'no-data', actor: { kind: 'controller' } },
    });
  });
});
