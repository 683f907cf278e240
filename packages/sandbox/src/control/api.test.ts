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
  CHECKOUT,
  clientsOf,
  weightPatch,
} from '../__testUtils__/clients';
import { until } from '../__testUtils__/until';
import { ServiceView } from './services';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await createSandbox({ controllerDelayMilliseconds: 1 });
});

afterAll(() => sandbox.stop());

async function control(method: string, path: string, body?: unknown) {
  const response = await fetch(`${sandbox.url}/sandbox/v1/${path}`, {
    method,
    ...(body !== undefined && {
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  });
  return { status: response.status, body: await response.json() };
}

const checkout = async (): Promise<ServiceView> => {
  const { body } = await control('GET', 'services');
  return body.services.find(({ name }: ServiceView) => name === 'checkout');
};

const setWeights = (baseline: number, next: number) =>
  clientsOf(sandbox.url).objects.patchNamespacedCustomObject(
    { ...CHECKOUT, body: weightPatch(baseline, next) },
    asJsonPatch,
  );

describe('services', () => {
  it('shows the weights that are set and the traffic that flows', async () => {
    await setWeights(5000, 5000);
    const view = await until('traffic on both versions', async () => {
      const seen = await checkout();
      return seen.versions.every(
        ({ requestsPerSecond }) => requestsPerSecond > 3,
      )
        ? seen
        : undefined;
    });
    expect(view).toMatchObject({
      namespace: 'storefront',
      route: {
        rules: [
          {
            name: 'main',
            headers: {},
            backends: [
              { name: 'checkout-stable', weight: 5000 },
              { name: 'checkout-next', weight: 5000 },
            ],
          },
        ],
      },
      versions: [
        { variant: 'baseline', share: 0.5, readyAddresses: 3 },
        { variant: 'new', share: 0.5, readyAddresses: 3 },
      ],
    });
    const [stable, next] = view.versions;
    expect((stable.observedShare ?? 0) + (next.observedShare ?? 0)).toBeCloseTo(
      1,
    );
    expect(next.p95Milliseconds).toBeGreaterThan(50);
    await setWeights(10_000, 0);
  });

  it('changes how the new version behaves', async () => {
    const { body } = await control('PUT', 'services/checkout/behaviour', {
      behaviour: 'failing',
    });
    expect(
      body.versions.map((each: { behaviour: string }) => each.behaviour),
    ).toEqual(['healthy', 'failing']);
    expect((await control('GET', 'state')).body.behaviours.checkout).toBe(
      'failing',
    );
  });

  it('answers one query for all services', async () => {
    const rows = await until('baseline traffic of all', async () => {
      const { body } = await control('POST', 'query', {
        measure: 'request_rate',
        windowSeconds: 5,
      });
      const stable = body.rows.filter(
        ({ variant }: { variant: string }) => variant === 'baseline',
      );
      return stable.every(({ count }: { count: number }) => count > 0)
        ? body
        : undefined;
    });
    expect(rows.unit).toBe('per-second');
    expect(rows.rows).toHaveLength(8);
  });
});

describe('refusals', () => {
  it.each([
    [
      'PUT',
      'services/checkout/behaviour',
      { behaviour: 'odd' },
      400,
      /behaviour/,
    ],
    ['PUT', 'services/checkout/behaviour', '{', 400, /not JSON/],
    ['PUT', 'services/nope/behaviour', { behaviour: 'slow' }, 404, /checkout/],
    ['POST', 'query', { measure: 'error_ratio' }, 400, /windowSeconds/],
    ['POST', 'services', {}, 405, /takes GET/],
    ['GET', 'nothing', undefined, 404, /nothing at/],
  ])('%s %s %j answers %d', async (method, path, body, status, message) => {
    const answer = await control(method, path, body);
    expect(answer.status).toBe(status);
    expect(answer.body.error.message).toMatch(message);
  });
});

describe('objects and reset', () => {
  it('shows the governed objects as YAML', async () => {
    const response = await fetch(`${sandbox.url}/sandbox/v1/objects`);
    const text = await response.text();
    expect(text).toContain('kind: HTTPRoute');
    expect(text).toContain('name: invoices-next');
    expect(text).not.toContain('managedFields');
  });

  it('begins anew, keeping the identity of the cluster', async () => {
    const { core, objects } = clientsOf(sandbox.url);
    const identity = await core.readNamespace({ name: 'kube-system' });
    await objects.deleteNamespacedCustomObject(CHECKOUT);
    await control('PUT', 'services/checkout/behaviour', { behaviour: 'slow' });
    const before = (await control('GET', 'state')).body;
    const after = (await control('POST', 'reset')).body;
    expect(Number(after.resourceVersion)).toBeGreaterThan(
      Number(before.resourceVersion),
    );
    expect(after.behaviours.checkout).toBe('healthy');
    expect((await checkout()).versions[0]).toMatchObject({
      weight: 100,
      readyAddresses: 3,
    });
    const again = await core.readNamespace({ name: 'kube-system' });
    expect(again.metadata?.uid).toBe(identity.metadata?.uid);
  });
});
