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

import type { Fared } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { OUTCOME_CONDITIONS } from '../rollouts/boardFilter';
import { whereVisible, type Visibility } from '../visibility';

export const UNUSED: Fared = {
  rollouts: 0,
  completed: 0,
  rolledBack: 0,
  rolledBackAutomatically: 0,
  rolledBackByHand: 0,
  medianSecondsToRestore: null,
  p90SecondsToRestore: null,
  drills: { passed: 0, failed: 0, last: null },
};

type Ended = Omit<Fared, 'drills'>;

const SECONDS = `case when ${OUTCOME_CONDITIONS.reversed} then r.restore_seconds end`;

function counted(trx: Knex, condition: string, name: string) {
  return trx.raw(`(count(*) filter (where ${condition}))::int as ??`, [name]);
}

async function readEnded(
  trx: Knex,
  ids: readonly string[],
  visibility: Visibility,
): Promise<(Ended & { id: string })[]> {
  const percentile = (share: number, name: string) =>
    trx.raw(
      `percentile_cont(${share}) within group (order by ${SECONDS}) as ??`,
      [name],
    );
  return trx('rollouts as r')
    .whereIn('r.playbook_id', [...ids])
    .where('r.drill', false)
    .modify(whereVisible, visibility, 'r')
    .groupBy('r.playbook_id')
    .select(
      { id: 'r.playbook_id' },
      counted(trx, 'true', 'rollouts'),
      counted(trx, OUTCOME_CONDITIONS.completed, 'completed'),
      counted(trx, OUTCOME_CONDITIONS.reversed, 'rolledBack'),
      counted(
        trx,
        OUTCOME_CONDITIONS['reversed-automatically'],
        'rolledBackAutomatically',
      ),
      counted(trx, OUTCOME_CONDITIONS['reversed-by-hand'], 'rolledBackByHand'),
      percentile(0.5, 'medianSecondsToRestore'),
      percentile(0.9, 'p90SecondsToRestore'),
    );
}

interface Drilled {
  id: string;
  passed: number;
  failed: number;
}

interface LastDrill {
  id: string;
  rollout_id: string;
  ended_at: Date;
  passed: boolean;
}

function drillsOf(
  trx: Knex,
  ids: readonly string[],
  visibility: Visibility,
): Knex.QueryBuilder {
  return trx('drills as d')
    .join('rollouts as r', 'r.id', 'd.rollout_id')
    .whereIn('d.playbook_id', [...ids])
    .whereNotNull('d.passed')
    .whereNotNull('d.ended_at')
    .modify(whereVisible, visibility, 'r');
}

/**
 * How the rollouts of these playbooks ended, over all their versions, and
 * their drills apart; of what may be seen.
 */
export async function readFared(
  trx: Knex,
  ids: readonly string[],
  visibility: Visibility,
): Promise<Map<string, Fared>> {
  const [ended, drilled, last] = await Promise.all([
    readEnded(trx, ids, visibility),
    drillsOf(trx, ids, visibility)
      .groupBy('d.playbook_id')
      .select(
        { id: 'd.playbook_id' },
        counted(trx, 'd.passed', 'passed'),
        counted(trx, 'not d.passed', 'failed'),
      ) as Promise<Drilled[]>,
    drillsOf(trx, ids, visibility)
      .distinctOn('d.playbook_id')
      .orderBy([
        { column: 'd.playbook_id' },
        { column: 'd.ended_at', order: 'desc' },
      ])
      .select(
        { id: 'd.playbook_id' },
        'd.rollout_id',
        'd.ended_at',
        'd.passed',
      ) as Promise<LastDrill[]>,
  ]);
  return new Map(
    ids.map(id => [
      id,
      {
        ...UNUSED,
        ...withoutId(ended.find(row => row.id === id)),
        drills: drillsFrom(
          drilled.find(row => row.id === id),
          last.find(row => row.id === id),
        ),
      },
    ]),
  );
}

function withoutId(row: (Ended & { id: string }) | undefined) {
  if (!row) return {};
  const { id: _, ...ended } = row;
  return ended;
}

function drillsFrom(
  counts: Drilled | undefined,
  last: LastDrill | undefined,
): Fared['drills'] {
  return {
    passed: counts?.passed ?? 0,
    failed: counts?.failed ?? 0,
    last: last
      ? {
          rolloutId: last.rollout_id,
          at: last.ended_at.toISOString(),
          outcome: last.passed ? 'passed' : 'failed',
        }
      : null,
  };
}
