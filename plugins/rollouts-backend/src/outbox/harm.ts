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
  isAtLeast,
  SEVERITIES,
  TOPICS,
  type Harm,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { z } from 'zod';
import type { HarmEvent } from '../store/harm';
import type { noticeSchema } from '../store/outbox';
import type { HarmRow } from '../store/tables';
import { subjectOf, summarise } from './digest';
import { linkOf } from './link';

type Notice = z.output<typeof noticeSchema>;

/**
 * Whether the portal shows it to whom it concerns until they have seen it,
 * whatever they have muted: urgent harm, and what a machine holds. The ordinary
 * course of a drill is not urgent.
 */
export function isHarm({ topic, severity, decision }: Notice): boolean {
  const { harm, severity: usual } = TOPICS[topic];
  const heldByMachine =
    topic === 'held' && decision?.actor.kind.startsWith('person') === false;
  return (harm || heldByMachine) && isAtLeast(severity ?? usual, 'high');
}

/** What is kept of it; `key` is of the outbox. */
export function harmOf(key: string, notice: Notice): HarmEvent {
  const { topic, severity, rolloutId, experimentId } = notice;
  return {
    event_key: key,
    topic,
    subject: subjectOf(notice),
    severity: severity ?? TOPICS[topic].severity,
    rollout_id: rolloutId,
    experiment_id: experimentId,
    title: notice.title,
    description: notice.description,
    link: linkOf(notice),
  };
}

/** What a person has not seen, with the keys of all events that are in it. */
export interface Unseen {
  harm: Harm;
  keys: string[];
}

type Event = HarmEvent & Pick<HarmRow, 'at'>;

/** Within it, what came last says how it stands. */
function courseOf({ topic, rollout_id, event_key }: Event): string {
  return rollout_id !== null && TOPICS[topic].repeats === 'cause'
    ? `rollout ${rollout_id}`
    : event_key;
}

function causeOf({ topic, subject, event_key }: Event): string {
  return TOPICS[topic].repeats === 'cause' ? `${topic}/${subject}` : event_key;
}

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

/**
 * One entry a cause, most urgent first: of each rollout the last that happened
 * to it, so that "rolled back" takes the place of "rolling back".
 *
 * @param events - newest first
 */
export function gatherHarm(events: readonly Event[]): Unseen[] {
  const courses = groupBy(events, courseOf);
  return groupBy(courses, ([last]) => causeOf(last))
    .map((same): Unseen => {
      const [[newest]] = same;
      const told = same.map(([{ event_key, rollout_id, title }]) => ({
        key: event_key,
        rolloutId: rollout_id,
        title,
      }));
      return {
        harm: {
          id: newest.event_key,
          topic: newest.topic,
          severity: newest.severity,
          ...summarise(newest.topic, newest, told.reverse()),
          at: newest.at.toISOString(),
        },
        keys: same.flat().map(({ event_key }) => event_key),
      };
    })
    .sort((a, b) => urgency(a) - urgency(b));
}

function urgency({ harm }: Unseen): number {
  return SEVERITIES.indexOf(harm.severity);
}
