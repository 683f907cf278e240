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

import { targetLabel } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Sandbox } from '@stagecraft/sandbox';
import { getUnderWay, untilExposing } from '../promises/__testUtils__/actions';
import { setupDatabase } from '../promises/__testUtils__/setup';
import { petra } from '../testing/plans';
import { FaultyWorld } from './__testUtils__/FaultyWorld';
import { Front } from './__testUtils__/Front';

jest.setTimeout(120_000);

const test = setupDatabase();

type Effect = Parameters<Sandbox['faults']['add']>[0]['effect'];

interface Case {
  fault: string;
  effect: Effect;
  /** What is said of the target. */
  said: RegExp;
  /** Whether the cluster itself says that the target is gone. */
  gone?: true;
}

const fails = (status: number, retryAfterSeconds?: number): Effect => ({
  type: 'fail',
  status,
  ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
});

const CASES: Case[] = [
  {
    fault: 'answers 401',
    effect: fails(401),
    said: /does not accept Stagecraft's credentials. Renew/,
  },
  {
    fault: 'answers 403',
    effect: fails(403),
    said: /Grant its service account the verb "get" on httproutes/,
  },
  {
    fault: 'answers 404',
    effect: fails(404),
    said: /has no httproutes.* checkout in namespace storefront/,
    gone: true,
  },
  { fault: 'answers 409', effect: fails(409), said: /changed meanwhile/ },
  { fault: 'answers 422', effect: fails(422), said: /was refused/ },
  {
    fault: 'answers 429 with Retry-After',
    effect: fails(429, 1),
    said: /is overloaded/,
  },
  { fault: 'answers 500', effect: fails(500), said: /answered 500/ },
  { fault: 'answers 503', effect: fails(503), said: /answered 503/ },
  {
    fault: 'hangs',
    effect: { type: 'hang' },
    said: /No answer|[Tt]imeout|aborted/,
  },
  {
    fault: 'resets connections',
    effect: { type: 'drop', when: 'before' },
    said: /Could not get .* Check that the cluster's API server/,
  },
  {
    fault: 'acts and loses its answers',
    effect: { type: 'drop', when: 'after' },
    said: /Could not get .* Check that the cluster's API server/,
  },
  {
    fault: 'is slow by 30 s',
    effect: { type: 'delay', milliseconds: 30_000 },
    said: /No answer|[Tt]imeout|aborted/,
  },
];

let faulty: FaultyWorld;
afterEach(() => faulty?.stop());

describe('an API server that', () => {
  it.each(CASES)('$fault', async ({ effect, said, gone }) => {
    faulty = await FaultyWorld.start({ database: test.database });
    await faulty.expose();
    const before = await faulty.advances();
    const label = targetLabel(faulty.world.refs[0]);
    expect(await faulty.share()).toBeCloseTo(5);
    const [{ faults }] = faulty.sandboxes;
    faults.add({ match: { surface: 'kubernetes' }, effect });

    // It is not seen, so nothing goes on.
    await faulty.go(61);
    const blind = await faulty.view();
    expect(blind.targets[0].trouble).toMatch(said);
    expect(blind.phase).toBe(gone ? 'held' : 'observing');
    const unseen = blind.waitsFor
      .filter(wait => wait.for === 'target')
      .map(({ sentence }) => sentence.replace(/ was last seen .* ago.*/, ''));
    expect(unseen).toEqual(gone ? [] : [label]);
    await faulty.go(30);
    const held = await faulty.view();
    expect(held).toMatchObject({
      phase: 'held',
      heldReason: expect.stringContaining(label),
    });
    expect(held.heldReason).toMatch(said);
    expect((await faulty.told()).at(-1)).toMatchObject({ topic: 'held' });

    // A breach is taken back as soon as it can be, and people are called.
    faulty.breach();
    await faulty.go(11, 2);
    expect(await faulty.view()).toMatchObject({
      phase: 'rolling-back',
      exposure: { internal: 0, everyone: 0 },
      reversal: { cause: 'breach' },
    });
    await faulty.go(61);
    const stuck = await faulty.view();
    expect(stuck).toMatchObject({
      phase: 'stuck',
      summary: expect.stringContaining(label),
      whoMustAct: expect.arrayContaining(['group:default/on-call']),
    });
    expect(stuck.commands).toContainEqual(
      expect.objectContaining({ command: 'acknowledge-stuck', open: true }),
    );
    expect(await faulty.told()).toContainEqual(
      expect.objectContaining({ topic: 'stuck', severity: 'critical' }),
    );

    faults.clear();
    await faulty.go(11);
    expect(await faulty.view()).toMatchObject({ phase: 'rolled-back' });
    expect(await faulty.share()).toBe(0);
    expect(await faulty.advances()).toBe(before);
  });
});

