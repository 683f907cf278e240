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
  createBackendFeatureLoader,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { MetricDefinition } from '@stagecraft/backstage-plugin-rollouts-common';
import {
  BreachSource,
  drillsExtensionPoint,
  metricsExtensionPoint,
  MetricsProvider,
} from '@stagecraft/backstage-plugin-rollouts-node';
import request from 'supertest';
import { createSandbox, Sandbox } from '../sandbox';
import { until } from '../__testUtils__/until';
import sandboxFeatures from '.';

let sandbox: Sandbox;
let backend: Awaited<ReturnType<typeof startTestBackend>>;
let provider: MetricsProvider;
let breach: BreachSource;
let definitions: MetricDefinition[] = [];

const rollouts = createBackendPlugin({
  pluginId: 'rollouts',
  register(env) {
    env.registerExtensionPoint(drillsExtensionPoint, {
      addBreachSource: added => {
        breach = added;
      },
      addReadinessSource: () => {},
    });
    env.registerExtensionPoint(metricsExtensionPoint, {
      addProvider: added => {
        provider = added;
      },
      addDefinitions: added => {
        definitions = added;
      },
    });
    env.registerInit({ deps: {}, init: async () => undefined });
  },
});

beforeAll(async () => {
  sandbox = await createSandbox();
  backend = await startTestBackend({
    features: [
      rollouts,
      createBackendFeatureLoader({ loader: () => [sandboxFeatures] }),
      mockServices.rootConfig.factory({
        data: { sandbox: { baseUrl: sandbox.url } },
      }),
    ],
  });
});

afterAll(async () => {
  await backend.stop();
  await sandbox.stop();
});

const checkout = {
  cluster: 'sandbox',
  ref: 'component:default/checkout',
  namespace: 'storefront',
  name: 'checkout',
  backends: { baseline: 'checkout-stable', new: 'checkout-next' },
};

function definition(name: string, changes: object = {}): MetricDefinition {
  const found = definitions.find(each => each.name === name);
  if (!found) throw new Error(`No definition ${name}`);
  return { ...found, windowSeconds: 5, ...changes };
}

const ask = (asked: MetricDefinition, end = new Date()) =>
  provider.query(
    { definition: asked, services: [checkout], end },
    AbortSignal.timeout(5000),
  );

