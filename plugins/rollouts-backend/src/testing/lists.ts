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

import type { OperationId } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { encodeCursor } from '../http/cursor';

/** One who reads a list over HTTP; `n` varies what is asked for. */
export interface Reader {
  operation: OperationId;
  /** Who sees all, nearly all, or what one team of very many owns. */
  as: 'leader' | 'operator' | 'member';
  /** Below `/v1`. */
  path(n: number, knex: Knex): string | Promise<string>;
}

/** People of as many teams read; each sees other rollouts. */
export const MEMBERS = 40;
export const teamOf = (n: number) => `team-${n % MEMBERS}`;

const DAY_MS = 86_400_000;
const HERE = '/rollouts';

type Query = Record<string, string>;

function pathOf(path: string, query: Query = {}): string {
  const search = new URLSearchParams(query).toString();
  return search ? `${path}?${search}` : path;
}

const service = (n: number) => `component:default/service-${n % 160}`;

async function instantOf(
  knex: Knex,
  table: string,
  id: string,
  column: string,
): Promise<string> {
  const row = await knex(table).where({ id }).first(column);
  return row[column].toISOString().replace('Z', '000Z');
}

async function boardAt(knex: Knex, id: string): Promise<string> {
  const { urgency } = await knex('rollouts').where({ id }).first('urgency');
  const updatedAt = await instantOf(knex, 'rollouts', id, 'updated_at');
  return encodeCursor({ urgency, updatedAt, id }) ?? '';
}

async function experimentAt(knex: Knex, id: string): Promise<string> {
  const createdAt = await instantOf(knex, 'experiments', id, 'created_at');
  return encodeCursor({ createdAt, id }) ?? '';
}

/** The same list as everybody reads it. */
function ofAll(
  operation: OperationId,
  name: string,
  path: Reader['path'],
): Record<string, Reader> {
  return {
    [name]: { operation, as: 'leader', path },
    [`${name}, one team to see`]: { operation, as: 'member', path },
  };
}

const board = (name: string, query: (n: number) => Query) => ({
  [`board, ${name}`]: {
    operation: 'listRollouts',
    as: 'leader',
    path: n => pathOf(HERE, query(n)),
  } satisfies Reader,
});

const boards: Record<string, Reader> = {
  ...ofAll('listRollouts', 'board', () => HERE),
  'board, nearly all to see': {
    operation: 'listRollouts',
    as: 'operator',
    path: () => HERE,
  },
  'board, a deep page': {
    operation: 'listRollouts',
    as: 'leader',
    path: async (n, knex) =>
      pathOf(HERE, { cursor: await boardAt(knex, `r${5000 + n}`) }),
  },
  ...board('of a service', n => ({ service: service(n) })),
  ...board('of a system', n => ({ system: `system:default/system-${n % 16}` })),
  ...board('of an environment', () => ({ environment: 'staging' })),
  ...board('of a playbook', n => ({ playbook: `playbook-${n % 7}` })),
  ...board('of a phase', () => ({ phase: 'rolled-back' })),
  ...board('exposed', () => ({ group: 'exposed' })),
  ...board('waiting for people', () => ({ group: 'waiting-for-people' })),
  ...board('held or unknown', () => ({ group: 'held-or-unknown' })),
  ...board('rolled back recently', () => ({ group: 'rolled-back-recently' })),
  ...board('reversed by hand', () => ({ outcome: 'reversed-by-hand' })),
  ...board('drills', () => ({ drills: 'only' })),
  'board, mine': {
    operation: 'listRollouts',
    as: 'member',
    path: () => pathOf(HERE, { scope: 'mine' }),
  },
  'board, my teams': {
    operation: 'listRollouts',
    as: 'member',
    path: () => pathOf(HERE, { scope: 'teams' }),
  },
  approvals: {
    operation: 'listApprovals',
    as: 'member',
    path: () => '/approvals',
  },
};

const decisions = (name: string, query: Query) => ({
  [`decisions${name}`]: {
    operation: 'listDecisions',
    as: 'leader',
    path: n => pathOf(`${HERE}/r${1 + (n % 10)}/decisions`, query),
  } satisfies Reader,
});

