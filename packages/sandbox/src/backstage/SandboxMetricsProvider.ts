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

import { InputError } from '@backstage/errors';
import { z } from 'zod';
import type {
  MeteredService,
  MetricsProvider,
  MetricsQuery,
  MetricsRow,
} from '@stagecraft/backstage-plugin-rollouts-node';
import type {
  MetricDefinition,
  Variant,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { Measure, MEASURES, QueryResult, QueryRow } from '../metrics/query';
import { SandboxClient } from './SandboxClient';

/** What a metric definition of this provider carries as its query. */
const definitionQuerySchema = z.strictObject({
  measure: z.enum(MEASURES),
  quantile: z.number().gt(0).lt(1).optional(),
});

/** Units a measure may be asked for in, with what its values are divided by. */
const SCALES: Record<
  Measure,
  Partial<Record<MetricDefinition['unit'], number>>
> = {
  error_ratio: { ratio: 1 },
  conversion_ratio: { ratio: 1 },
  latency_quantile: { ms: 1, s: 1000 },
  latency_mean: { ms: 1, s: 1000 },
  request_rate: { 'per-second': 1 },
};

const VARIANTS: readonly Variant[] = ['baseline', 'new'];

function versionKey({ namespace, backends }: MeteredService, variant: Variant) {
  return `${namespace}/${backends[variant]}`;
}

function parseDefinition(definition: MetricDefinition) {
  const parsed = definitionQuerySchema.safeParse(definition.query);
  if (!parsed.success) {
    throw new InputError(
      `Metric ${
        definition.name
      } has a query that the sandbox does not know: ${z.prettifyError(
        parsed.error,
      )}`,
    );
  }
  const scale = SCALES[parsed.data.measure][definition.unit];
  if (scale === undefined) {
    const units = Object.keys(SCALES[parsed.data.measure]).join(' or ');
    throw new InputError(
      `Metric ${definition.name} has the unit ${definition.unit}, but the sandbox measures ${parsed.data.measure} in ${units}.`,
    );
  }
  return { query: parsed.data, scale };
}

function metricsRow(
  service: string,
  variant: Variant,
  row: QueryRow,
  scale: number,
): MetricsRow {
  return {
    service,
    variant,
    value: row.value === null ? null : row.value / scale,
    count: row.count,
    sum: row.sum / scale,
    sumSquares: row.sumSquares / scale ** 2,
  };
}

function rowsOf(
  services: readonly MeteredService[],
  result: QueryResult,
  scale: number,
): MetricsRow[] {
  const byVersion = new Map(
    result.rows.map(row => [`${row.namespace}/${row.version}`, row]),
  );
  return services.flatMap(service =>
    VARIANTS.flatMap(variant => {
      const row = byVersion.get(versionKey(service, variant));
      return row ? [metricsRow(service.ref, variant, row, scale)] : [];
    }),
  );
}

/** Metrics of the sandbox: one request for all services and all ends. */
export class SandboxMetricsProvider implements MetricsProvider {
  readonly id = 'sandbox';
  readonly #client: SandboxClient;

  constructor(client: SandboxClient) {
    this.#client = client;
  }

  async query(
    { end, ...rest }: MetricsQuery,
    signal: AbortSignal,
  ): Promise<MetricsRow[]> {
    const [rows = []] = await this.history({ ...rest, ends: [end] }, signal);
    return rows;
  }

  async history(
    {
      definition,
      services,
      ends,
    }: Omit<MetricsQuery, 'end'> & { ends: Date[] },
    signal: AbortSignal,
  ): Promise<MetricsRow[][]> {
    const { query, scale } = parseDefinition(definition);
    const results = await this.#client.query(
      {
        ...query,
        windowSeconds: definition.windowSeconds,
        ends: ends.map(end => end.getTime() / 1000),
        versions: services.flatMap(service =>
          VARIANTS.map(variant => versionKey(service, variant)),
        ),
      },
      signal,
    );
    return results.map(result => rowsOf(services, result, scale));
  }
}
