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
import {
  isAtLeast,
  TOPICS,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import type { z } from 'zod';
import type { Directory } from '../people/Directory';
import { noteUnreached } from '../store/notices';
import type { noticeSchema } from '../store/outbox';
import { linkOf } from './link';

type Notice = z.output<typeof noticeSchema>;

export interface Reached {
  people: string[];
  /** Why they are told, where it is not for them. */
  remark: string | null;
}

/**
 * The people whom a notice reaches. Where nobody is in the groups that it is
 * for, that is kept for people to see, and operators are told in their place of
 * what somebody has to act on.
 *
 * @param key - of the outbox
 * @throws UnavailableError when the catalogue can't be read.
 */
export async function reach(
  options: {
    database: Knex;
    directory: Pick<Directory, 'members'>;
    operators: readonly string[];
    logger: LoggerService;
  },
  key: string,
  notice: Notice,
): Promise<Reached> {
  const { database, directory, operators, logger } = options;
  const { topic, recipients, except } = notice;
  const members = await directory.members(recipients);
  if (members.length > 0) {
    const people = members.filter(person => person !== except).sort();
    return { people, remark: null };
  }
  const { calls, severity: usual } = TOPICS[topic];
  const severity = notice.severity ?? usual;
  if (!isAtLeast(severity, 'normal')) return { people: [], remark: null };
  const instead = calls ? await directory.members(operators) : [];
  await noteUnreached(database, {
    event_key: key,
    topic,
    severity,
    recipients,
    rollout_id: notice.rolloutId,
    experiment_id: notice.experimentId,
    service: notice.service,
    title: notice.title,
    link: linkOf(notice),
    told_operators: instead.length > 0,
  });
  const empty = `Nobody is in ${recipients.join(', ') || 'any group for it'}`;
  logger.warn(`${empty}: ${topic} of ${linkOf(notice)} reached nobody there`);
  return {
    people: [...instead].sort(),
    remark: `${empty}: you are told instead`,
  };
}
