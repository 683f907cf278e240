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

import type {
  Evidence,
  EvidenceCheck,
  Point,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { isWatched } from '../lifecycle/state';
import { databaseNow } from '../store/clock';
import {
  definitionsOf,
  type HashedDefinition,
} from '../store/metricDefinitions';
import type { StoredRollout } from '../store/rollouts';
import { readLines, type LineQuery } from '../store/samples';
import { readVerdicts } from '../store/verdicts';
import { tickAt } from './grid';
import { meteredTargets } from './meteredService';

/** More points than that no chart can show. */
const MOST_POINTS = 600;
const ASSUMED_INTERVAL_SECONDS = 10;

interface Described {
  kind: EvidenceCheck['kind'];
  name: string;
  metric: string;
  limit: number | null;
  maxChange: number | null;
}

function describe({ plan }: StoredRollout): Described[] {
  return [
    ...plan.guardrails.map(({ name, metric, check }) => ({
      kind: 'guardrail' as const,
      name,
      metric,
      limit: check.kind === 'threshold' ? check.limit : null,
      maxChange: check.kind === 'relative' ? check.maxChange : null,
    })),
    ...plan.successMetrics.map(({ metric }) => ({
      kind: 'success-metric' as const,
      name: metric,
      metric,
      limit: null,
      maxChange: null,
    })),
  ];
}

/** From the first exposure to the last look at it; now where none was. */
function rangeOf({ plan, state }: StoredRollout, now: Date): [Date, Date] {
  const began = state.stageTimes[0]?.enteredAt ?? state.stageOpenedAt;
  if (began === null) return [now, now];
  const ended =
    state.reversal?.verifiedAt ?? state.wayBackClosedAt ?? state.endedAt;
  const watched = isWatched(state, plan) || ended === null;
  return [new Date(began), watched ? now : new Date(ended)];
}

/** The newest step may not be sampled yet: that is no gap. */
function withoutPending(points: Point[], step: Date): Point[] {
  const last = points.at(-1);
  const pending =
    last !== undefined &&
    last.value === null &&
    last.count === 0 &&
    Date.parse(last.at) >= step.getTime();
  return pending ? points.slice(0, -1) : points;
}

async function readCheck(
  trx: Knex,
  described: Described,
  { definition }: HashedDefinition,
  query: LineQuery,
  pending: Date,
): Promise<EvidenceCheck> {
  const lines = await readLines(trx, query);
  return {
    ...described,
    title: definition.title,
    unit: definition.unit,
    direction: definition.direction,
    new: withoutPending(lines.new, pending),
    baseline: withoutPending(lines.baseline, pending),
  };
}

/**
 * Series for the charts of a rollout: each guardrail's and each success
 * metric's over all its targets, at most 600 points a line, gaps as points
 * without a value.
 */
export async function readSeries(
  trx: Knex,
  rollout: StoredRollout,
): Promise<Evidence> {
  const [row] = await readVerdicts(trx, [rollout.id]);
  const intervalSeconds = row?.interval_seconds ?? ASSUMED_INTERVAL_SECONDS;
  const now = await databaseNow(trx);
  const [began, ended] = rangeOf(rollout, now);
  const from = tickAt(began, intervalSeconds);
  const to = tickAt(ended, intervalSeconds);
  const ticks = (to.getTime() - from.getTime()) / 1000 / intervalSeconds + 1;
  const stepSeconds = Math.ceil(ticks / MOST_POINTS) * intervalSeconds;
  const definitions = await definitionsOf(trx, rollout.plan);
  const subjects = meteredTargets(rollout).map(({ subject }) => subject);
  const checks: EvidenceCheck[] = [];
  for (const described of describe(rollout)) {
    const known = definitions.get(described.metric);
    if (known) {
      const query = {
        definitionHash: known.hash,
        subjects,
        statistic: known.definition.statistic,
        direction: known.definition.direction,
        from,
        to,
        stepSeconds,
      };
      checks.push(
        await readCheck(
          trx,
          described,
          known,
          query,
          tickAt(now, intervalSeconds),
        ),
      );
    }
  }
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    intervalSeconds: stepSeconds,
    checks,
  };
}
