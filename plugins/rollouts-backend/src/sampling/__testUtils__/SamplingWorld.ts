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
  mockServices,
  type TestDatabases,
} from '@backstage/backend-test-utils';
import type {
  MetricDefinition,
  Plan,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type {
  MetricsProvider,
  MetricsQuery,
  MetricsRow,
} from '@stagecraft/backstage-plugin-rollouts-node';
import type { Knex } from 'knex';
import { hashMetricDefinition, hashPlan } from '../../chain/hash';
import type { RolloutState } from '../../lifecycle/state';
import { insertExperiment } from '../../store/experiments';
import { registerDefinitions } from '../../store/metricDefinitions';
import { keepPlan } from '../../store/plans';
import { prepareDatabase } from '../../store/prepare';
import {
  insertRollout,
  readRollout,
  type StoredRollout,
} from '../../store/rollouts';
import {
  dana,
  makeExperimentDraft,
  makeGuardrail,
  makePlan,
  makeStage,
} from '../../testing/plans';
import { makeState } from '../../testing/subjects';
import { Sampler, type SamplerOptions } from '../Sampler';

export const errors: MetricDefinition = {
  name: 'error-ratio',
  title: 'Failed requests',
  unit: 'ratio',
  direction: 'lower-is-better',
  statistic: 'proportion',
  provider: 'fake',
  query: {},
  windowSeconds: 1,
};
export const conversion: MetricDefinition = {
  ...errors,
  name: 'conversion-ratio',
  title: 'Conversion',
  direction: 'higher-is-better',
};

type Values = Partial<Pick<MetricsRow, 'value' | 'count'>>;

/** Answers with what a test sets, and remembers what it was asked. */
export class FakeProvider implements MetricsProvider {
  readonly id = 'fake';
  readonly queries: MetricsQuery[] = [];
  readonly failing = new Set<string>();
  /** Clusters of which it has nothing to tell. */
  readonly silent = new Set<string>();
  /** By variant, for all services. */
  values: { baseline: Values; new: Values } = {
    baseline: { value: 0.01, count: 1000 },
    new: { value: 0.01, count: 100 },
  };
  /** Keeps every answer waiting. */
  gate: Promise<void> = Promise.resolve();

  async query(query: MetricsQuery): Promise<MetricsRow[]> {
    this.queries.push(query);
    await this.gate;
    const bad = query.services.find(({ ref }) => this.failing.has(ref));
    if (bad) throw new Error(`cannot read ${bad.ref}`);
    const told = query.services.filter(
      ({ cluster }) => !this.silent.has(cluster),
    );
    return told.flatMap(({ ref }) =>
      (['baseline', 'new'] as const).map(variant => ({
        service: ref,
        variant,
        value: 0,
        count: 0,
        sum: null,
        sumSquares: null,
        ...this.values[variant],
      })),
    );
  }

  async history({
    ends,
    ...query
  }: Omit<MetricsQuery, 'end'> & { ends: Date[] }): Promise<MetricsRow[][]> {
    return Promise.all(ends.map(end => this.query({ ...query, end })));
  }
}

export interface ExposeOptions {
  id: string;
  service?: string;
  plan?: Partial<Plan>;
  state?: Partial<RolloutState>;
}

export const HOUR_AGO = new Date(Date.now() - 3_600_000).toISOString();

/** A database with the definitions above, and what samples it. */
export class SamplingWorld {
  readonly knex: Knex;
  readonly provider = new FakeProvider();
  readonly hashes = {
    errors: hashMetricDefinition(errors),
    conversion: hashMetricDefinition(conversion),
  };

  private constructor(knex: Knex) {
    this.knex = knex;
  }

  static async create(databases: TestDatabases): Promise<SamplingWorld> {
    const knex = await databases.init('POSTGRES_18');
    const world = new SamplingWorld(
      await prepareDatabase(mockServices.database({ knex })),
    );
    await registerDefinitions(
      knex,
      [errors, conversion].map(definition => ({
        hash: hashMetricDefinition(definition),
        definition,
      })),
    );
    return world;
  }

  sampler(options: Partial<SamplerOptions> = {}): Sampler {
    return Sampler.create({
      knex: this.knex,
      logger: mockServices.logger.mock(),
      providers: [this.provider],
      intervalSeconds: 1,
      ...options,
    });
  }

  /** A rollout at 5 %, entered an hour ago, with one target and its work. */
  async expose(options: ExposeOptions): Promise<StoredRollout> {
    const { id, service = `component:default/${id}` } = options;
    const plan = makePlan({
      stages: [makeStage({ guardrails: ['errors'] })],
      guardrails: [makeGuardrail({ confirmations: 1 })],
      metricDefinitions: {
        'error-ratio': this.hashes.errors,
        'conversion-ratio': this.hashes.conversion,
      },
      service,
      ...options.plan,
    });
    const state = makeState({
      stageOpenedAt: HOUR_AGO,
      stageEnteredAt: HOUR_AGO,
      observedSince: HOUR_AGO,
      requestedBy: dana,
      writers: [dana.ref],
      stageTimes: [{ index: 0, enteredAt: HOUR_AGO, leftAt: null }],
      ...options.state,
    });
    await this.knex.transaction(async trx => {
      await insertExperiment(trx, {
        id: `experiment-${id}`,
        service,
        system: null,
        body: makeExperimentDraft({ title: id }),
        requested_by: dana,
        chain_hash: '',
      });
      await keepPlan(trx, hashPlan(plan), plan);
      await insertRollout(trx, {
        id,
        experimentId: `experiment-${id}`,
        service,
        system: null,
        owner: null,
        state,
        plan,
        planHash: hashPlan(plan),
        people: { owners: [], approvers: [], operators: [] },
      });
      await trx('targets').insert({
        id: `target-${id}`,
        ref: JSON.stringify(plan.targets[0]),
        rollout_id: id,
      });
      await trx('work').insert({
        target_id: `target-${id}`,
        rollout_id: id,
        due_at: new Date(Date.now() + 3_600_000),
      });
    });
    return this.read(id);
  }

  async read(id: string): Promise<StoredRollout> {
    const rollout = await readRollout(this.knex, id);
    if (!rollout) throw new Error(`no rollout ${id}`);
    return rollout;
  }

  async work(id: string): Promise<{ urgent: boolean; request_seq: string }> {
    return this.knex('work')
      .where({ rollout_id: id })
      .first('urgent', 'request_seq');
  }

  /** Samples every definition in use once more, as soon as all are due. */
  async tick(sampler: Sampler) {
    for (;;) {
      const [{ early }] = await this.knex('sampling')
        .whereRaw('due_at > clock_timestamp()')
        .count('* as early');
      if (Number(early) === 0) return sampler.runOnce();
    }
  }
}
