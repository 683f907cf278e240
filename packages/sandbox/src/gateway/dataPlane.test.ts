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

import { createSandbox, Sandbox } from '../sandbox';
import {
  asJsonPatch,
  asMergePatch,
  CHECKOUT,
  Clients,
  clientsOf,
  weightPatch,
} from '../__testUtils__/clients';
import { until } from '../__testUtils__/until';

let sandbox: Sandbox;
let clients: Clients;

beforeEach(async () => {
  sandbox = await createSandbox({
    traffic: false,
    controllerDelayMilliseconds: 1,
    services: [
      {
        name: 'checkout',
        namespace: 'storefront',
        requestsPerSecond: 0,
        profile: {
          medianMilliseconds: 4,
          sigma: 0.3,
          errorRatio: 0.1,
          conversionRatio: 0.5,
        },
      },
    ],
  });
  clients = clientsOf(sandbox.url);
});

afterEach(() => sandbox.stop());

const ask = (path = '/checkout/x', headers: Record<string, string> = {}) =>
  fetch(`${sandbox.gatewayUrl}${path}`, { headers });

const patch = (body: unknown) =>
  clients.objects.patchNamespacedCustomObject(
    { ...CHECKOUT, body },
    asJsonPatch,
  );

const scaleNext = (replicas: number) =>
  clients.apps.patchNamespacedDeployment(
    {
      namespace: 'storefront',
      name: 'checkout-next',
      body: { spec: { replicas } },
    },
    asMergePatch,
  );

describe('the data plane', () => {
  it('serves by the weights that are set, from the answer of the patch on', async () => {
    const servedBy = async () => {
      const answers = await Promise.all(
        Array.from({ length: 40 }, () => ask()),
      );
      return new Set(answers.map(({ headers }) => headers.get('x-served-by')));
    };
    expect(await servedBy()).toEqual(new Set(['checkout-stable']));
    await patch(weightPatch(0, 10_000));
    expect(await servedBy()).toEqual(new Set(['checkout-next']));
    await patch(weightPatch(10_000, 0));
    expect(await servedBy()).toEqual(new Set(['checkout-stable']));
  });

  it('sends a header cohort to the new version at weight 0', async () => {
    await patch([
      {
        op: 'add',
        path: '/spec/rules/0',
        value: {
          name: 'internal',
          matches: [
            {
              path: { type: 'PathPrefix', value: '/checkout' },
              headers: [{ name: 'x-internal', value: 'true' }],
            },
          ],
          backendRefs: [{ name: 'checkout-next', port: 80 }],
        },
      },
    ]);
    const internal = await ask('/checkout', { 'X-Internal': 'true' });
    expect(internal.headers.get('x-served-by')).toBe('checkout-next');
    expect(await internal.json()).toMatchObject({ rule: 'internal' });
    const other = await ask('/checkout');
    expect(other.headers.get('x-served-by')).toBe('checkout-stable');
  });

  it('answers for itself when no backend can', async () => {
    expect((await ask('/nothing')).status).toBe(404);
    await patch(weightPatch(0, 0));
    expect((await ask()).status).toBe(500);

    await patch(weightPatch(0, 1));
    await scaleNext(0);
    await until('no address', async () =>
      (await ask()).status === 503 ? true : undefined,
    );
    await scaleNext(1);
    await until('an address', async () =>
      (await ask()).status === 200 ? true : undefined,
    );
    await patch([
      {
        op: 'replace',
        path: '/spec/rules/0/backendRefs/1/name',
        value: 'ghost',
      },
    ]);
    expect((await ask()).status).toBe(500);
  });

  it('cuts off at the timeout of the rule', async () => {
    await patch([
      { op: 'add', path: '/spec/rules/0/timeouts', value: { request: '1ms' } },
    ]);
    expect((await ask()).status).toBe(504);
  });

  it('measures exactly what it answered', async () => {
    await patch(weightPatch(1, 1));
    const answers = await Promise.all(Array.from({ length: 300 }, () => ask()));
    const expected = new Map<
      string,
      { count: number; errors: number; converted: number }
    >();
    for (const answer of answers) {
      const { version, converted } = (await answer.json()) as {
        version: string;
        converted: boolean;
      };
      const tally = expected.get(version) ?? {
        count: 0,
        errors: 0,
        converted: 0,
      };
      expected.set(version, {
        count: tally.count + 1,
        errors: tally.errors + (answer.status >= 500 ? 1 : 0),
        converted: tally.converted + (converted ? 1 : 0),
      });
    }
    expect([...expected.keys()].sort()).toEqual([
      'checkout-next',
      'checkout-stable',
    ]);
    const rows = async (measure: string) => {
      const response = await fetch(`${sandbox.url}/sandbox/v1/query`, {
        method: 'POST',
        body: JSON.stringify({
          measure,
          windowSeconds: 60,
          end: Date.now() / 1000 + 5,
        }),
      });
      const body = (await response.json()) as {
        rows: { version: string; count: number; sum: number; value: number }[];
      };
      return body.rows;
    };
    for (const row of await rows('error_ratio')) {
      const tally = expected.get(row.version);
      expect(row).toMatchObject({ count: tally?.count, sum: tally?.errors });
      expect(row.value).toBeCloseTo(
        (tally?.errors ?? 0) / (tally?.count ?? 1),
        10,
      );
    }
    for (const row of await rows('conversion_ratio')) {
      expect(row.sum).toBe(expected.get(row.version)?.converted);
    }
    const metrics = await (await fetch(`${sandbox.url}/metrics`)).text();
    const failed =
      /http_requests_total\{.*version="checkout-next",code="500"\} (\d+)/.exec(
        metrics,
      );
    expect(Number(failed?.[1] ?? 0)).toBe(
      expected.get('checkout-next')?.errors,
    );
  });
});
