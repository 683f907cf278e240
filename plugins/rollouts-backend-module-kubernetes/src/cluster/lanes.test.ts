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

import * as fc from 'fast-check';
import { Limiter } from './lanes';

const never = new AbortController().signal;

describe('Limiter', () => {
  it('runs at most its limit at a time, and all in order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 8 }),
        async (scheduler, limit, calls) => {
          const limiter = new Limiter(limit);
          const started: number[] = [];
          let running = 0;
          let most = 0;
          const all = Array.from({ length: calls }, (_, n) =>
            limiter.run(never, async () => {
              started.push(n);
              running += 1;
              most = Math.max(most, running);
              await scheduler.schedule(Promise.resolve(n));
              running -= 1;
            }),
          );
          await scheduler.waitFor(Promise.all(all));
          expect(most).toBe(Math.min(limit, calls));
          expect(started).toEqual(Array.from({ length: calls }, (_, n) => n));
        },
      ),
    );
  });

  it('lets go of those who give up waiting', async () => {
    const limiter = new Limiter(1);
    const gaveUp = new AbortController();
    let finish: () => void = () => {};
    const first = limiter.run(
      never,
      () =>
        new Promise<void>(resolve => {
          finish = resolve;
        }),
    );
    const second = limiter.run(gaveUp.signal, async () => 'second');
    const third = limiter.run(never, async () => 'third');
    gaveUp.abort(new Error('enough'));
    await expect(second).rejects.toThrow('enough');
    finish();
    await first;
    await expect(third).resolves.toBe('third');
  });

  it('frees its place when a call fails', async () => {
    const limiter = new Limiter(1);
    await expect(
      limiter.run(never, async () => {
        throw new Error('broken');
      }),
    ).rejects.toThrow('broken');
    await expect(limiter.run(never, async () => 1)).resolves.toBe(1);
  });
});
