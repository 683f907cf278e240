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

import { Awake } from './Awake';

const NOW = new Date('2026-11-22T12:00:00Z');
const ago = (ms: number) => new Date(NOW.getTime() - ms);

describe('Awake', () => {
  let uptimeMs = 0;
  const awake = Awake.create(() => uptimeMs);

  it('is awake since the database answers, however long starting took, until it does not', async () => {
    uptimeMs = 55_000;
    expect(awake.since(NOW)).toEqual(NOW);
    await expect(awake.hears(Promise.resolve('rows'), 1000)).resolves.toBe(
      'rows',
    );
    uptimeMs = 60_000;
    expect(awake.since(NOW)).toEqual(ago(5000));

    const down = Promise.reject(new Error('Connection terminated'));
    await expect(awake.hears(down, 1000)).rejects.toThrow('terminated');
    uptimeMs = 80_000;
    expect(awake.since(NOW)).toEqual(NOW);

    await awake.hears(Promise.resolve(), 1000);
    uptimeMs = 81_500;
    expect(awake.since(NOW)).toEqual(ago(1500));
  });

  it('is blind as soon as an answer is late, whoever reads first after it', async () => {
    const onLate = jest.fn();
    let answer = () => {};
    const hung = awake.hears(
      new Promise<void>(resolve => {
        answer = resolve;
      }),
      0,
      onLate,
    );
    await new Promise(resolve => setTimeout(resolve, 1));
    uptimeMs = 90_000;
    expect(awake.since(NOW)).toEqual(NOW);
    expect(onLate).toHaveBeenCalledTimes(1);
    answer();
    await hung;
    uptimeMs = 91_000;
    expect(awake.since(NOW)).toEqual(ago(1000));
  });

  describe('once the process is watched', () => {
    let watched: Awake;
    let stop = () => {};
    beforeEach(async () => {
      jest.useFakeTimers();
      uptimeMs = 0;
      watched = Awake.create(() => uptimeMs);
      await watched.hears(Promise.resolve(), 1000);
      stop = watched.watch();
    });
    afterEach(() => {
      stop();
      jest.useRealTimers();
    });

    it('is awake only since it goes on after a stop, whoever reads first', () => {
      uptimeMs = 4000;
      expect(watched.since(NOW)).toEqual(ago(4000));
      uptimeMs = 64_000;
      expect(watched.since(NOW)).toEqual(NOW);
      uptimeMs = 65_500;
      expect(watched.since(NOW)).toEqual(ago(1500));
    });

    it('beats by itself while it runs, so that reading seldom is no stop', () => {
      for (let second = 1; second <= 60; second += 1) {
        uptimeMs += 1000;
        jest.advanceTimersByTime(1000);
      }
      expect(watched.since(NOW)).toEqual(ago(60_000));
    });
  });

  it('is awake only since the machine is, whose uptime stands still in its sleep', async () => {
    const sleeper = Awake.create(() => uptimeMs);
    uptimeMs = 0;
    await sleeper.hears(Promise.resolve(), 1000);
    uptimeMs = 10_000;
    expect(sleeper.since(NOW)).toEqual(ago(10_000));
    // A transaction that began a while ago knows an older instant.
    expect(sleeper.since(ago(30_000))).toEqual(ago(40_000));
    expect(sleeper.since(NOW)).toEqual(ago(10_000));
    const morning = new Date(NOW.getTime() + 8 * 3_600_000);
    expect(sleeper.since(morning)).toEqual(morning);
    uptimeMs = 12_000;
    expect(sleeper.since(new Date(morning.getTime() + 2000))).toEqual(morning);
  });
});
