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

import {
  TOPICS,
  TOPIC_NAMES,
  isAtLeast,
  type Topic,
} from '@stagecraft/backstage-plugin-rollouts-common';
import fc from 'fast-check';
import { REMINDED_EVERY_MS, summarise, tell, WINDOW_MS } from './digest';
import type { ToldEvent } from '../store/tables';
import type { Told } from '../store/notices';

const T0 = Date.parse('2026-11-22T10:00:00.000Z');
const at = (ms: number) => new Date(T0 + ms);
const event = (key: string, rolloutId = 'r1'): ToldEvent => ({
  key,
  rolloutId,
  title: `Held: ${rolloutId}`,
});

describe('topics', () => {
  it('lets nobody mute what is harm, and tells of it loudly', () => {
    const harm = TOPIC_NAMES.filter(name => TOPICS[name].harm);
    expect(harm).toEqual([
      'breached',
      'rolling-back',
      'rolled-back',
      'stuck',
      'bypassed',
      'audit-stopped',
      'line-stopped',
    ]);
    for (const name of harm) {
      expect(isAtLeast(TOPICS[name].severity, 'high')).toBe(true);
    }
  });
});

describe('tell', () => {
  it('counts repetitions of one cause in one message, for an hour', () => {
    const one = tell('held', 'no-data', undefined, event('1'), at(0));
    const two = tell('held', 'no-data', one, event('2', 'r2'), at(60_000));
    expect(two).toEqual({
      scope: 'held/no-data/2026-11-22T10:00:00.000Z',
      openedAt: at(0),
      events: [event('1'), event('2', 'r2')],
    });
    const later = tell('held', 'no-data', two, event('3'), at(WINDOW_MS));
    expect(later?.events).toEqual([event('3')]);
    expect(later?.scope).not.toBe(two?.scope);
  });

  it('keeps nothing from anybody for a clock that was set back', () => {
    for (const topic of ['held', 'decision-overdue'] as const) {
      const one = tell(topic, 's', undefined, event('1'), at(0));
      const after = tell(topic, 's', one, event('2'), at(-86_400_000));
      expect(after?.events).toEqual([event('2')]);
    }
  });

  it('reminds of one subject once a day', () => {
    const one = tell('decision-overdue', 'r1', undefined, event('1'), at(0));
    const soon = at(REMINDED_EVERY_MS - 1);
    expect(tell('decision-overdue', 'r1', one, event('2'), soon)).toBe(
      undefined,
    );
    expect(
      tell('decision-overdue', 'r1', one, event('2'), at(REMINDED_EVERY_MS)),
    ).toMatchObject({ scope: 'decision-overdue/r1', events: [event('2')] });
  });

  it('says the same again of an event that it was told of', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...TOPIC_NAMES),
        fc.array(
          fc.record({
            key: fc.integer({ min: 0, max: 5 }).map(String),
            wait: fc.integer({ min: 0, max: 2 * REMINDED_EVERY_MS }),
          }),
          { maxLength: 12 },
        ),
        (topic: Topic, steps) => {
          let told: Told | undefined;
          let now = 0;
          for (const { key, wait } of steps) {
            now += wait;
            const next = tell(topic, 's', told, event(key), at(now));
            const again =
              next && tell(topic, 's', next, event(key), at(now + 1));
            expect(again).toEqual(next);
            expect(new Set(next?.events.map(each => each.key)).size).toBe(
              next?.events.length ?? 0,
            );
            told = next ?? told;
          }
        },
      ),
    );
  });
});

describe('summarise', () => {
  const newest = {
    title: 'Held: r9',
    description: 'No data for 2 minutes',
    link: '/rollouts/r9',
  };

  it.each<[string, ToldEvent[], typeof newest]>([
    ['one', [event('1')], newest],
    [
      'one rollout, again',
      [event('1'), event('2'), event('3')],
      { ...newest, title: 'Held: r9 (3 times)' },
    ],
    [
      'several rollouts',
      ['r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'r7'].map(id => event(id, id)),
      {
        title: 'Held: 7 rollouts',
        description: [
          'No data for 2 minutes',
          ...['r7', 'r6', 'r5', 'r4', 'r3'].map(id => `Held: ${id}`),
          'and 2 more',
        ].join('\n'),
        link: '/rollouts',
      },
    ],
  ])('says %s', (_what, events, expected) => {
    expect(summarise('held', newest, events)).toEqual(expected);
  });
});
