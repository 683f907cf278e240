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

import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  rolloutSchema,
  type Guardrail,
  type MetricDefinition,
  type Rollout,
} from '@stagecraft/backstage-plugin-rollouts-common';
import {
  drillsExtensionPoint,
  metricsExtensionPoint,
  type MetricsProvider,
  type MetricsRow,
} from '@stagecraft/backstage-plugin-rollouts-node';
import { createSandbox, type Sandbox } from '@stagecraft/sandbox';
import { rolloutsModuleSandbox } from '@stagecraft/sandbox/backstage';
import type { Knex } from 'knex';
import { hashMetricDefinition } from '../../chain/hash';
import { getUnderWay } from '../../promises/__testUtils__/actions';
import { judge } from '../../promises/__testUtils__/promises';
import { World } from '../../promises/__testUtils__/World';
import { readAllEvidence, Sampler } from '../../sampling';
import {
  registerDefinitions,
  type HashedDefinition,
} from '../../store/metricDefinitions';
import {
  internalStage,
  makeGuardrail,
  makeStage,
  petra,
} from '../../testing/plans';
import { seenBy } from '../../testing/rows';
import { Rollouts } from '../../views/Rollouts';

const ROUTE =
  '/apis/gateway.networking.k8s.io/v1/namespaces/storefront/httproutes/checkout';
const WINDOW_SECONDS = 2;
const INTERVAL_SECONDS = 10;
/** Longer than any test takes by itself. */
export const BAKE_SECONDS = 3600;

/** The provider and the definitions of the sandbox's own module. */
async function readModule(baseUrl: string) {
  const providers: MetricsProvider[] = [];
  const definitions: MetricDefinition[] = [];
  const backend = await startTestBackend({
    extensionPoints: [
      [
        drillsExtensionPoint,
        { addBreachSource: () => {}, addReadinessSource: () => {} },
      ],
      [
        metricsExtensionPoint,
        {
          addProvider: provider => providers.push(provider),
          addDefinitions: added => definitions.push(...added),
        },
      ],
    ],
    features: [
      rolloutsModuleSandbox,
      mockServices.rootConfig.factory({ data: { sandbox: { baseUrl } } }),
    ],
  });
  await backend.stop();
  return { provider: providers[0], definitions };
}

/** The source goes by the real clock, however the database's is moved. */
function onItsOwnClock(provider: MetricsProvider): MetricsProvider {
  return {
    id: provider.id,
    query: (query, signal) =>
      provider.query({ ...query, end: new Date() }, signal),
    history: provider.history.bind(provider),
  };
}

/** Until both versions were seen to serve. */
async function untilServed(
  provider: MetricsProvider,
  definition: MetricDefinition,
): Promise<void> {
  const service = {
    ref: 'component:default/checkout',
    cluster: 'sandbox',
    namespace: 'storefront',
    name: 'checkout',
    backends: { baseline: 'checkout-stable', new: 'checkout-next' },
  };
  let rows: MetricsRow[] = [];
  while (rows.length < 2 || rows.some(({ count }) => count === 0)) {
    rows = await provider.query(
      { definition, services: [service], end: new Date() },
      AbortSignal.timeout(10_000),
    );
  }
}

/** Half of everyone gets the new version. */
async function split(sandbox: Sandbox): Promise<void> {
  const answer = await fetch(`${sandbox.url}${ROUTE}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json-patch+json' },
    body: JSON.stringify(
      [0, 1].map(index => ({
        op: 'replace',
        path: `/spec/rules/0/backendRefs/${index}/weight`,
        value: 50,
      })),
    ),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

/** A sandbox whose traffic is measured, and what asks it. */
export class Source {
  readonly sandbox: Sandbox;
  readonly provider: MetricsProvider;
  readonly definitions: HashedDefinition[];

  static async start(): Promise<Source> {
    const sandbox = await createSandbox({
      services: [
        {
          name: 'checkout',
          namespace: 'storefront',
          requestsPerSecond: 2000,
          profile: {
            medianMilliseconds: 80,
            sigma: 0.3,
            errorRatio: 0.001,
            conversionRatio: 0.2,
          },
        },
      ],
    });
    await split(sandbox);
    const { provider, definitions } = await readModule(sandbox.url);
    const used = definitions
      .filter(({ name }) => ['error-ratio', 'conversion-ratio'].includes(name))
      .map(definition => ({ ...definition, windowSeconds: WINDOW_SECONDS }));
    for (const definition of used) await untilServed(provider, definition);
    return new Source(
      sandbox,
      provider,
      used.map(definition => ({
        definition,
        hash: hashMetricDefinition(definition),
      })),
    );
  }

  private constructor(
    sandbox: Sandbox,
    provider: MetricsProvider,
    definitions: HashedDefinition[],
  ) {
    this.sandbox = sandbox;
    this.provider = provider;
    this.definitions = definitions;
  }
}

/** A rollout that is measured by a sandbox's metrics, each look by hand. */
export class MeasuredWorld {
  readonly world: World;
  readonly #sampler: Sampler;

  static async start(
    database: Knex,
    { provider, definitions: hashed }: Source,
    noData: Guardrail['noData'],
  ): Promise<MeasuredWorld> {
    await registerDefinitions(database, hashed);
    const world = new World({
      database,
      targets: 1,
      readAllEvidence,
      plan: {
        stages: [
          { ...internalStage, bakeSeconds: 1, minimumSample: 0 },
          makeStage({ bakeSeconds: BAKE_SECONDS, minimumSample: 1 }),
          makeStage({ name: 'everyone', exposure: 10_000 }),
        ],
        guardrails: [makeGuardrail({ noData })],
        metricDefinitions: Object.fromEntries(
          hashed.map(({ definition, hash }) => [definition.name, hash]),
        ),
      },
    });
    await world.propose();
    const measured = new MeasuredWorld(
      world,
      Sampler.create({
        knex: database,
        logger: mockServices.logger.mock(),
        providers: [onItsOwnClock(provider)],
        intervalSeconds: INTERVAL_SECONDS,
      }),
    );
    await measured.#expose();
    return measured;
  }

  private constructor(world: World, sampler: Sampler) {
    this.world = world;
    this.#sampler = sampler;
  }

  /** One interval: lets time pass, looks at the metrics once, then works. */
  async look(): Promise<void> {
    await this.world.pass(INTERVAL_SECONDS);
    await this.#sampler.runOnce();
    await this.world.work(0, 0);
    await judge(this.world);
  }

  /** Looks until what the API answers is `enough`. */
  async until(enough: (rollout: Rollout) => boolean): Promise<Rollout> {
    for (let look = 0; look < 20; look += 1) {
      const rollout = await this.view();
      if (enough(rollout)) return rollout;
      await this.look();
    }
    const { summary, checks } = await this.view();
    throw new Error(`${summary} ${checks[0]?.sentence}`);
  }

  /** As the API answers an operator. */
  async view(): Promise<Rollout> {
    const rollouts = new Rollouts({
      knex: this.world.database,
      readAllEvidence: this.world.seen.readAll,
      readAllPolicies: async (_trx, all) => all.map(() => []),
    });
    return rolloutSchema.parse(
      await rollouts.get(this.world.rolloutId, seenBy(petra)),
    );
  }

  /** Until everyone at 5 % is observed and its guardrail holds. */
  async #expose(): Promise<void> {
    await getUnderWay(this.world, 0);
    await this.until(
      ({ phase, stageIndex, checks }) =>
        phase === 'observing' &&
        stageIndex === 1 &&
        checks[0]?.verdict === 'holds',
    );
  }
}
