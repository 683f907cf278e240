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

import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import type {
  MetricDefinition,
  MetricView,
  Point,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type {
  MeteredService,
  MetricsProvider,
  MetricsRow,
} from '@stagecraft/backstage-plugin-rollouts-node';
import type { Knex } from 'knex';
import { databaseNow } from '../store/clock';
import {
  currentDefinitions,
  type HashedDefinition,
} from '../store/metricDefinitions';
import { combineSamples } from '../assessment';
import { messageOf, until } from './ask';
import { addSeconds, tickAt } from './grid';
import { samplesOf } from './rows';

/** A person waits for it. */
const TIMEOUT_MS = 5000;
const HISTORY_POINTS = 120;

export interface MetricViewsOptions {
  knex: Knex;
  providers: readonly MetricsProvider[];
  intervalSeconds: number;
}

/**
 * Metrics for people who write a plan: today's values and the recent past of
 * what serves now, the baseline, straight from the source.
 */
export class MetricViews {
  readonly #options: MetricViewsOptions;

  constructor(options: MetricViewsOptions) {
    this.#options = options;
  }

  /**
   * All current definitions; with a service's targets also their values
   * together, or the trouble.
   */
  async list(
    targets: readonly MeteredService[] | undefined,
  ): Promise<MetricView[]> {
    const { knex, intervalSeconds } = this.#options;
    const definitions = await currentDefinitions(knex);
    if (!targets) {
      return definitions.map(known => ({ ...known, current: null, at: null }));
    }
    const at = tickAt(await databaseNow(knex), intervalSeconds);
    return Promise.all(
      definitions.map(known => this.#current(known, targets, at)),
    );
  }

  /**
   * The baseline's values over the last `minutes`, at most 121 points.
   *
   * @throws NotFoundError for an unknown metric, ServiceUnavailableError when
   * the source can't be read
   */
  async history(
    name: string,
    targets: readonly MeteredService[],
    minutes: number,
  ): Promise<Point[]> {
    const { knex, intervalSeconds } = this.#options;
    const known = (await currentDefinitions(knex)).find(
      ({ definition }) => definition.name === name,
    );
    if (!known) throw new NotFoundError(`There is no metric named ${name}`);
    const { definition } = known;
    const provider = this.#providerOf(known);
    const seconds = minutes * 60;
    const step = Math.max(
      definition.windowSeconds,
      Math.ceil(seconds / HISTORY_POINTS),
    );
    const last = tickAt(await databaseNow(knex), intervalSeconds);
    const ends = Array.from(
      { length: Math.floor(seconds / step) + 1 },
      (_, i) => addSeconds(last, -i * step),
    ).reverse();
    try {
      const answers = await until(AbortSignal.timeout(TIMEOUT_MS), signal =>
        Promise.all(
          targets.map(target =>
            provider.history({ definition, services: [target], ends }, signal),
          ),
        ),
      );
      return ends.map((end, index) =>
        toPoint(
          definition,
          answers.map(answer => answer[index] ?? []),
          end,
        ),
      );
    } catch (error) {
      throw new ServiceUnavailableError(
        `The past of ${definition.title} could not be read: ${messageOf(
          error,
        )}. Try again, or set the limit by today's value`,
      );
    }
  }

  #providerOf({ definition }: HashedDefinition): MetricsProvider {
    const provider = this.#options.providers.find(
      ({ id }) => id === definition.provider,
    );
    if (!provider) {
      throw new ServiceUnavailableError(
        `The metrics provider ${definition.provider} is not installed: add its module`,
      );
    }
    return provider;
  }

  async #current(
    known: HashedDefinition,
    targets: readonly MeteredService[],
    at: Date,
  ): Promise<MetricView> {
    const { definition } = known;
    try {
      const provider = this.#providerOf(known);
      const rows = await until(AbortSignal.timeout(TIMEOUT_MS), signal =>
        Promise.all(
          targets.map(target =>
            provider.query({ definition, services: [target], end: at }, signal),
          ),
        ),
      );
      const { value } = toPoint(definition, rows, at);
      return {
        ...known,
        current: value,
        at: at.toISOString(),
        ...(value === null
          ? {
              trouble: `No traffic in the ${definition.windowSeconds} s before`,
            }
          : {}),
      };
    } catch (error) {
      return { ...known, current: null, at: null, trouble: messageOf(error) };
    }
  }
}

/** The baseline of all targets together. */
function toPoint(
  definition: MetricDefinition,
  rows: readonly MetricsRow[][],
  at: Date,
): Point {
  const baseline = combineSamples(
    definition,
    rows.map(ofTarget =>
      samplesOf(ofTarget, at).find(({ variant }) => variant === 'baseline'),
    ),
  );
  return {
    at: at.toISOString(),
    value: baseline?.value ?? null,
    count: baseline?.count ?? 0,
  };
}
