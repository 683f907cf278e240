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

import { NO_EXPOSURE } from '@stagecraft/backstage-plugin-rollouts-common';
import { marksOf } from '../write/marks';
import type { DriverWorld } from './DriverWorld';
import { failure, Rollout } from './rollout';

/** Capturing, previewing and exposing; `world` is called inside the cases. */
export function describeForward(world: () => DriverWorld): void {
  const step = (n: number) => world().ladder[n];
  const marks = () => marksOf(world().markedPart);
  const foreign = async (rollout: Rollout) =>
    world().foreign(await rollout.stored());

  describe('capture', () => {
    it('stamps the first fence and nothing else', async () => {
      const rollout = await Rollout.on(world());
      await world().rivals.annotate(rollout.target, 'team', 'blue');
      const before = await rollout.stored();
      await rollout.capture();
      const after = await rollout.stored();
      expect(after.metadata.annotations).toMatchObject({
        team: 'blue',
        [marks().fence]: '1.0',
        [marks().decision]: 'decision-1-0',
      });
      expect(world().owned(after)).toEqual(world().owned(before));
      expect(world().foreign(after)).toEqual(world().foreign(before));
    });

    it('works on an object without annotations', async () => {
      const rollout = await Rollout.on(world());
      await world().rivals.stripAnnotations(rollout.target);
      await rollout.capture();
      expect((await rollout.observe()).fence).toEqual(rollout.fence);
    });

    it('changes nothing the second time', async () => {
      const rollout = await Rollout.on(world());
      const first = await rollout.capture();
      const stored = await rollout.content();
      expect(await rollout.capture()).toEqual(first);
      expect(await rollout.content()).toEqual(stored);
      expect(world().proxy.sent('PATCH')).toHaveLength(
        world().patches?.capture ?? 1,
      );
    });

    it('refuses an object with a higher fence', async () => {
      const rollout = await Rollout.on(world());
      await world().rivals.annotate(rollout.target, marks().fence, '2.0');
      expect((await failure(rollout.capture())).code).toBe('stale-fence');
    });

    it('takes over from an older rollout', async () => {
      const rollout = await Rollout.on(world());
      await world().rivals.annotate(rollout.target, marks().fence, '0.9');
      await rollout.capture();
      expect((await rollout.observe()).fence).toEqual(rollout.fence);
    });

    it('keeps an annotation that appears while it writes', async () => {
      const rollout = await Rollout.on(world());
      await world().rivals.stripAnnotations(rollout.target);
      let first = true;
      await rollout.capture({
        confirm: async () => {
          if (first) {
            await world().rivals.annotate(rollout.target, 'team', 'blue');
          }
          first = false;
        },
      });
      expect((await rollout.stored()).metadata.annotations).toMatchObject({
        team: 'blue',
        [marks().fence]: '1.0',
      });
    });
  });

  describe('preview', () => {
    it('changes nothing, and shows what then happens', async () => {
      const rollout = await Rollout.captured(world());
      for (const exposure of world().ladder) {
        const before = await rollout.content();
        const preview = await rollout.preview(exposure);
        expect(await rollout.content()).toEqual(before);
        await rollout.expose(exposure);
        expect((await rollout.preview(exposure)).before).toBe(preview.after);
      }
    });
  });

  describe('expose', () => {
    it('goes up the ladder and down again', async () => {
      const rollout = await Rollout.captured(world());
      const untouched = await foreign(rollout);
      const { ladder } = world();
      for (const exposure of [...ladder, ...ladder.toReversed(), NO_EXPOSURE]) {
        await rollout.expose(exposure);
        await rollout.untilShown(exposure);
        expect(await rollout.observe()).toMatchObject({
          exposure,
          fence: rollout.fence,
        });
        expect(await foreign(rollout)).toEqual(untouched);
      }
    });

    it('changes nothing when the same write is sent again', async () => {
      const rollout = await Rollout.captured(world());
      await rollout.expose(step(2));
      const stored = await rollout.content();
      await rollout.exposeAgain(step(2));
      expect(await rollout.content()).toEqual(stored);
    });

    it('does not repeat a write that someone changed since', async () => {
      const rollout = await Rollout.captured(world());
      await rollout.expose(step(2));
      // An engine that is still under way may undo what the rival raises.
      await rollout.untilShown(step(2));
      await world().rivals.raise(rollout.target);
      const stored = await rollout.content();
      expect((await failure(rollout.exposeAgain(step(2)))).code).toBe(
        'conflict',
      );
      expect(await rollout.content()).toEqual(stored);
    });

    it('refuses a stale fence', async () => {
      const rollout = await Rollout.captured(world());
      const old = rollout.fence;
      await rollout.expose(step(0));
      const stored = await rollout.content();
      const refused = await failure(rollout.expose(step(1), { expected: old }));
      expect(refused.code).toBe('stale-fence');
      expect(await rollout.content()).toEqual(stored);
    });

    it('refuses when its annotations were stripped', async () => {
      const rollout = await Rollout.captured(world());
      await world().rivals.stripAnnotations(rollout.target);
      expect((await failure(rollout.expose(step(0)))).code).toBe('stale-fence');
    });

    it('writes nothing when the ticket is lost after the read', async () => {
      const rollout = await Rollout.captured(world());
      const stored = await rollout.content();
      const lost = new Error('ticket lost');
      const confirm = async () => {
        throw lost;
      };
      await expect(rollout.expose(step(0), { confirm })).rejects.toBe(lost);
      expect(world().proxy.sent('PATCH')).toEqual([]);
      expect(await rollout.content()).toEqual(stored);
    });

    it('asks for the ticket again before each try', async () => {
      const rollout = await Rollout.captured(world());
      world().proxy.inject('PATCH', { type: 'answer', status: 409 });
      const lost = new Error('ticket lost');
      let asked = 0;
      const confirm = async () => {
        asked += 1;
        if (asked > 1) throw lost;
      };
      await expect(rollout.expose(step(0), { confirm })).rejects.toBe(lost);
      expect(world().proxy.sent('PATCH')).toHaveLength(1);
    });

    it('overrules nobody who changed it since it was looked at', async () => {
      const rollout = await Rollout.captured(world());
      await rollout.expose(step(2));
      const seen = await rollout.generation();
      await world().rivals.raise(rollout.target);
      const stored = await rollout.content();
      const refused = await failure(rollout.expose(step(3), { seen }));
      expect(refused.code).toBe('conflict');
      expect(await rollout.content()).toEqual(stored);
    });

    it('overrules nobody who changes it while it writes', async () => {
      const rollout = await Rollout.captured(world());
      const refused = await failure(
        rollout.expose(step(1), {
          confirm: () => world().rivals.edit(rollout.target),
        }),
      );
      expect(refused.code).toBe('conflict');
      expect(world().proxy.sent('PATCH')).toHaveLength(1);
      expect((await rollout.observe()).exposure).toEqual(NO_EXPOSURE);
    });

    it('gives up after five lost races', async () => {
      const rollout = await Rollout.captured(world());
      const conflict = { type: 'answer', status: 409 } as const;
      world().proxy.inject(
        'PATCH',
        ...Array.from({ length: 5 }, () => conflict),
      );
      expect((await failure(rollout.expose(step(1)))).code).toBe('conflict');
      expect(world().proxy.sent('PATCH')).toHaveLength(5);
      expect((await rollout.observe()).exposure).toEqual(NO_EXPOSURE);
    });

    it.each([409, 429, 500, 503])('tries again after a %i', async status => {
      const rollout = await Rollout.captured(world());
      world().proxy.inject('PATCH', {
        type: 'answer',
        status,
        headers: { 'retry-after': '0' },
      });
      await rollout.expose(step(1));
      expect(await rollout.observe()).toMatchObject({
        exposure: step(1),
        fence: rollout.fence,
      });
    });

    it('waits as long as the cluster asks', async () => {
      const rollout = await Rollout.captured(world());
      world().proxy.inject('PATCH', {
        type: 'answer',
        status: 429,
        headers: { 'retry-after': '1' },
      });
      const start = performance.now();
      await rollout.expose(step(1));
      expect(performance.now() - start).toBeGreaterThanOrEqual(990);
    });

    it('knows its own write when only the answer was lost', async () => {
      const rollout = await Rollout.captured(world());
      world().proxy.inject('PATCH', { type: 'swallow' });
      await rollout.expose(step(1));
      expect(world().proxy.sent('PATCH')).toHaveLength(
        world().patches?.expose ?? 1,
      );
      expect(await rollout.observe()).toMatchObject({
        exposure: step(1),
        fence: rollout.fence,
      });
    });

    it('says that the outcome is unknown when it cannot read back', async () => {
      const rollout = await Rollout.captured(world());
      const { proxy } = world();
      const { signal, abort } = abortable();
      proxy.inject('PATCH', { type: 'swallow' });
      const exposing = failure(
        rollout.expose(step(1), {
          signal,
          confirm: async () =>
            proxy.inject('GET', { type: 'break' }, { type: 'break' }),
        }),
      );
      expect((await exposing).code).toBe('unknown-outcome');
      abort();
    });

    it('does not try again what the cluster refuses for good', async () => {
      const rollout = await Rollout.captured(world());
      world().proxy.inject('PATCH', { type: 'answer', status: 422 });
      expect((await failure(rollout.expose(step(1)))).code).toBe('invalid');
      world().proxy.inject('PATCH', {
        type: 'answer',
        status: 403,
        message: 'User "x" cannot patch resource',
      });
      const refused = await failure(
        rollout.expose(step(1), { expected: { epoch: 1, count: 0 } }),
      );
      expect(refused.code).toBe('forbidden');
      expect(refused.message).toMatch(/the verb "patch" on /);
      expect(world().proxy.sent('PATCH')).toHaveLength(2);
    });
  });
}

function abortable() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
