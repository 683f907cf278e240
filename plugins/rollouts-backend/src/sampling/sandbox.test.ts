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
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type {
  MetricDefinition,
  Verdict,
} from '@stagecraft/backstage-plugin-rollouts-common';
import {
  drillsExtensionPoint,
  metricsExtensionPoint,
  type MetricsProvider,
} from '@stagecraft/backstage-plugin-rollouts-node';
import { createSandbox, type Sandbox } from '@stagecraft/sandbox';
import { rolloutsModuleSandbox } from '@stagecraft/sandbox/backstage';
import { databaseNow } from '../store/clock';
import { registerDefinitions } from '../store/metricDefinitions';
import { makeGuardrail, makeStage } from '../testing/plans';
import { SamplingWorld } from './__testUtils__/SamplingWorld';
import { hashedDefinitions } from './definitions';
import { readEffects } from './readEffects';
import { readEvidence } from './readEvidence';

jest.setTimeout(120_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const ROUTE =
  '/apis/gateway.networking.k8s.io/v1/namespaces/storefront/httproutes/checkout';

interface Backend {
  name: string;
  weight: number;
}

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox({
    services: [
      {
        name: 'checkout',
        namespace: 'storefront',
        requestsPerSecond: 2000,
        profile: {
          medianMilliseconds: 80,
          sigma: 0.3,
          errorRatio: 0.005,
          conversionRatio: 0.2,
        },
      },
    ],
  });
});
afterAll(() => sandbox.stop());

async function send(method: string, path: string, body: object) {
  const response = await fetch(`${sandbox.url}${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
}

/** Half of everyone gets the new version. */
async function split() {
  const route = await (await fetch(`${sandbox.url}${ROUTE}`)).json();
  for (const { backendRefs } of route.spec.rules) {
    (backendRefs as Backend[]).forEach(backend => {
      backend.weight = 50;
    });
  }
  await send('PUT', ROUTE, route);
}

/** What the sandbox's module gives the rollouts plugin. */
async function readModule() {
  const providers: MetricsProvider[] = [];
  const presets: MetricDefinition[] = [];
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
          addDefinitions: added => presets.push(...added),
        },
      ],
    ],
    features: [
      rolloutsModuleSandbox,
      mockServices.rootConfig.factory({
        data: { sandbox: { baseUrl: sandbox.url } },
      }),
    ],
  });
  await backend.stop();
  return { providers, presets };
}

it('sees a healthy version hold, a slow one breach, and a better one win', async () => {
  const { providers, presets } = await readModule();
  const definitions = hashedDefinitions({
    providers,
    presets: presets.map(preset => ({ ...preset, windowSeconds: 2 })),
    configured: [],
  });
  const world = await SamplingWorld.create(databases);
  await registerDefinitions(world.knex, definitions);
  const guardrail = (metric: string) =>
    makeGuardrail({
      name: metric,
      metric,
      check: { kind: 'relative', maxChange: 0.3 },
    });
  await world.expose({
    id: 'one',
    plan: {
      stages: [makeStage({ exposure: 5000, guardrails: ['latency-p95'] })],
      guardrails: [guardrail('latency-p95')],
      successMetrics: [{ metric: 'conversion-ratio', worthwhile: 0.02 }],
      metricDefinitions: Object.fromEntries(
        definitions.map(({ hash, definition }) => [definition.name, hash]),
      ),
    },
  });
  const sampler = world.sampler({ providers });
  const seen = async (verdict: Verdict) => {
    for (;;) {
      await world.tick(sampler);
      const { checks } = await readEvidence(
        world.knex,
        await world.read('one'),
        await databaseNow(world.knex),
      );
      if (checks[0].verdict === verdict) return checks[0];
    }
  };

  await split();
  expect((await seen('holds')).sentence).toMatch(
    /^Latency, 95th percentile [\d.]+ ms, limit [\d.]+ ms, baseline [\d.]+ ms, /,
  );
  const behave = (behaviour: string) =>
    send('PUT', '/sandbox/v1/services/checkout/behaviour', { behaviour });
  await behave('better');
  for (;;) {
    await world.tick(sampler);
    const [effect] = await readEffects(world.knex, await world.read('one'));
    if (effect.verdict === 'better') break;
  }
  await behave('slow');
  const breach = await seen('breached');
  expect(breach.failedLooks).toBeGreaterThanOrEqual(2);
  expect(await world.work('one')).toMatchObject({ urgent: true });
});
