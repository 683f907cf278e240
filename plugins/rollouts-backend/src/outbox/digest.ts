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
  type Topic,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Told } from '../store/notices';
import type { ToldEvent } from '../store/tables';

/** Within it, repetitions of one cause are one message. */
export const WINDOW_MS = 3_600_000;
/** Between two reminders of one subject. */
export const REMINDED_EVERY_MS = 24 * 3_600_000;

/** What repetitions have in common: a cause, or what it is about. */
export function subjectOf(notice: {
  topic: Topic;
  cause?: string;
  rolloutId: string | null;
  experimentId: string | null;
  link?: string;
}): string {
  const { topic, cause, rolloutId, experimentId, link } = notice;
  return TOPICS[topic].repeats === 'cause'
    ? cause ?? 'other'
    : rolloutId ?? experimentId ?? link ?? cause ?? 'portal';
}

/** What the clock, set back since, has as in the future is over. */
function ageOf(before: Told | undefined, now: Date): number {
  const age = before ? now.getTime() - before.openedAt.getTime() : Infinity;
  return age < 0 ? Infinity : age;
}

/**
 * What a person is to be sent, after what they were sent before; undefined
 * when they are not to be told again. Told of an event for a second time, it is
 * the same message.
 */
export function tell(
  topic: Topic,
  subject: string,
  before: Told | undefined,
  event: ToldEvent,
  now: Date,
): Told | undefined {
  if (before?.events.some(({ key }) => key === event.key)) return before;
  const { repeats } = TOPICS[topic];
  const age = ageOf(before, now);
  if (repeats === 'reminder' && age < REMINDED_EVERY_MS) return undefined;
  if (before && repeats === 'cause' && age < WINDOW_MS) {
    return { ...before, events: [...before.events, event] };
  }
  const opened = repeats === 'cause' ? `/${now.toISOString()}` : '';
  return {
    scope: `${topic}/${subject}${opened}`,
    openedAt: now,
    events: [event],
  };
}

const NAMED = 5;

/** The message over all events, by the words of the newest of them. */
export function summarise(
  topic: Topic,
  newest: { title: string; description: string; link: string },
  events: readonly ToldEvent[],
): { title: string; description: string; link: string } {
  if (events.length <= 1) return newest;
  const titles = [...new Set(events.map(({ title }) => title))];
  const rollouts = new Set(events.map(({ rolloutId }) => rolloutId));
  if (rollouts.size === 1) {
    return { ...newest, title: `${newest.title} (${events.length} times)` };
  }
  const named = titles.slice(-NAMED).reverse();
  const more = titles.length - named.length;
  return {
    title: `${TOPICS[topic].title}: ${rollouts.size} rollouts`,
    description: [
      newest.description,
      ...named,
      ...(more > 0 ? [`and ${more} more`] : []),
    ].join('\n'),
    link: '/rollouts',
  };
}
