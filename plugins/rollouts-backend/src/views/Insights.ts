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
  Behind,
  FigureId,
  Insights as InsightsView,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import {
  behindOf,
  evaluateFigure,
  periodBefore,
  type Period,
} from '../insights/evaluate';
import type { Facts } from '../insights/facts';
import { figures, isDisciplined, STALE_MS } from '../insights/figures';
import { databaseNow } from '../store/clock';
import {
  readBypasses,
  readConclusions,
  readDrills,
  readEnvironments,
  readRolloutFacts,
  readWaits,
  type InsightScope,
} from '../store/insights';
import { countReviews } from '../store/reviews';
import type { Viewer } from './Viewer';

export interface InsightQuery {
  /** ISO 8601, in UTC. */
  from: string;
  to: string;
  owner?: string;
  system?: string;
  playbook?: string;
  environment?: string;
}

const THANKED = 20;
const LISTED = 500;

function periodOf({ from, to }: InsightQuery): Period {
  return { from: new Date(from), to: new Date(to) };
}

function thanksOf(facts: Facts, { from, to }: Period): InsightsView['thanks'] {
  return facts.rollouts
    .flatMap(({ rolloutId, title, service, reversal }) => {
      if (!reversal || !isDisciplined(reversal)) return [];
      const { decidedAt, by, reason } = reversal;
      return decidedAt >= from && decidedAt < to
        ? [{ rolloutId, title, service, name: by.name, reason, decidedAt }]
        : [];
    })
    .sort((a, b) => b.decidedAt.getTime() - a.decidedAt.getTime())
    .slice(0, THANKED)
    .map(({ decidedAt, ...entry }) => ({
      ...entry,
      at: decidedAt.toISOString(),
    }));
}

/** How safely the organisation changes, of what its viewer may see. */
export class Insights {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async get(query: InsightQuery, viewer: Viewer): Promise<InsightsView> {
    const period = periodOf(query);
    const facts = await this.#facts(query, viewer);
    const reviews = Object.values(
      await countReviews(this.#knex, viewer.visibility),
    );
    const sum = (of: 'open' | 'overdue') =>
      reviews.reduce((total, counts) => total + counts[of], 0);
    return {
      now: (await databaseNow(this.#knex)).toISOString(),
      from: query.from,
      to: query.to,
      environments: await readEnvironments(this.#knex, viewer.visibility),
      figures: figures.map(figure => evaluateFigure(figure, facts, period)),
      reviews: { open: sum('open'), overdue: sum('overdue') },
      thanks: thanksOf(facts, period),
    };
  }

  async behind(
    id: FigureId,
    query: InsightQuery,
    viewer: Viewer,
  ): Promise<{ items: Behind[]; total: number }> {
    const figure = figures.find(candidate => candidate.id === id);
    if (!figure) throw new Error(`No such figure: ${id}`);
    const facts = await this.#facts(query, viewer);
    const all = behindOf(figure, facts, periodOf(query));
    return {
      total: all.length,
      items: all.slice(0, LISTED).map(each => ({
        rolloutId: each.rolloutId,
        experimentId: each.experimentId,
        title: each.title,
        service: each.service,
        at: each.at.toISOString(),
        value: each.value,
      })),
    };
  }

  /** Those of the period and of the one before, which it is compared with. */
  async #facts(query: InsightQuery, viewer: Viewer): Promise<Facts> {
    const period = periodOf(query);
    const scope: InsightScope = {
      ...query,
      ...period,
      from: periodBefore(period).from,
      visibility: viewer.visibility,
    };
    // What was completed before can become stale, or rework, only now.
    const earlier = {
      ...scope,
      from: new Date(scope.from.getTime() - STALE_MS),
    };
    const [rollouts, waits, conclusions, bypasses, drills] = await Promise.all([
      readRolloutFacts(this.#knex, earlier),
      readWaits(this.#knex, scope),
      readConclusions(this.#knex, scope),
      readBypasses(this.#knex, scope),
      readDrills(this.#knex, scope),
    ]);
    return { rollouts, waits, conclusions, bypasses, drills };
  }
}
