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

import { once } from 'node:events';
import { mockServices } from '@backstage/backend-test-utils';
import { Pipeline } from './Pipeline';

/** A queue that a pipeline is fed from. */
function fed(options: { concurrency: number }) {
  const queue: number[] = [];
  const failures: Error[] = [];
  const begun: number[] = [];
  const signals: AbortSignal[] = [];
  const release: (() => void)[] = [];
  const logger = mockServices.logger.mock();
  const pipeline = Pipeline.create<number>({
    name: 'numbers',
    logger,
    pollMs: 5,
    concurrency: options.concurrency,
    async load(free) {
      const failure = failures.shift();
      if (failure) throw failure;
      return queue.splice(0, free);
    },
    async work(item, signal) {
      begun.push(item);
      signals.push(signal);
      if (item < 0) throw new Error('A bad item');
      await Promise.race([
        new Promise<void>(resolve => {
          release.push(resolve);
        }),
        once(signal, 'abort'),
      ]);
    },
  });
  const until = async (count: number) => {
    while (begun.length < count) {
      await new Promise(resolve => setImmediate(resolve));
    }
  };
  return { pipeline, queue, failures, begun, signals, release, until, logger };
}

describe('Pipeline', () => {
  it('works on no more than its places hold, and goes on as they get free', async () => {
    const { pipeline, queue, begun, release, until } = fed({ concurrency: 2 });
    queue.push(1, 2, 3);
    pipeline.start();
    await until(2);
    expect(begun).toEqual([1, 2]);
    expect(queue).toEqual([3]);
    release[0]();
    await until(3);
    expect(begun).toEqual([1, 2, 3]);
    await pipeline.stop();
  });

  it('survives a failing load and a failing item', async () => {
    const { pipeline, queue, failures, begun, until, logger } = fed({
      concurrency: 1,
    });
    failures.push(
      new Error('The database is away'),
      new Error('The database is still away'),
    );
    queue.push(-1, 1);
    pipeline.start();
    await until(2);
    expect(begun).toEqual([-1, 1]);
    await pipeline.stop();
    expect(logger.warn.mock.calls).toEqual([
      ['Could not look for numbers, trying again', expect.any(Error)],
    ]);
    expect(logger.info).toHaveBeenCalledTimes(1);
  });

  it('aborts what is under way when it stops, and takes nothing more', async () => {
    const { pipeline, queue, begun, signals, until } = fed({ concurrency: 1 });
    queue.push(1, 2);
    pipeline.start();
    await until(1);
    await pipeline.stop();
    expect(signals[0].aborted).toBe(true);
    expect(begun).toEqual([1]);
    expect(queue).toEqual([2]);
  });
});
