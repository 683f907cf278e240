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

import {
  DriverError,
  type ClusterSource,
  type ExposureDriver,
  type FindScope,
  type FoundTarget,
} from '@stagecraft/backstage-plugin-rollouts-node';
import {
  canonicalJson,
  swapped,
  targetRefSchema,
  type TargetCandidate,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Service } from '../people/service';
import { ShortCache } from '../people/ShortCache';

const TIMEOUT_MS = 5_000;
/** A plan that is being written is checked at every change of it. */
const CACHE = { milliseconds: 5_000, size: 500 };

export interface Found {
  targets: FoundTarget[];
  /** Why some place could not be looked at, a sentence each. */
  troubles: string[];
}

export const NOTHING_FOUND: Found = { targets: [], troubles: [] };

/** What rollouts of a service could move, as the clusters themselves tell. */
export class Candidates {
  readonly #drivers: ReadonlyMap<string, ExposureDriver>;
  readonly #sources: readonly ClusterSource[];
  readonly #found = new ShortCache<Found>(CACHE);

  constructor(options: {
    drivers: ReadonlyMap<string, ExposureDriver>;
    sources: readonly ClusterSource[];
  }) {
    this.#drivers = options.drivers;
    this.#sources = options.sources;
  }

  /** Those that the catalogue names, then others that were found. */
  async of(
    service: Service,
  ): Promise<{ items: TargetCandidate[]; troubles: string[] }> {
    const { targets, troubles } = await this.find(service);
    const known = new Set(
      service.targets.flatMap(target => [
        canonicalJson(target),
        canonicalJson(swapped(target)),
      ]),
    );
    return {
      items: [
        ...service.targets.map(target => ({
          target,
          named: true,
          evidence:
            targets.find(
              ({ ref }) => canonicalJson(ref) === canonicalJson(target),
            )?.evidence ?? null,
        })),
        ...targets
          .filter(({ ref }) => !known.has(canonicalJson(ref)))
          .map(({ ref, evidence }) => ({
            target: ref,
            named: false,
            evidence,
          })),
      ],
      troubles,
    };
  }

  /** What the service's annotations lead to; failures are told in place. */
  find(service: Service): Promise<Found> {
    const { scope } = service;
    if (!scope) return Promise.resolve(NOTHING_FOUND);
    return this.#found.get(canonicalJson(scope), async () => {
      const clusters = scope.cluster
        ? [scope.cluster]
        : this.#sources.flatMap(source => source.names());
      const looks = [...this.#drivers.values()].flatMap(driver =>
        clusters.map(cluster => look(driver, { ...scope, cluster })),
      );
      const found = await Promise.all(looks);
      return {
        targets: found
          .flatMap(({ targets }) => targets)
          .filter(({ ref }) => targetRefSchema.safeParse(ref).success),
        troubles: [...new Set(found.flatMap(({ troubles }) => troubles))],
      };
    });
  }
}

async function look(driver: ExposureDriver, scope: FindScope): Promise<Found> {
  if (!driver.find) return NOTHING_FOUND;
  try {
    const targets = await driver.find(scope, AbortSignal.timeout(TIMEOUT_MS));
    return { targets, troubles: [] };
  } catch (error) {
    if (!(error instanceof DriverError)) throw error;
    return { targets: [], troubles: [error.message] };
  }
}