describe('an API server behind TLS', () => {
  let front: Front;
  beforeEach(async () => {
    faulty = await FaultyWorld.start({
      database: test.database,
      reach: async (name, url) => {
        front = await Front.before(url);
        return front.reached(name);
      },
    });
  });
  afterEach(() => front.stop());

  it('is not trusted with another certificate, and is again with its own', async () => {
    await faulty.expose();
    front.show('another');
    await faulty.go(91);
    const held = await faulty.view();
    expect(held.phase).toBe('held');
    expect(held.targets[0].trouble).toMatch(/certificate/);
    faulty.breach();
    await faulty.go(11, 2);
    await faulty.go(61);
    expect(await faulty.view()).toMatchObject({ phase: 'stuck' });
    expect(await faulty.share()).toBeCloseTo(5);
    front.show('original');
    await faulty.go(11);
    expect(await faulty.view()).toMatchObject({ phase: 'rolled-back' });
    expect(await faulty.share()).toBe(0);
  });

  it('changes nothing by a patch that arrives after the rollback', async () => {
    await getUnderWay(faulty.world, 0);
    await untilExposing(faulty.world);
    front.keepNextPatch();
    await faulty.go(1);
    await faulty.world.command(petra, {
      command: 'roll-back',
      reason: 'It hurts',
    });
    await faulty.go(1);
    expect(await faulty.view()).toMatchObject({ phase: 'rolled-back' });
    expect(await front.letGo()).toBe(1);
    expect(await faulty.share()).toBe(0);
  });
});

describe('a cluster that is gone for ten minutes and back', () => {
  it('is held, with nothing moved, until a person resumes', async () => {
    faulty = await FaultyWorld.start({ database: test.database });
    await faulty.expose();
    const [{ faults }] = faulty.sandboxes;
    faults.add({
      match: { surface: 'kubernetes' },
      effect: { type: 'drop', when: 'before' },
    });
    for (let minute = 0; minute < 10; minute += 1) await faulty.go(60);
    expect(await faulty.view()).toMatchObject({ phase: 'held' });
    faults.clear();
    await faulty.go(11);
    const back = await faulty.view();
    expect(back).toMatchObject({
      phase: 'held',
      targets: [{ trouble: null, exposure: { everyone: 500 } }],
    });
    expect(await faulty.share()).toBeCloseTo(5);
    await faulty.world.command(petra, {
      command: 'resume',
      version: back.version,
      reason: 'The cluster is back',
    });
    await faulty.go(1);
    expect(await faulty.view()).toMatchObject({ phase: 'observing' });
  });

  it('is rolled back the moment it is there, when it was to be', async () => {
    faulty = await FaultyWorld.start({ database: test.database });
    await faulty.expose();
    const [{ faults }] = faulty.sandboxes;
    faults.add({
      match: { surface: 'kubernetes' },
      effect: { type: 'drop', when: 'before' },
    });
    await faulty.world.command(petra, {
      command: 'roll-back',
      reason: 'It hurts',
    });
    for (let minute = 0; minute < 10; minute += 1) await faulty.go(60);
    const stuck = await faulty.view();
    expect(stuck.phase).toBe('stuck');
    expect(stuck.targets[0].attempts).toBeGreaterThan(5);
    expect(
      (await faulty.told()).filter(({ topic }) => topic === 'stuck'),
    ).toHaveLength(1);
    faults.clear();
    await faulty.go(11);
    expect(await faulty.view()).toMatchObject({ phase: 'rolled-back' });
    expect(await faulty.share()).toBe(0);
  });
});

describe('two clusters of one plan', () => {
  const clusters = ['east', 'west'];

  it('are exposed in order, and restored without waiting for each other', async () => {
    faulty = await FaultyWorld.start({ database: test.database, clusters });
    await faulty.expose();
    expect([await faulty.share(0), await faulty.share(1)]).toEqual([5, 5]);
    faulty.sandboxes[1].faults.add({
      match: { surface: 'kubernetes' },
      effect: { type: 'drop', when: 'before' },
    });
    faulty.breach();
    await faulty.go(11, 2);
    expect(await faulty.share(0)).toBe(0);
    expect(await faulty.view()).toMatchObject({
      phase: 'rolling-back',
      targets: [
        { ref: { cluster: 'east' }, exposure: { everyone: 0 }, trouble: null },
        { ref: { cluster: 'west' }, trouble: expect.any(String) },
      ],
    });
    await faulty.go(61);
    const { phase, summary } = await faulty.view();
    expect(phase).toBe('stuck');
    expect(summary).toContain('west/');
    expect(summary).not.toContain('east/');
    faulty.sandboxes[1].faults.clear();
    await faulty.go(11);
    expect(await faulty.view()).toMatchObject({ phase: 'rolled-back' });
    expect(await faulty.share(1)).toBe(0);
  });

  it('go back together when the second can not be exposed in time', async () => {
    faulty = await FaultyWorld.start({ database: test.database, clusters });
    await getUnderWay(faulty.world, 0);
    await untilExposing(faulty.world);
    faulty.sandboxes[1].faults.add({
      match: { surface: 'kubernetes', verb: 'patch' },
      effect: { type: 'fail', status: 403 },
    });
    for (let i = 0; i < 4; i += 1) await faulty.go(1);
    expect([await faulty.share(0), await faulty.share(1)]).toEqual([5, 0]);
    while ((await faulty.view()).phase === 'exposing') await faulty.go(10);
    await faulty.go(1);
    expect(await faulty.share(0)).toBe(0);
    expect(await faulty.view()).toMatchObject({
      phase: 'rolling-back',
      reversal: {
        cause: 'fault',
        sentence: expect.stringMatching(/^west\/.*Grant its service account/),
      },
    });
    faulty.sandboxes[1].faults.clear();
    await faulty.go(11);
    expect(await faulty.view()).toMatchObject({ phase: 'rolled-back' });
  });
});
