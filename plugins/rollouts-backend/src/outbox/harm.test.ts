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

import type { Topic } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Notice } from '../store/outbox';
import { noticeSchema } from '../store/outbox';
import { gatherHarm, harmOf, isHarm } from './harm';

function notice(
  topic: Topic,
  rolloutId: string | null,
  more: Partial<Notice> = {},
) {
  return noticeSchema.parse({
    topic,
    recipients: [],
    title: `${topic}: ${rolloutId}`,
    description: 'Errors are above their limit',
    cause: 'guardrail',
    rolloutId,
    ...more,
  });
}

const by = (kind: 'person' | 'service' | 'controller') => ({
  decision: {
    at: '2026-11-22T10:00:00.000Z',
    actor: { kind, name: 'x' },
    phase: null,
    stageIndex: null,
    planHash: null,
  },
});

describe('what is shown until it is seen', () => {
  it.each<[Topic, Partial<Notice>, boolean]>([
    ['stuck', {}, true],
    ['rolling-back', {}, true],
    ['rolling-back', { severity: 'normal' }, false],
    ['bypassed', {}, true],
    ['held', by('controller'), true],
    ['held', by('service'), true],
    ['held', by('person'), false],
    ['held', {}, false],
    ['objected', {}, false],
    ['decision-overdue', by('controller'), false],
  ])('%s %j: %s', (topic, more, shown) => {
    expect(isHarm(notice(topic, 'r1', more))).toBe(shown);
  });
});

describe('gatherHarm', () => {
  const told = (...notices: ReturnType<typeof notice>[]) =>
    gatherHarm(
      notices
        .map((each, index) => ({
          ...harmOf(String(index + 1), each),
          at: new Date(index * 1000),
        }))
        .reverse(),
    );

  it.each<[string, [Topic, string | null][], [string, string, string[]][]]>([
    [
      'the last of what happened to a rollout stands for it',
      [
        ['rolling-back', 'r1'],
        ['stuck', 'r1'],
        ['rolled-back', 'r1'],
      ],
      [['3', 'rolled-back: r1', ['3', '2', '1']]],
    ],
    [
      'forty rollouts of one cause are one',
      [
        ['held', 'r1'],
        ['held', 'r2'],
        ['held', 'r3'],
      ],
      [['3', 'Held: 3 rollouts', ['3', '2', '1']]],
    ],
    [
      'the most urgent comes first, each bypass for itself',
      [
        ['bypassed', 'r1'],
        ['stuck', 'r2'],
        ['bypassed', 'r1'],
        ['rolled-back', 'r1'],
      ],
      [
        ['2', 'stuck: r2', ['2']],
        ['4', 'rolled-back: r1', ['4']],
        ['3', 'bypassed: r1', ['3']],
        ['1', 'bypassed: r1', ['1']],
      ],
    ],
    [
      'what is of no rollout is of its cause',
      [
        ['audit-stopped', null],
        ['audit-stopped', null],
      ],
      [['2', 'audit-stopped: null (2 times)', ['2', '1']]],
    ],
  ])('%s', (_what, events, expected) => {
    const gathered = told(...events.map(([topic, id]) => notice(topic, id)));
    expect(
      gathered.map(({ harm, keys }) => [harm.id, harm.title, keys]),
    ).toEqual(expected);
  });
});
