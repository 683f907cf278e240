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
import { NO_EVIDENCE, type StageEvidence } from '../lifecycle/decision';
import { isWatched } from '../lifecycle/state';
import {
  readDefinitions,
  type HashedDefinition,
} from '../store/metricDefinitions';
import { readStageObservations } from '../store/observations';
import type { StoredRollout } from '../store/rollouts';
import type { ObservationRow, VerdictRow } from '../store/tables';
import { readVerdicts } from '../store/verdicts';
import { awake } from './Awake';
import { openGuardrails } from './watched';

/** Between looks, as long as no verdict says better. */
const ASSUMED_INTERVAL_SECONDS = 10;

/**
 * What every guardrail's metric has surely seen: the least of them, so that
 * one silent metric keeps the stage from advancing. Targets add up.
 */
function sampleOf(
  observed: readonly ObservationRow[],
  hashes: readonly string[],
): number {
  if (hashes.length === 0) return 0;
  return Math.min(
    ...hashes.map(hash =>
      observed
        .filter(row => row.variant === 'new' && row.definition_hash === hash)
        .reduce((total, row) => total + row.count, 0),
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

/** What was read for all rollouts together. */
interface Known {
  verdicts: readonly VerdictRow[];
  definitions: ReadonlyMap<string, HashedDefinition>;
  observed: readonly ObservationRow[];
}

function evidenceOf(
  rollout: StoredRollout,
  { verdicts, definitions, observed }: Known,
  now: Date,
): StageEvidence {
  const { id, plan, state } = rollout;
  const stage = stageWatch(state, plan);
  const guardrails = openGuardrails(rollout);
  const checks = guardrails.map(guardrail => {
    const row = verdicts.find(
      each => each.rollout_id === id && each.guardrail === guardrail.name,
    );
    const hash = plan.metricDefinitions[guardrail.metric];
    return judgeFreshness({
      guardrail,
      definition:
        definitions.get(hash)?.definition ?? unregistered(guardrail.metric),
      stage,
      verdict: row?.stage === stage.key ? row.body : null,
      awakeSince: awake.since(now),
      now,
      intervalSeconds: row?.interval_seconds ?? ASSUMED_INTERVAL_SECONDS,
    });
  });
  const hashes = guardrails.map(({ metric }) => plan.metricDefinitions[metric]);
  const own = observed.filter(row => row.rollout_id === id);
  return { checks, sample: sampleOf(own, hashes) };
}

/**
 * The evidence of the open stage at `now`, the database's clock, by rollout: a
 * verdict for each of its guardrails, judged for freshness, and what the new
 * version served, counted over disjoint windows. As many queries for many
 * rollouts as for one; none where nothing is watched.
 */
export async function readAllEvidence(
  trx: Knex,
  rollouts: readonly StoredRollout[],
  now: Date,
): Promise<Map<string, StageEvidence>> {
  const watched = rollouts.filter(
    ({ state, plan }) =>
      isWatched(state, plan) && openGuardrails({ state, plan }).length > 0,
  );
  if (watched.length === 0) return new Map();
  const known: Known = {
    verdicts: await readVerdicts(
      trx,
      watched.map(({ id }) => id),
    ),
    definitions: await readDefinitions(
      trx,
      watched.flatMap(({ plan }) => Object.values(plan.metricDefinitions)),
    ),
    observed: await readStageObservations(
      trx,
      watched.map(({ id, state, plan }) => ({
        rolloutId: id,
        stage: stageWatch(state, plan).key,
      })),
    ),
  };
  return new Map(
    watched.map(rollout => [rollout.id, evidenceOf(rollout, known, now)]),
  );
}

/** The evidence of one rollout's open stage; none while it is not watched. */
export async function readEvidence(
  trx: Knex,
  rollout: StoredRollout,
  now: Date,
): Promise<StageEvidence> {
  const all = await readAllEvidence(trx, [rollout], now);
  return all.get(rollout.id) ?? NO_EVIDENCE;
}
