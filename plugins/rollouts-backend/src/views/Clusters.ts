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

import type { ClusterView } from '@stagecraft/backstage-plugin-rollouts-common';
import type {
  ClusterHealth,
  ClusterNeed,
  ClusterSource,
} from '@stagecraft/backstage-plugin-rollouts-node';
import type { Knex } from 'knex';
import { ShortCache } from '../people/ShortCache';
import { databaseNow } from '../store/clock';
import { countGoverned, listGoverned } from '../store/targets';
import { governedTargets } from './governedTargets';
import type { Services } from './Services';
import type { Viewer } from '../permissions/Viewer';

/** A cluster that takes longer than this to say how it is, is not well. */
const PATIENCE_MS = 4_000;
/** Many who look at once make one question. */
const CACHE = { milliseconds: 2_000, size: 200 };
/** Targets shown of one cluster. */
const SHOWN = 100;

const NOT_CONFIGURED: ClusterHealth = {
  state: 'unusable',
  trouble:
    'It is not in the configuration any more, so nothing can take its targets back. Add it again under the name it had.',
  version: null,
  uid: null,
  lastCall: null,
  permissions: [],
};

interface Placed extends ClusterNeed {
  cluster: string;
}

/** Clusters as those on call look at them. */
export class Clusters {
  readonly #knex: Knex;
  readonly #sources: readonly ClusterSource[];
  readonly #services: Pick<Services, 'list' | 'visible'>;
  readonly #healths = new ShortCache<ClusterHealth>(CACHE);

  constructor(options: {
    knex: Knex;
    sources: readonly ClusterSource[];
    services: Pick<Services, 'list' | 'visible'>;
  }) {
    this.#knex = options.knex;
    this.#sources = options.sources;
    this.#services = options.services;
  }

  /**
   * By name. Of services that the viewer may not see nothing is told: neither a
   * number nor the namespaces.
   *
   * @throws UnavailableError when the catalogue can't be read.
   */
  async list(viewer: Viewer): Promise<{ items: ClusterView[]; now: Date }> {
    const counts = await countGoverned(this.#knex, viewer.visibility);
    const visible = await this.#services.visible(
      counts.map(({ service }) => service),
      viewer,
    );
    const named = await this.#services.list(viewer);
    const seen = counts.filter(({ service }) => visible.has(service));
    const places = [...seen, ...named.flatMap(({ targets }) => targets)];
    const rows = await listGoverned(
      this.#knex,
      viewer.visibility,
      [...visible],
      SHOWN,
    );
    const targets = await governedTargets(this.#knex, rows);
    const names = new Set([
      ...this.#sources.flatMap(source => source.names()),
      ...seen.map(({ cluster }) => cluster),
    ]);
    const items = await Promise.all(
      [...names].sort().map(async name => ({
        name,
        ...shown(await this.#health(name, places)),
        targets: targets.filter(({ ref }) => ref.cluster === name),
        governed: seen
          .filter(({ cluster }) => cluster === name)
          .reduce((sum, { count }) => sum + count, 0),
      })),
    );
    return { items, now: await databaseNow(this.#knex) };
  }

  #health(name: string, places: readonly Placed[]): Promise<ClusterHealth> {
    const source = this.#sources.find(each => each.names().includes(name));
    if (!source) return Promise.resolve(NOT_CONFIGURED);
    const needs = new Map(
      places
        .filter(({ cluster }) => cluster === name)
        .map(({ kind, namespace }) => [
          `${kind}/${namespace}`,
          { kind, namespace },
        ]),
    );
    const key = [name, ...[...needs.keys()].sort()].join(' ');
    return this.#healths.get(key, () =>
      source.health(
        name,
        [...needs.values()],
        AbortSignal.timeout(PATIENCE_MS),
      ),
    );
  }
}

function shown({
  lastCall,
  ...health
}: ClusterHealth): Omit<ClusterView, 'name' | 'targets' | 'governed'> {
  return {
    ...health,
    lastCall: lastCall && {
      at: lastCall.at.toISOString(),
      milliseconds: lastCall.milliseconds,
    },
  };
}