describe('the metrics provider', () => {
  it('answers both variants by the reference asked for', async () => {
    const rows = await until('traffic', async () => {
      const seen = await ask(definition('latency-mean'));
      return seen[0].count > 0 ? seen : undefined;
    });
    expect(rows).toEqual([
      {
        service: checkout.ref,
        variant: 'baseline',
        value: expect.any(Number),
        count: expect.any(Number),
        sum: expect.any(Number),
        sumSquares: expect.any(Number),
      },
      {
        service: checkout.ref,
        variant: 'new',
        value: null,
        count: 0,
        sum: 0,
        sumSquares: 0,
      },
    ]);
  });

  it('answers in the unit of the definition', async () => {
    const end = new Date();
    await until('a full second', () =>
      Date.now() - end.getTime() > 1000 ? true : undefined,
    );
    const [milliseconds] = await ask(definition('latency-mean'), end);
    const [seconds] = await ask(definition('latency-mean', { unit: 's' }), end);
    expect((seconds.value ?? 0) * 1000).toBeCloseTo(
      milliseconds.value ?? -1,
      6,
    );
    expect((seconds.sumSquares ?? 0) * 1e6).toBeCloseTo(
      milliseconds.sumSquares ?? -1,
      3,
    );
  });

  it('answers a history in one request', async () => {
    const now = Date.now();
    const ends = [now - 2000, now - 1000, now].map(each => new Date(each));
    const rows = await provider.history(
      { definition: definition('error-ratio'), services: [checkout], ends },
      AbortSignal.timeout(5000),
    );
    expect(rows.map(each => each.length)).toEqual([2, 2, 2]);
  });

  it.each([
    [{ query: { measure: 'loudness' } }, /Metric error-ratio has a query/],
    [{ unit: 'ms' }, /in ratio/],
  ])('refuses a definition with %j', async (changes, message) => {
    await expect(ask(definition('error-ratio', changes))).rejects.toThrow(
      message,
    );
  });

  it('throws, and never answers zero, when the source fails or hangs', async () => {
    sandbox.faults.add({
      match: { surface: 'metrics' },
      times: 1,
      effect: { type: 'fail', status: 503 },
    });
    await expect(ask(definition('error-ratio'))).rejects.toThrow(
      /answered 503/,
    );
    sandbox.faults.add({
      match: { surface: 'metrics' },
      effect: { type: 'hang' },
    });
    const hanging = provider.query(
      {
        definition: definition('error-ratio'),
        services: [checkout],
        end: new Date(),
      },
      AbortSignal.timeout(200),
    );
    await expect(hanging).rejects.toThrow(/can't be reached/);
    sandbox.faults.clear();
  });
});

describe('the breach of drills', () => {
  const { signal } = new AbortController();
  const requestOf = (metric: string) => ({
    drillId: 'd-1',
    service: 'component:default/checkout',
    targets: [
      {
        kind: 'gateway-api',
        cluster: 'sandbox',
        namespace: 'storefront',
        name: 'checkout',
        backends: { baseline: 'checkout-stable', new: 'checkout-next' },
      },
    ],
    definition: definition(metric),
    until: new Date(),
  });
  const behaviour = async () => {
    const { body } = await request(backend.server)
      .get('/api/sandbox/services')
      .set('Authorization', mockCredentials.user.header());
    return body.services[0].versions[1].behaviour;
  };

  it.each([
    ['error-ratio', 'failing'],
    ['latency-p95', 'slow'],
  ])('by %s makes the new version %s until it ends', async (metric, made) => {
    expect(await breach.unable(requestOf(metric), signal)).toBeNull();
    await breach.begin(requestOf(metric), signal);
    expect(await behaviour()).toBe(made);
    expect(await breach.unable(requestOf(metric), signal)).toContain(
      `checkout-next is ${made} already`,
    );
    await breach.end(requestOf(metric), signal);
    await breach.end(requestOf(metric), signal);
    expect(await behaviour()).toBe('healthy');
  });

  it('is refused where there is no switch for it', async () => {
    expect(
      await breach.unable(requestOf('conversion-ratio'), signal),
    ).toContain('neither makes Conversion worse');
    const elsewhere = requestOf('error-ratio');
    elsewhere.targets[0].namespace = 'nowhere';
    expect(await breach.unable(elsewhere, signal)).toContain(
      'The sandbox has no checkout-next in nowhere',
    );
  });
});

describe('/api/sandbox', () => {
  it('shows services to signed-in people only', async () => {
    const path = '/api/sandbox/services';
    const signedIn = await request(backend.server)
      .get(path)
      .set('Authorization', mockCredentials.user.header());
    expect(signedIn.status).toBe(200);
    expect(signedIn.body.services).toHaveLength(4);
    for (const header of [
      mockCredentials.none.header(),
      mockCredentials.service.header(),
    ]) {
      const refused = await request(backend.server)
        .get(path)
        .set('Authorization', header);
      expect(refused.status).toBeGreaterThanOrEqual(401);
      expect(refused.status).toBeLessThan(404);
    }
  });

  it.each([
    ['checkout', { behaviour: 'slow' }, 200],
    ['checkout', { behaviour: 'odd' }, 400],
    ['nope', { behaviour: 'slow' }, 404],
  ])('sets the behaviour of %s to %j: %d', async (name, body, status) => {
    const response = await request(backend.server)
      .put(`/api/sandbox/services/${name}/behaviour`)
      .set('Authorization', mockCredentials.user.header())
      .send(body);
    expect(response.status).toBe(status);
  });

  it('forwards the objects as YAML', async () => {
    const response = await request(backend.server)
      .get('/api/sandbox/objects')
      .set('Authorization', mockCredentials.user.header());
    expect(response.type).toBe('application/yaml');
    expect(response.text).toContain('kind: HTTPRoute');
  });
});
