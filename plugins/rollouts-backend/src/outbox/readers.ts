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

import { TOPICS } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import type { z } from 'zod';
import type { Directory } from '../people/Directory';
import { readRoles } from '../store/notices';
import type { noticeSchema } from '../store/outbox';

type Notice = z.output<typeof noticeSchema>;

export interface Words {
  title: string;
  description: string;
}

/** What is told to whom it is not known that they may read more. */
export function bareWords({ topic }: Pick<Notice, 'topic'>): Words {
  return {
    title: TOPICS[topic].title,
    description: 'It is about something that you took part in. Open it to read',
  };
}

/**
 * Who may be told the words of a notice: asked when it is delivered, because
 * nobody's permission can be asked in their absence, of what the permissions
 * go by. Of a service those are who has a role in it now. Whoever is told for
 * what they once did, as who requested or approved, is told that something
 * happened, and the portal asks for their permission when they open it.
 *
 * @throws UnavailableError when the catalogue can't be read.
 */
export async function readersOf(
  { topic, rolloutId, experimentId, service }: Notice,
  options: {
    database: Knex;
    directory: Pick<Directory, 'members' | 'service'>;
    /** Whether the portal asks for permissions; else everybody may read. */
    permissions: boolean;
  },
): Promise<{ has(person: string): boolean }> {
  const { database, directory, permissions } = options;
  if (!permissions || TOPICS[topic].about === 'portal') {
    return { has: () => true };
  }
  const about = { rolloutId, experimentId };
  const roles =
    (await readRoles(database, about)) ??
    (service === null ? [] : await rolesIn(service, directory));
  return new Set(await directory.members(roles));
}

async function rolesIn(
  service: string,
  directory: Pick<Directory, 'service'>,
): Promise<string[]> {
  const { people } = (await directory.service(service)) ?? {};
  if (!people) return [];
  const { owners, approvers, operators, rollback = [] } = people;
  return [...owners, ...approvers, ...operators, ...rollback];
}
