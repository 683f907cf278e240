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

import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { MetricsProvider } from '@stagecraft/backstage-plugin-rollouts-node';
import type { TargetRef } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { meteredService } from '../sampling/meteredService';
import { databaseNow } from '../store/clock';
import {
  currentDefinitions,
  type HashedDefinition,
} from '../store/metricDefinitions';

const TIMEOUT_MS = 3_000;

/** Every request is an observation of these, so their counts are requests. */
const COUNTING = ['rate', 'proportion'];

/** How much a service is used now, for saying how many would be exposed. */
export class Traffic {
  readonly #knex: Knex;
  readonly #providers: ReadonlyMap<string, MetricsProvider>;
  readonly #logger: LoggerService;

  constructor(options: {
    knex: Knex;
    providers: readonly MetricsProvider[];
    logger: LoggerService;
  }) {
    this.#knex = options.knex;
    this.#providers = new Map(
      options.providers.map(provider => [provider.id, provider]),
    );
    this.#logger = options.logger;
  }

  /**
   * Requests a second of both variants through all targets; null when nothing
   * tells.
   */
  async perSecond(
    service: string,
    targets: readonly TargetRef[],
  ): Promise<number | null> {
    const counted = counting(await currentDefinitions(this.#knex));
    const provider =
      counted && this.#providers.get(counted.definition.provider);
    if (targets.length === 0 || !counted || !provider) return null;
    const { definition } = counted;
    try {
      const end = await databaseNow(this.#knex);
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const rows = await Promise.all(
        targets.map(target =>
          provider.query(
            { definition, services: [meteredService(service, target)], end },
            signal,
          ),
        ),
      );
      const requests = rows.flat().reduce((sum, row) => sum + row.count, 0);
      return requests / definition.windowSeconds;
    } catch (error) {
      this.#logger.warn(
        `The traffic of ${service} is not known`,
        toError(error),
      );
      return null;
    }
  }
}

function counting(
  definitions: readonly HashedDefinition[],
): HashedDefinition | undefined {
  return COUNTING.flatMap(statistic =>
    definitions.filter(entry => entry.definition.statistic === statistic),
  )[0];
}
