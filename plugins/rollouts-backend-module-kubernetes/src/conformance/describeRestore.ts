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

/* eslint-disable jest/no-export -- every driver's tests call these cases */
/* eslint jest/expect-expect: ["error", { "assertFunctionNames": ["expect", "expectRestored"] }] */

import { NO_EXPOSURE } from '@stagecraft/backstage-plugin-rollouts-common';
import { marksOf } from '../write/marks';
import type { DriverWorld, Rivals } from './DriverWorld';
import type { Fault } from './FaultProxy';
import { failure, Rollout } from './rollout';

/** What a target shows whose rollback is complete. */
function restored({ fence }: Rollout) {
  return { exposure: NO_EXPOSURE, fence };
}

/** Restoring, whatever happens; `world` is called inside the cases. */
export function describeRestore(world: () => DriverWorld): void {
  const step = (n: number) => world().ladder[n];
  const patches = () => world().patches?.restore ?? 1;

  async function exposed(n: number): Promise<Rollout> {
    const rollout = await Rollout.captured(world());
    for (const exposure of world().ladder.slice(0, n + 1)) {
      await rollout.expose(exposure);
    }
    world().proxy.clear();
    return rollout;
  }

  async function expectRestored(rollout: Rollout): Promise<void> {
    await rollout.untilRestored();
    expect(await rollout.observe()).toMatchObject(restored(rollout));
  }

  describe('restore', () => {
    it('brings back the same bytes from every stage, twice', async () => {
      for (const [n] of world().ladder.entries()) {
        const rollout = await Rollout.captured(world());
        const owned = await rollout.restored();
        const foreign = world().foreign(await rollout.stored());
        for (const exposure of world().ladder.slice(0, n + 1)) {
          await rollout.expose(exposure);
        }
        for (const _ of ['once', 'twice']) {
          await rollout.restore();
          await expectRestored(rollout);
          expect(await rollout.owned()).toEqual(owned);
          expect(world().foreign(await rollout.stored())).toEqual(foreign);
        }
      }
    });

    it('writes even when nothing seems to differ', async () => {
      const rollout = await Rollout.captured(world());
      await rollout.restore();
      expect(world().proxy.sent('PATCH').length).toBeGreaterThan(0);
      await expectRestored(rollout);
    });

    it.each<keyof Rivals>([
      'raise',
      'rename',
      'edit',
      'stripAnnotations',
      'recreate',
    ])('works after a rival: %s', async rival => {
      const rollout = await exposed(2);
      await world().rivals[rival](rollout.target, '', '');
      await rollout.tryToRestore();
      await expectRestored(rollout);
      expect(await rollout.servesBaseline()).toBe(true);
    });

    it('says so when the object is gone', async () => {
      const rollout = await exposed(1);
      await world().rivals.remove(rollout.target);
      const refused = await failure(rollout.restore());
      expect(refused.code).toBe('not-found');
      expect(refused.message).toMatch(new RegExp(rollout.target.name));
      expect((await failure(rollout.observe())).code).toBe('not-found');
    });

    it.each<[string, Fault[]]>([
      ['conflict', [{ type: 'answer', status: 409 }]],
      [
        'failed tests',
        [
          { type: 'answer', status: 422 },
          { type: 'answer', status: 422 },
        ],
      ],
      [
        'overload',
        [{ type: 'answer', status: 429, headers: { 'retry-after': '0' } }],
      ],
      [
        'server errors',
        [
          { type: 'answer', status: 500 },
          { type: 'answer', status: 503 },
          { type: 'answer', status: 504 },
        ],
      ],
      ['a broken connection', [{ type: 'break' }]],
      ['a lost answer', [{ type: 'swallow' }]],
    ])('gets through %s', async (_, faults) => {
      const rollout = await exposed(2);
      world().proxy.inject('PATCH', ...faults);
      await rollout.restore();
      await expectRestored(rollout);
    });

    it('gets through failing reads', async () => {
      const rollout = await exposed(2);
      world().proxy.inject(
        'GET',
        { type: 'answer', status: 500 },
        { type: 'break' },
        { type: 'break' },
        { type: 'answer', status: 429 },
      );
      await rollout.restore();
      await expectRestored(rollout);
    });

    it('is not held up by a busy object', async () => {
      const rollout = await exposed(2);
      const hold = world().proxy.hold('PATCH');
      const restoring = rollout.restore();
      await hold.arrived;
      await world().rivals.edit(rollout.target);
      await world().rivals.annotate(rollout.target, 'busy', 'yes');
      hold.release();
      await restoring;
      expect(world().proxy.sent('PATCH')).toHaveLength(patches());
      await expectRestored(rollout);
    });

    it('lowers the exposure even under a higher fence, and says so', async () => {
      const rollout = await exposed(2);
      await world().rivals.annotate(
        rollout.target,
        marksOf(world().markedPart).fence,
        '9.9',
      );
      expect((await failure(rollout.restore())).code).toBe('stale-fence');
      await rollout.untilUnexposed();
      expect(await rollout.observe()).toMatchObject({
        exposure: NO_EXPOSURE,
        fence: { epoch: 9, count: 9 },
      });
    });

    it('ends when its signal does', async () => {
      const rollout = await exposed(1);
      world().proxy.inject(
        'PATCH',
        ...Array<Fault>(100).fill({ type: 'answer', status: 500 }),
      );
      const refused = await failure(
        rollout.restore({ signal: AbortSignal.timeout(300) }),
      );
      expect(refused.code).toBe('unknown-outcome');
      world().proxy.clear();
    });

    it('stops at once where permission is missing', async () => {
      const rollout = await exposed(1);
      world().proxy.inject('PATCH', { type: 'answer', status: 403 });
      expect((await failure(rollout.restore())).code).toBe('forbidden');
      expect(world().proxy.sent('PATCH')).toHaveLength(patches());
    });

    it('does not queue behind forward work', async () => {
      const rollout = await exposed(1);
      const other = await Rollout.captured(world());
      const holds = Array.from({ length: 4 }, () => world().proxy.hold('GET'));
      const stuck = holds.map(() => other.preview(step(0)));
      await Promise.all(holds.slice(0, 2).map(hold => hold.arrived));
      // Forward work fills its lane; what is held beyond it waits inside.
      world().proxy.clear();
      await rollout.restore();
      await expectRestored(rollout);
      holds.forEach(hold => hold.release());
      await Promise.all(stuck);
    });
  });

  describe('a forward write that comes late', () => {
    it('changes nothing after the rollback', async () => {
      const rollout = await exposed(1);
      const hold = world().proxy.hold('PATCH');
      const exposing = failure(rollout.expose(step(3)));
      await hold.arrived;
      await rollout.restore();
      await rollout.untilRestored();
      const stored = await rollout.content();
      hold.release();
      await hold.landed;
      expect((await exposing).code).toBe('stale-fence');
      expect(await rollout.content()).toEqual(stored);
      await expectRestored(rollout);
    });

    it('changes nothing even where the rollback had nothing to lower', async () => {
      const rollout = await Rollout.captured(world());
      const hold = world().proxy.hold('PATCH');
      const exposing = failure(rollout.expose(step(3)));
      await hold.arrived;
      await rollout.restore();
      await rollout.untilRestored();
      const stored = await rollout.content();
      hold.release();
      expect((await exposing).code).toBe('stale-fence');
      expect(await rollout.content()).toEqual(stored);
    });

    it('changes nothing whichever of its patches is late', async () => {
      const count = world().patches?.expose ?? 1;
      for (let before = 0; before < count; before += 1) {
        const rollout = await exposed(1);
        const hold = world().proxy.hold('PATCH', before);
        const exposing = failure(rollout.expose(step(3)));
        await hold.arrived;
        await rollout.restore();
        await rollout.untilRestored();
        const stored = await rollout.content();
        hold.release();
        await hold.landed;
        expect((await exposing).code).toBe('stale-fence');
        expect(await rollout.content()).toEqual(stored);
        await expectRestored(rollout);
      }
    });

    it('changes nothing when its sender has given up on it', async () => {
      const rollout = await exposed(1);
      const hold = world().proxy.hold('PATCH');
      const controller = new AbortController();
      const exposing = failure(
        rollout.expose(step(3), { signal: controller.signal }),
      );
      await hold.arrived;
      controller.abort();
      expect((await exposing).code).toBe('unknown-outcome');
      await rollout.restore();
      await rollout.untilRestored();
      const stored = await rollout.content();
      hold.release();
      await hold.landed;
      expect(await rollout.content()).toEqual(stored);
    });

    it('is taken back when it lands between read and write', async () => {
      const rollout = await exposed(1);
      const forward = world().proxy.hold('PATCH');
      const exposing = rollout.expose(step(3));
      await forward.arrived;
      const back = world().proxy.hold('PATCH');
      const restoring = rollout.restore();
      await back.arrived;
      forward.release();
      await exposing;
      expect((await rollout.observe()).exposure).toEqual(step(3));
      back.release();
      await restoring;
      await expectRestored(rollout);
    });

    it('changes nothing after a rollback of a stripped object', async () => {
      const rollout = await exposed(1);
      const hold = world().proxy.hold('PATCH');
      const exposing = failure(rollout.expose(step(3)));
      await hold.arrived;
      await world().rivals.stripAnnotations(rollout.target);
      await rollout.restore();
      await rollout.untilRestored();
      const stored = await rollout.content();
      hold.release();
      expect((await exposing).code).toBe('stale-fence');
      expect(await rollout.content()).toEqual(stored);
    });
  });
}
