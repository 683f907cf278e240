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
import type { MetricsProvider } from '@stagecraft/backstage-plugin-rollouts-node';
import type { Knex } from 'knex';
import {
  readDefinitions,
  type HashedDefinition,
} from '../store/metricDefinitions';
import type { Watched } from './watched';

interface InstalledOptions {
  knex: Knex;
  logger: LoggerService;
  providers: readonly MetricsProvider[];
}

/** One definition, who answers it, and for whom. */
export interface Work {
  definition: HashedDefinition;
  provider: MetricsProvider;
  watched: Watched[];
}

/** What can be sampled here; another replica may have other providers. */
export class Installed {
  readonly #options: InstalledOptions;
  readonly #definitions = new Map<string, HashedDefinition>();
  readonly #unsampled = new Set<string>();

  static create(options: InstalledOptions): Installed {
    return new Installed(options);
  }

  private constructor(options: InstalledOptions) {
    this.#options = options;
  }

  /**
   * Those of the hashes that are registered. A definition never changes under
   * its hash.
   */
  async known(hashes: readonly string[]): Promise<string[]> {
    const unknown = hashes.filter(hash => !this.#definitions.has(hash));
    if (unknown.length > 0) {
      const found = await readDefinitions(this.#options.knex, unknown);
      for (const [hash, definition] of found) {
        this.#definitions.set(hash, definition);
      }
    }
    return hashes.filter(hash => this.#definitions.has(hash));
  }

  /** By hash; says once of each that can't be. */
  workOf(watched: ReadonlyMap<string, Watched[]>): Map<string, Work> {
    const work = new Map<string, Work>();
    for (const [hash, list] of watched) {
      const definition = this.#definitions.get(hash);
      const provider = this.#options.providers.find(
        ({ id }) => id === definition?.definition.provider,
      );
      if (definition && provider) {
        work.set(hash, { definition, provider, watched: list });
      } else {
        this.#warnUnsampled(hash, definition);
      }
    }
    return work;
  }

  #warnUnsampled(hash: string, definition: HashedDefinition | undefined): void {
    if (this.#unsampled.has(hash)) return;
    this.#unsampled.add(hash);
    this.#options.logger.error(
      definition
        ? `Metric ${definition.definition.name} is watched but its provider ${definition.definition.provider} is not installed: its guardrails stay unknown until its module is added`
        : `Metric definition ${hash} is watched but was never registered: its guardrails stay unknown`,
    );
  }
}
