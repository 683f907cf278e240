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
import { figures } from '../insights/figures';
import { headlineOf } from '../insights/headline';
import { isDisciplined, STALE_MS } from '../insights/measures';
import { databaseNow } from '../store/clock';
import {
  readBypasses,
  readConclusions,
  readDrills,
  readEnvironments,
  readRolloutFacts,
  readThanked,
  readTitles,
  readWaits,
  type InsightScope,
} from '../store/insights';
import { countReviews } from '../store/reviews';
import type { Viewer } from '../permissions/Viewer';

export interface InsightQuery {
  /** ISO 8601, in UTC. */
  from: string;
  to: string;
  owner?: string;
  system?: string;
  playbook?: string;
  environment?: string;
}

const EVERY_KIND = new Set(figures.map(({ of }) => of));
const THANKED = 20;
const LISTED = 500;

function periodOf({ from, to }: InsightQuery): Period {
  return { from: new Date(from), to: new Date(to) };
}

/** Who took a change back before a guardrail had to, latest first. */
function disciplinedOf(facts: Facts, { from, to }: Period) {
  return facts.rollouts
    .flatMap(({ rolloutId, service, reversal }) => {
      if (!reversal || !isDisciplined(reversal)) return [];
      const { decidedAt } = reversal;
      return decidedAt >= from && decidedAt < to
        ? [{ rolloutId, service, decidedAt }]
        : [];
    })
    .sort((a, b) => b.decidedAt.getTime() - a.decidedAt.getTime())
    .slice(0, THANKED);
}

/** How safely the organisation changes, of what its viewer may see. */
export class Insights {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async get(query: InsightQuery, viewer: Viewer): Promise<InsightsView> {
    const period = periodOf(query);
    const [facts, counted, environments, now] = await Promise.all([
      this.#facts(query, viewer, EVERY_KIND),
      countReviews(this.#knex, viewer.visibility),
      readEnvironments(this.#knex, viewer.visibility),
      databaseNow(this.#knex),
    ]);
    const evaluated = figures.map(figure =>
      evaluateFigure(figure, facts, period),
    );
    const reviews = Object.values(counted);
    const sum = (of: 'open' | 'overdue') =>
      reviews.reduce((total, counts) => total + counts[of], 0);
    return {
      now: now.toISOString(),
      from: query.from,
      to: query.to,
      environments,
      headline: headlineOf(evaluated),
      figures: evaluated,
      reviews: { open: sum('open'), overdue: sum('overdue') },
      thanks: await this.#thanks(facts, period),
    };
  }

  async behind(
    id: FigureId,
    query: InsightQuery,
    viewer: Viewer,
  ): Promise<{ items: Behind[]; total: number }> {
    const figure = figures.find(candidate => candidate.id === id);
    if (!figure) throw new Error(`No such figure: ${id}`);
    const facts = await this.#facts(query, viewer, new Set([figure.of]));
    const all = behindOf(figure, facts, periodOf(query));
    const listed = all.slice(0, LISTED);
    const titles = await readTitles(
      this.#knex,
      listed.map(({ experimentId }) => experimentId),
    );
    return {
      total: all.length,
      items: listed.map(each => ({
        rolloutId: each.rolloutId,
        experimentId: each.experimentId,
        title: titles.get(each.experimentId) ?? each.experimentId,
        service: each.service,
        at: each.at.toISOString(),
        value: each.value,
      })),
    };
  }

  async #thanks(facts: Facts, period: Period): Promise<InsightsView['thanks']> {
    const disciplined = disciplinedOf(facts, period);
    const thanked = await readThanked(
      this.#knex,
      disciplined.map(({ rolloutId }) => rolloutId),
    );
    return disciplined.flatMap(({ rolloutId, service, decidedAt }) => {
      const told = thanked.get(rolloutId);
      return told ? [{ ...told, service, at: decidedAt.toISOString() }] : [];
    });
  }

  /** Those of the period and of the one before, which it is compared with. */
  async #facts(
    query: InsightQuery,
    viewer: Viewer,
    kinds: ReadonlySet<keyof Facts>,
  ): Promise<Facts> {
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
    const of = async <T>(
      kind: keyof Facts,
      read: (trx: Knex, within: InsightScope) => Promise<T[]>,
      within = scope,
    ) => (kinds.has(kind) ? read(this.#knex, within) : []);
    const [rollouts, waits, conclusions, bypasses, drills] = await Promise.all([
      of('rollouts', readRolloutFacts, earlier),
      of('waits', readWaits),
      of('conclusions', readConclusions),
      of('bypasses', readBypasses),
      of('drills', readDrills),
    ]);
    return { rollouts, waits, conclusions, bypasses, drills };
  }
}
