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

import type { MetricDefinition } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { judgeFreshness, stageWatch } from '../assessment';
import type { StageEvidence } from '../lifecycle/decision';
import { definitionsOf } from '../store/metricDefinitions';
import { readObservations } from '../store/observations';
import type { StoredRollout } from '../store/rollouts';
import type { ObservationRow } from '../store/tables';
import { readVerdicts } from '../store/verdicts';
import { openGuardrails } from './watched';

/** Between looks, as long as no verdict says better. */
const ASSUMED_INTERVAL_SECONDS = 10;

/**
 * What every guardrail's metric has surely seen: the least of them, so that
 * one silent metric keeps the stage from advancing.
 */
function sampleOf(
  observed: readonly ObservationRow[],
  hashes: readonly string[],
): number {
  if (hashes.length === 0) return 0;
  return Math.min(
    ...hashes.map(
      hash =>
        observed.find(
          row => row.variant === 'new' && row.definition_hash === hash,
        )?.count ?? 0,
    ),
  );
}

/**
 * Stands in for a definition that was never registered: nothing can be seen of
 * it, and reading evidence must not fail, or nobody could roll back.
 */
function unregistered(metric: string): MetricDefinition {
  return {
    name: metric,
    title: metric,
    unit: 'count',
    direction: 'lower-is-better',
    statistic: 'rate',
    provider: 'none',
    query: {},
    windowSeconds: 1,
  };
}

/**
 * The evidence of the open stage at `now`, the database's clock: a verdict for
 * each of its guardrails, judged for freshness, and what the new version
 * served, counted over disjoint windows.
 */
export async function readEvidence(
  trx: Knex,
  rollout: StoredRollout,
  now: Date,
): Promise<StageEvidence> {
  const { plan, state } = rollout;
  const guardrails = openGuardrails(rollout);
  if (guardrails.length === 0) return { checks: [], sample: 0 };
  const stage = stageWatch(state, plan);
  const rows = await readVerdicts(trx, [rollout.id]);
  const definitions = await definitionsOf(trx, plan);
  const observed = await readObservations(trx, rollout.id, {
    stage: stage.key,
  });
  const awakeSince = new Date(now.getTime() - process.uptime() * 1000);
  const checks = guardrails.map(guardrail => {
    const row = rows.find(each => each.guardrail === guardrail.name);
    return judgeFreshness({
      guardrail,
      definition:
        definitions.get(guardrail.metric)?.definition ??
        unregistered(guardrail.metric),
      stage,
      verdict: row?.stage === stage.key ? row.body : null,
      awakeSince,
      now,
      intervalSeconds: row?.interval_seconds ?? ASSUMED_INTERVAL_SECONDS,
    });
  });
  const hashes = guardrails.map(({ metric }) => plan.metricDefinitions[metric]);
  return { checks, sample: sampleOf(observed, hashes) };
}
