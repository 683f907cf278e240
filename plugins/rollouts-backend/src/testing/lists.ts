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

import type { Knex } from 'knex';
import { listDecisions } from '../store/decisions';
import { exportDecisions } from '../store/decisions';
import {
  listExperiments,
  listLearnings,
  readTitles,
  type ExperimentPosition,
} from '../store/experiments';
import {
  countBoard,
  listAwaiting,
  listBoard,
  readRollout,
  type BoardFilter,
  type BoardPosition,
} from '../store/rollouts';
import { partOf } from '../store/rollouts/parts';
import type { Visibility } from '../store/visibility';

const PAGE = 26;

/** A read of a page as the API makes it; `n` varies what is asked for. */
export type ListRead = (knex: Knex, n: number) => Promise<unknown>;

/** Somebody who sees what one team of very many owns. */
function member(n: number): Visibility {
  const group = `group:default/team-${n % 40}`;
  return {
    anyOf: [
      { column: 'parts', values: [partOf('owner', group)] },
      { column: 'parts', values: [partOf('approver', group)] },
      {
        column: 'parts',
        values: [partOf('requester', `user:default/person-${n}`)],
      },
    ],
  };
}
/** Somebody who sees nearly everything. */
const operator: Visibility = {
  column: 'parts',
  values: [partOf('operator', 'group:default/on-call')],
};

function board(
  filter: (n: number) => Parameters<typeof listBoard>[2],
  visibility: (n: number) => Visibility = () => 'all',
): ListRead {
  return async (knex, n) => {
    const { group, phase, ...scope } = filter(n);
    const rows = await listBoard(
      knex,
      visibility(n),
      { ...scope, group, phase },
      { limit: PAGE },
    );
    await readTitles(
      knex,
      rows.map(({ rollout }) => rollout.experimentId),
    );
    await countBoard(knex, visibility(n), scope satisfies BoardFilter);
  };
}

const service = (n: number) => `component:default/service-${n % 160}`;
const owner = (n: number) => `group:default/team-${n % 40}`;

/** Where a deep page begins: at that rollout. */
async function positionOf(knex: Knex, id: string): Promise<BoardPosition> {
  const row = await knex('rollouts')
    .where({ id })
    .first('urgency', 'updated_at');
  return {
    urgency: row.urgency,
    updatedAt: row.updated_at.toISOString().replace('Z', '000Z'),
    id,
  };
}

async function experimentAt(
  knex: Knex,
  id: string,
): Promise<ExperimentPosition> {
  const row = await knex('experiments').where({ id }).first('created_at');
  return { createdAt: row.created_at.toISOString().replace('Z', '000Z'), id };
}

/** Every list and search, by what it is called in the figures. */
export const LISTS: Record<string, ListRead> = {
  board: board(() => ({})),
  'board, a deep page': async (knex, n) => {
    const after = await positionOf(knex, `r${5000 + n}`);
    await listBoard(knex, 'all', {}, { limit: PAGE, after });
  },
  'board of a service': board(n => ({ service: service(n) })),
  'board of a system': board(n => ({
    system: `system:default/system-${n % 16}`,
  })),
  'board of an environment': board(() => ({ environment: 'staging' })),
  'board of a playbook': board(n => ({ playbook: `playbook-${n % 7}` })),
  'board of a phase': board(() => ({ phase: 'rolled-back' })),
  'board, exposed': board(() => ({ group: 'exposed' })),
  'board, waiting for people': board(() => ({ group: 'waiting-for-people' })),
  'board, held or unknown': board(() => ({ group: 'held-or-unknown' })),
  'board, rolled back recently': board(() => ({
    group: 'rolled-back-recently',
  })),
  'board, mine': board(n => ({ requestedBy: `user:default/person-${n}` })),
  'board, my teams': board(n => ({ owners: [owner(n)] })),
  'board, of one team to see': board(() => ({}), member),
  'board, nearly all to see': board(
    () => ({}),
    () => operator,
  ),
  'one rollout, one team to see': (knex, n) =>
    readRollout(knex, `r${n}`, { visibility: member(n) }),
  approvals: (knex, n) => listAwaiting(knex, 'all', [owner(n)]),
  'approvals, one team to see': (knex, n) =>
    listAwaiting(knex, member(n), [owner(n)]),
  experiments: knex => listExperiments(knex, 'all', { limit: PAGE }),
  'experiments, a deep page': async (knex, n) =>
    listExperiments(knex, 'all', {
      limit: PAGE,
      after: await experimentAt(knex, `e${5000 + n}`),
    }),
  'experiments of a service': (knex, n) =>
    listExperiments(knex, 'all', { limit: PAGE, service: service(n) }),
  'experiments, one team to see': (knex, n) =>
    listExperiments(knex, member(n), { limit: PAGE }),
  'decisions of a rollout': (knex, n) =>
    listDecisions(knex, `r${1 + (n % 10)}`, { limit: PAGE }),
  'decisions, a deep page': (knex, n) =>
    listDecisions(knex, `r${1 + (n % 10)}`, { limit: PAGE, before: 1000 }),
  'decisions of people': (knex, n) =>
    listDecisions(knex, `r${1 + (n % 10)}`, { limit: PAGE, actor: 'people' }),
  learnings: knex => listLearnings(knex, 'all', {}, { limit: PAGE }),
  'learnings with a word of all': knex =>
    listLearnings(knex, 'all', { text: 'checkout' }, { limit: PAGE }),
  'learnings with a word of some': (knex, n) =>
    listLearnings(knex, 'all', { text: `topic${n % 500}` }, { limit: PAGE }),
  'learnings with a word of one': (knex, n) =>
    listLearnings(knex, 'all', { text: `rare${5000 + n}` }, { limit: PAGE }),
  'learnings of a service': (knex, n) =>
    listLearnings(knex, 'all', { service: service(n) }, { limit: PAGE }),
  'learnings of a playbook': (knex, n) =>
    listLearnings(
      knex,
      'all',
      { playbook: `playbook-${n % 7}` },
      { limit: PAGE },
    ),
  'learnings, one team to see': (knex, n) =>
    listLearnings(knex, member(n), {}, { limit: PAGE }),
  'export, its first page': knex => exportDecisions(knex, {}, 'all').next(),
  'export, one team to see, its first page': (knex, n) =>
    exportDecisions(knex, {}, member(n)).next(),
};