const experiments: Record<string, Reader> = {
  ...ofAll('listExperiments', 'experiments', () => '/experiments'),
  'experiments, a deep page': {
    operation: 'listExperiments',
    as: 'leader',
    path: async (n, knex) =>
      pathOf('/experiments', {
        cursor: await experimentAt(knex, `e${5000 + n}`),
      }),
  },
  ...ofAll('listExperiments', 'experiments of a service', n =>
    pathOf('/experiments', { service: service(n) }),
  ),
  ...decisions(' of a rollout', {}),
  ...decisions(', a deep page', { cursor: encodeCursor(1000) ?? '' }),
  ...decisions(' of people', { actor: 'people' }),
  comments: {
    operation: 'listComments',
    as: 'leader',
    path: n => `/experiments/e${3 * (1 + n)}/comments`,
  },
  ...ofAll('listActs', 'acts', () => '/audit/acts'),
  ...ofAll('listActs', 'acts on freezes', () =>
    pathOf('/audit/acts', { kind: 'freeze' }),
  ),
  ...ofAll('exportDecisions', 'export of a service', n =>
    pathOf('/audit/decisions.jsonl', {
      service: `component:default/service-${n % MEMBERS}`,
    }),
  ),
};

const learnt =
  (query: (n: number) => Query): Reader['path'] =>
  n =>
    pathOf('/learnings', query(n));

const learnings: Record<string, Reader> = {
  ...ofAll(
    'listLearnings',
    'learnings',
    learnt(() => ({})),
  ),
  ...ofAll(
    'listLearnings',
    'learnings with a word of all',
    learnt(() => ({ text: 'checkout' })),
  ),
  ...ofAll(
    'listLearnings',
    'learnings with a word of some',
    learnt(n => ({ text: `topic${n % 500}` })),
  ),
  ...ofAll(
    'listLearnings',
    'learnings with a word of one',
    learnt(n => ({ text: `rare${5000 + n}` })),
  ),
  ...ofAll(
    'listLearnings',
    'learnings of a service',
    learnt(n => ({ service: service(n) })),
  ),
  ...ofAll(
    'listLearnings',
    'learnings of a playbook',
    learnt(n => ({ playbook: `playbook-${n % 7}` })),
  ),
  ...ofAll('listSimilar', 'similar to a text', n =>
    pathOf('/learnings/similar', { text: `faster checkout topic${n % 500}` }),
  ),
  ...ofAll('listPlaybooks', 'playbooks', () => '/playbooks'),
};

function period(days: number): Query {
  const to = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  return {
    from: new Date(to - days * DAY_MS).toISOString(),
    to: new Date(to).toISOString(),
  };
}

const insights: Record<string, Reader> = {
  ...ofAll('getInsights', 'figures of a month', () =>
    pathOf('/insights', period(30)),
  ),
  ...ofAll('getInsights', 'figures of a year', () =>
    pathOf('/insights', period(365)),
  ),
  'figures of a year, a system': {
    operation: 'getInsights',
    as: 'leader',
    path: n =>
      pathOf('/insights', {
        ...period(365),
        system: `system:default/system-${n % 16}`,
      }),
  },
  ...ofAll('listBehind', 'behind a figure of a month', () =>
    pathOf('/insights/change-fail-rate/behind', period(30)),
  ),
};

const operating: Record<string, Reader> = {
  ...ofAll('listReviews', 'reviews', () => '/reviews'),
  ...ofAll('listReviews', 'reviews, closed', () =>
    pathOf('/reviews', { state: 'closed' }),
  ),
  ...ofAll('countReviews', 'reviews, counted', () => '/reviews/counts'),
  ...ofAll('listDrills', 'drills', () => '/drills'),
  ...ofAll('listDrills', 'drills of a service', n =>
    pathOf('/drills', { service: service(n) }),
  ),
  ...ofAll('drillStandings', 'drills, standings', () => '/drills/standings'),
  ...ofAll('listFreezes', 'freezes', () => '/freezes'),
  ...ofAll('listDeliveries', 'deliveries', () => '/deliveries'),
  ...ofAll('listDeliveries', 'deliveries, failed', () =>
    pathOf('/deliveries', { state: 'failed' }),
  ),
  ...ofAll('listHarm', 'harm', () => '/harm'),
  ...ofAll('listClusters', 'clusters', () => '/clusters'),
};

/** Every list and search, by what it is called in the figures. */
export const LISTS: Record<string, Reader> = {
  ...boards,
  ...experiments,
  ...learnings,
  ...insights,
  ...operating,
};
