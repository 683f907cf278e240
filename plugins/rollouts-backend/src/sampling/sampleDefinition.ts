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

import type { Sample } from '@stagecraft/backstage-plugin-rollouts-common';
import type {
  MeteredService,
  MetricsProvider,
} from '@stagecraft/backstage-plugin-rollouts-node';
import type { Knex } from 'knex';
import { readInjected } from '../store/drills';
import { addObservations } from '../store/observations';
import { writeHealth } from '../store/rollouts';
import { insertSamples } from '../store/samples';
import { finishSampling, type ClaimedSampling } from '../store/sampling';
import type { SampleRow, VerdictRow } from '../store/tables';
import { inTransaction } from '../store/transaction';
import { writeVerdicts } from '../store/verdicts';
import { wakeWork } from '../store/work';
import { ask, until, type Answer } from './ask';
import {
  assessGuardrail,
  healthOf,
  isNews,
  observationsOf,
  type Tick,
} from './assessTick';
import { addSeconds, tickAt } from './grid';
import {
  missingReferences,
  previousVerdicts,
  recentSamples,
  type Scope,
} from './past';
import { samplesOf } from './rows';
import type { Watched } from './watched';

/** Queries added to find a failing service, while the source answers at all. */
const SPARE_QUERIES = 32;
/** The same, when the tick before brought nothing. */
const SPARE_WHEN_SILENT = 2;
/** More than that alone in trouble is trouble of the source. */
const MOST_APART = 8;

export interface SampleRequest extends Scope {
  claimed: ClaimedSampling;
  provider: MetricsProvider;
  /** Subjects that failed by themselves at the last tick. */
  apart: ReadonlySet<string>;
  /** Aborts when the tick has taken too long, or the process stops. */
  signal: AbortSignal;
}

export interface SampleResult {
  at: Date;
  asked: number;
  /** Subjects to ask apart at the next tick. */
  apart: Set<string>;
  trouble: string | null;
}

function distinctServices(watched: readonly Watched[]): MeteredService[] {
  return [
    ...new Map(
      watched
        .flatMap(({ targets }) => targets)
        .map(({ subject, service }) => [subject, service]),
    ).values(),
  ];
}

async function askSource(request: SampleRequest, at: Date): Promise<Answer> {
  const { definition, provider, signal, claimed } = request;
  return ask({
    services: distinctServices(request.watched),
    apart: request.apart,
    spare: claimed.attempts > 0 ? SPARE_WHEN_SILENT : SPARE_QUERIES,
    query: services =>
      until(signal, own =>
        provider.query(
          { definition: definition.definition, services, end: at },
          own,
        ),
      ),
  });
}

function samplesBySubject(answer: Answer, at: Date): Map<string, Sample[]> {
  return new Map(
    [...answer.rows].map(([subject, rows]) => [subject, samplesOf(rows, at)]),
  );
}

function rowsOf(
  definitionHash: string,
  samples: ReadonlyMap<string, Sample[]>,
): SampleRow[] {
  return [...samples].flatMap(([service, list]) =>
    list.map(sample => ({
      definition_hash: definitionHash,
      service,
      variant: sample.variant,
      at: new Date(sample.at),
      value: sample.value,
      count: sample.count,
      sum: sample.sum,
      sum_squares: sample.sumSquares,
    })),
  );
}

function troubleOf(answer: Answer): string | null {
  const [first] = answer.failed;
  if (!first) return null;
  return `${answer.failed.size} of ${
    answer.failed.size + answer.rows.size
  } services could not be read: ${first[1]}`;
}

/**
 * One tick of one definition: asks once for all services, then stores samples
 * and verdicts and wakes whoever has news, all in one transaction that holds
 * the claim.
 *
 * @throws LostSamplingError when another claimer took over meanwhile
 */
export async function sampleDefinition(
  request: SampleRequest,
): Promise<SampleResult> {
  const { knex, claimed, watched, intervalSeconds } = request;
  const { hash, definition } = request.definition;
  const at = tickAt(claimed.now, intervalSeconds);
  const answer = await askSource(request, at);
  const fresh = samplesBySubject(answer, at);
  const previous = await previousVerdicts(request);
  const tick: Tick = {
    definitionHash: hash,
    definition,
    watched,
    at,
    intervalSeconds,
    samples: await recentSamples(request, fresh, at),
    failed: answer.failed,
    previous,
    references: await missingReferences(request, previous),
    injected: await readInjected(
      knex,
      watched.flatMap(({ rollout: { id, plan } }) =>
        plan.drill?.breach === 'injected-metric' ? [id] : [],
      ),
    ),
  };
  const assessed = watched.map(each => ({
    each,
    verdicts: each.guardrails.map(guardrail =>
      assessGuardrail(tick, each, guardrail),
    ),
  }));
  const trouble = troubleOf(answer);
  await inTransaction(knex, async trx => {
    await finishSampling(trx, claimed, {
      dueAt: addSeconds(at, intervalSeconds),
      trouble,
      empty: answer.rows.size === 0,
    });
    await insertSamples(trx, rowsOf(hash, fresh));
    await addObservations(
      trx,
      definition.windowSeconds,
      watched.flatMap(each => observationsOf(tick, each)),
    );
    await writeVerdicts(
      trx,
      assessed.flatMap(({ verdicts }) => verdicts),
    );
    const { urgent, other } = newsOf(tick, assessed);
    await wakeWork(trx, urgent, { urgent: true });
    await wakeWork(trx, other, { urgent: false });
  });
  await keepHealth(knex, tick, assessed);
  const apart = new Set(answer.failed.keys());
  return {
    at,
    asked: distinctServices(watched).length,
    apart: apart.size > MOST_APART ? new Set() : apart,
    trouble,
  };
}

interface Assessed {
  each: Watched;
  verdicts: VerdictRow[];
}

/** Rollouts that the controller should look at, by their ids. */
function newsOf(tick: Tick, assessed: readonly Assessed[]) {
  const urgent: string[] = [];
  const other: string[] = [];
  for (const { each, verdicts } of assessed) {
    const before = tick.previous.get(each.rollout.id);
    const news = verdicts.filter(row =>
      isNews(before?.get(row.guardrail), row),
    );
    const breached = news.some(({ verdict }) => verdict === 'breached');
    if (news.length > 0) (breached ? urgent : other).push(each.rollout.id);
  }
  return { urgent, other };
}

/** After the commit: nothing that is decided waits for the board's column. */
async function keepHealth(
  knex: Knex,
  tick: Tick,
  assessed: readonly Assessed[],
): Promise<void> {
  const changes = assessed.flatMap(({ each, verdicts }) => {
    const health = healthOf(tick, each, verdicts);
    return verdicts.length > 0 && health !== each.rollout.health
      ? [{ rollout: each.rollout, health }]
      : [];
  });
  await writeHealth(knex, changes);
}
