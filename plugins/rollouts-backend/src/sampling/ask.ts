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
  MeteredService,
  MetricsRow,
} from '@stagecraft/backstage-plugin-rollouts-node';
import { subjectOf } from './meteredService';

export interface Answer {
  /** Rows by subject; a subject that could not be asked is missing. */
  rows: Map<string, MetricsRow[]>;
  /** Why, by subject. */
  failed: Map<string, string>;
}

export interface Question {
  services: readonly MeteredService[];
  /** Subjects that failed by themselves at the last tick: asked apart. */
  apart: ReadonlySet<string>;
  query(services: MeteredService[]): Promise<MetricsRow[]>;
  /** Queries that may be added to find who makes a shared one fail. */
  spare: number;
}

/** Rows name services by reference, so no query may hold a reference twice. */
function byDistinctRef(
  services: readonly MeteredService[],
): MeteredService[][] {
  const groups: Map<string, MeteredService>[] = [];
  for (const service of services) {
    let group = groups.find(candidate => !candidate.has(service.ref));
    if (!group) {
      group = new Map();
      groups.push(group);
    }
    group.set(service.ref, service);
  }
  return groups.map(group => [...group.values()]);
}

function shardsOf({ services, apart }: Question): MeteredService[][] {
  const alone = services.filter(service => apart.has(subjectOf(service)));
  const together = services.filter(service => !apart.has(subjectOf(service)));
  return [...byDistinctRef(together), ...alone.map(service => [service])];
}

function byService(rows: readonly MetricsRow[]): Map<string, MetricsRow[]> {
  const found = new Map<string, MetricsRow[]>();
  for (const row of rows) {
    const list = found.get(row.service);
    if (list) list.push(row);
    else found.set(row.service, [row]);
  }
  return found;
}

interface Round {
  answer: Answer;
  spare: number;
}

/** Sorts one round's results; returns the shards to ask next. */
function settle(
  round: Round,
  shards: readonly MeteredService[][],
  results: readonly PromiseSettledResult<MetricsRow[]>[],
): MeteredService[][] {
  return results.flatMap((result, index) => {
    const shard = shards[index];
    if (result.status === 'fulfilled') {
      const rows = byService(result.value);
      for (const service of shard) {
        round.answer.rows.set(subjectOf(service), rows.get(service.ref) ?? []);
      }
      return [];
    }
    if (shard.length > 1 && round.spare >= 2) {
      round.spare -= 2;
      const half = Math.ceil(shard.length / 2);
      return [shard.slice(0, half), shard.slice(half)];
    }
    for (const service of shard) {
      round.answer.failed.set(subjectOf(service), messageOf(result.reason));
    }
    return [];
  });
}

/**
 * Asks for all services at once. A query that fails is split in halves until
 * the failing service stands alone, or the spare queries are used up: then
 * what is left failed together. Never throws for the source's errors.
 */
export async function ask(question: Question): Promise<Answer> {
  const answer: Answer = { rows: new Map(), failed: new Map() };
  const round: Round = { answer, spare: question.spare };
  let shards = shardsOf(question);
  while (shards.length > 0) {
    const results = await Promise.allSettled(
      shards.map(shard => question.query(shard)),
    );
    shards = settle(round, shards, results);
  }
  return answer;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * What `work` brings, or the reason why `signal` aborts before: a source that
 * ignores its signal must not keep anybody waiting. `work` gets a signal of its
 * own, so that many at once do not crowd one signal with listeners.
 */
export async function until<T>(
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const own = AbortSignal.any([signal]);
  let stop = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(own.reason);
    own.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work(own), aborted]);
  } finally {
    own.removeEventListener('abort', stop);
  }
}
