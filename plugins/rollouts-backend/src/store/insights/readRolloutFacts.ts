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

import type { Reversal } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import type { ReversalFact, RolloutFact } from '../../insights/facts';
import type { InsightScope } from './scope';
import { SUBJECT, titleOf, whereInScope } from './scope';

interface Row {
  rolloutId: string;
  experimentId: string;
  service: string;
  title: string;
  at: Date;
  exposedAt: string | null;
  completedAt: string | null;
  promotedAt: string | null;
  reversal: Reversal | null;
  movesFlag: boolean;
}

function instant(text: string | null | undefined): Date | null {
  return text ? new Date(text) : null;
}

function reversalOf(reversal: Reversal): ReversalFact {
  const { cause, actor, sentence, checks } = reversal;
  return {
    cause,
    by: { kind: actor.kind, ref: actor.ref, name: actor.name },
    reason: sentence,
    breached: checks.some(({ verdict }) => verdict === 'breached'),
    firstSeenAt: instant(reversal.firstSeenAt),
    confirmedAt: instant(reversal.confirmedAt),
    decidedAt: new Date(reversal.decidedAt),
    verifiedAt: instant(reversal.verifiedAt),
  };
}

function factOf(row: Row): RolloutFact {
  return {
    ...row,
    exposedAt: instant(row.exposedAt),
    completedAt: instant(row.completedAt),
    promotedAt: instant(row.promotedAt),
    reversal: row.reversal && reversalOf(row.reversal),
  };
}

/** Rollouts that were requested, went on or ended since `from`. */
export async function readRolloutFacts(
  trx: Knex,
  scope: InsightScope,
): Promise<RolloutFact[]> {
  const rows: Row[] = await trx('rollouts as r')
    .join('experiments as e', 'e.id', 'r.experiment_id')
    .join('plans as p', 'p.hash', 'r.plan_hash')
    .modify(whereInScope, scope)
    .where('r.created_at', '<', scope.to)
    .where(ended =>
      ended.whereNull('r.ended_at').orWhere('r.ended_at', '>=', scope.from),
    )
    .select(
      ...SUBJECT,
      titleOf(trx),
      'r.created_at as at',
      trx.raw(`r.state #>> '{stageTimes,0,enteredAt}' as "exposedAt"`),
      trx.raw(
        `case when r.phase = 'completed' then r.state ->> 'endedAt' end as "completedAt"`,
      ),
      trx.raw(`r.state ->> 'promotedAt' as "promotedAt"`),
      trx.raw(`nullif(r.state -> 'reversal', 'null') as reversal`),
      trx.raw(
        `p.plan @> '{"targets": [{"kind": "feature-flag"}]}' as "movesFlag"`,
      ),
    );
  return rows.map(factOf);
}
