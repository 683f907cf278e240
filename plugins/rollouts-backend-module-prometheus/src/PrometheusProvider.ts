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
  MetricsProvider,
  MetricsQuery,
  MetricsRow,
} from '@stagecraft/backstage-plugin-rollouts-node';
import type { Series } from './client/answer';
import type { PrometheusClient } from './client/PrometheusClient';
import { assemble } from './query/assemble';
import { definedQuery } from './query/definition';
import { identified } from './query/identity';
import { rowsOf, type Point } from './query/rows';

/** As many as Prometheus answers for one series. */
const MOST_POINTS = 11_000;

type Past = Omit<MetricsQuery, 'end'> & { ends: Date[] };

/** The distance of times that are evenly spread; null for others. */
function stepOf(ends: readonly Date[]): number | null {
  const [first, second] = ends;
  if (!first || !second || ends.length > MOST_POINTS) return null;
  const step = second.getTime() - first.getTime();
  const even = ends.every(
    (end, index) => end.getTime() === first.getTime() + index * step,
  );
  return even && step > 0 ? step : null;
}

function pointsAt(series: readonly Series[], at: Date): Point[] {
  return series.flatMap(({ labels, values }) => {
    const found = values.find(
      ([seconds]) => Math.round(seconds * 1000) === at.getTime(),
    );
    return found ? [{ labels, value: found[1] }] : [];
  });
}

/** Metrics of a Prometheus server: one query for all services of a metric. */
export class PrometheusProvider implements MetricsProvider {
  readonly id: string;
  readonly #client: PrometheusClient;

  constructor(id: string, client: PrometheusClient) {
    this.id = id;
    this.#client = client;
  }

  async query(
    { definition, services, end }: MetricsQuery,
    signal: AbortSignal,
  ): Promise<MetricsRow[]> {
    if (services.length === 0) return [];
    const defined = definedQuery(definition);
    const all = identified(defined.identity, services);
    const series = await this.#client.instant(
      assemble(defined, all, definition.windowSeconds),
      end,
      signal,
    );
    const points = series.flatMap(({ labels, values: [newest] }) =>
      newest ? [{ labels, value: newest[1] }] : [],
    );
    return rowsOf(definition.statistic, defined.identity, all, points);
  }

  async history(
    { ends, ...past }: Past,
    signal: AbortSignal,
  ): Promise<MetricsRow[][]> {
    const stepMs = stepOf(ends);
    if (stepMs !== null) return this.#range({ ends, ...past }, stepMs, signal);
    const answers: MetricsRow[][] = [];
    for (const end of ends) {
      answers.push(await this.query({ ...past, end }, signal));
    }
    return answers;
  }

  async #range(
    { definition, services, ends }: Past,
    stepMs: number,
    signal: AbortSignal,
  ): Promise<MetricsRow[][]> {
    const [start] = ends;
    const end = ends.at(-1);
    if (services.length === 0 || !start || !end) return ends.map(() => []);
    const defined = definedQuery(definition);
    const all = identified(defined.identity, services);
    const series = await this.#client.range(
      assemble(defined, all, definition.windowSeconds),
      { start, end, stepMs },
      signal,
    );
    return ends.map(at =>
      rowsOf(definition.statistic, defined.identity, all, pointsAt(series, at)),
    );
  }
}
