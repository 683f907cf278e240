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

import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import { TOPICS } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import type { z } from 'zod';
import type { Directory } from '../people/Directory';
import { databaseNow } from '../store/clock';
import { noteHarm } from '../store/harm';
import { readTold, writeTold } from '../store/notices';
import { noticeSchema } from '../store/outbox';
import { inTransaction } from '../store/transaction';
import { Undelivered, type Deliverable, type Deliverer } from './deliverer';
import { subjectOf, summarise, tell } from './digest';
import type { Told } from '../store/notices';
import { harmOf, isHarm } from './harm';
import { linkOf } from './link';
import { reach } from './reach';
import { bareWords, readersOf, type Words } from './readers';

type Notice = z.output<typeof noticeSchema>;

export interface NotificationsOptions {
  database: Knex;
  service: NotificationService;
  directory: Pick<Directory, 'members' | 'service'>;
  /** Groups that are told where nobody else hears it. */
  operators: readonly string[];
  /** Whether the portal asks for permissions; else everybody may read. */
  permissions: boolean;
  logger: LoggerService;
}

/** A message, and the people it goes to. */
interface Message {
  notice: Notice;
  words: Words;
  told: Told;
  people: string[];
  /** Entries that are told of by it. */
  ids: string[];
}

/** People who are sent the same, together. */
function together(messages: readonly [string, Told][]): Map<Told, string[]> {
  const byText = new Map<string, [Told, string[]]>();
  for (const [person, told] of messages) {
    const key = JSON.stringify(told);
    const [same, people] = byText.get(key) ?? [told, []];
    byText.set(key, [same, [...people, person]]);
  }
  return new Map(byText.values());
}

/** What each is told, in the words that they may read. */
async function tellAll(
  trx: Knex.Transaction,
  { id, notice }: { id: string; notice: Notice },
  groups: readonly { words: Words; people: readonly string[] }[],
): Promise<Message[]> {
  const { topic, rolloutId } = notice;
  const notebook = { topic, subject: subjectOf(notice) };
  const everybody = groups.flatMap(({ people }) => people);
  const before = await readTold(trx, notebook, everybody);
  const now = await databaseNow(trx);
  const messages: Message[] = [];
  for (const { words, people } of groups) {
    const event = { key: id, rolloutId, title: words.title };
    const each = people.flatMap((person): [string, Told][] => {
      const earlier = before.get(person);
      const told = tell(topic, notebook.subject, earlier, event, now);
      return told ? [[person, told]] : [];
    });
    for (const [told, same] of together(each)) {
      await writeTold(trx, notebook, same, told);
      messages.push({ notice, words, told, people: same, ids: [id] });
    }
  }
  return messages;
}

function wordsOf({ title, description }: Notice, remark: string | null): Words {
  return {
    title,
    description: remark ? `${description}\n${remark}` : description,
  };
}

async function note(
  options: NotificationsOptions,
  { id, payload }: Deliverable,
): Promise<Message[]> {
  const notice = noticeSchema.parse(payload);
  const { people, remark } = await reach(options, id, notice);
  if (people.length === 0) return [];
  const readers = await readersOf(notice, options);
  return inTransaction(options.database, async trx => {
    if (isHarm(notice)) await noteHarm(trx, harmOf(id, notice), people);
    return tellAll(trx, { id, notice }, [
      {
        words: wordsOf(notice, remark),
        people: people.filter(person => readers.has(person)),
      },
      {
        words: bareWords(notice),
        people: people.filter(person => !readers.has(person)),
      },
    ]);
  });
}

/** Of the messages that take one another's place, the last. */
function last(messages: readonly Message[]): Message[] {
  const kept = new Map<string, Message>();
  for (const message of messages) {
    const key = [message.told.scope, ...message.people].join(' ');
    const ids = [...(kept.get(key)?.ids ?? []), ...message.ids];
    kept.set(key, { ...message, ids });
  }
  return [...kept.values()];
}

async function send(
  service: NotificationService,
  { notice, words, told, people }: Message,
): Promise<void> {
  const { topic } = notice;
  const { harm, severity } = TOPICS[topic];
  const newest = { ...words, link: linkOf(notice) };
  await service.send({
    recipients: { type: 'entity', entityRef: people },
    payload: {
      ...summarise(topic, newest, told.events),
      severity: notice.severity ?? severity,
      // The portal's settings list the topics that were sent: what is harm has
      // none there, so that nobody mutes it by its name.
      ...(harm ? {} : { topic }),
      scope: told.scope,
    },
  });
}

/**
 * Tells people in the portal: each person once, whatever groups they are in.
 * Repetitions take the place of the message before and count up.
 */
export function notifications(options: NotificationsOptions): Deliverer {
  return {
    kind: 'notify',
    coalesces: true,
    async deliver(entries) {
      const reasons = new Map<string, Error>();
      const messages: Message[] = [];
      for (const entry of entries) {
        try {
          messages.push(...(await note(options, entry)));
        } catch (error) {
          reasons.set(entry.id, toError(error));
        }
      }
      for (const message of last(messages)) {
        try {
          await send(options.service, message);
        } catch (error) {
          message.ids.forEach(id => reasons.set(id, toError(error)));
        }
      }
      if (reasons.size > 0) throw new Undelivered(reasons);
    },
  };
}
