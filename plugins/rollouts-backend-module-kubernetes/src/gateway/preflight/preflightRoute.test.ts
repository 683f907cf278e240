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
  CHECKOUT as target,
  startSandboxDriver,
} from '../../__testUtils__/sandboxDriver';

const options = { header: { name: 'x-internal', value: 'yes' } };

describe('preflight before the sandbox', () => {
  type Started = Awaited<ReturnType<typeof startSandboxDriver>>;
  let sandbox: Started['sandbox'];
  let driver: Started['driver'];
  let stop: Started['stop'];

  const signal = () => AbortSignal.timeout(10_000);

  async function until(holds: () => Promise<boolean>): Promise<void> {
    while (!(await holds())) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
  }

  beforeEach(async () => {
    ({ sandbox, driver, stop } = await startSandboxDriver());
    await until(async () => {
      const results = await driver.preflight(target, options, signal());
      return results.every(({ outcome }) => outcome === 'pass');
    });
  });

  afterEach(() => stop());

  async function patch(path: string, body: object) {
    const answer = await fetch(new URL(path, sandbox.url), {
      method: 'PATCH',
      headers: { 'content-type': 'application/merge-patch+json' },
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(200);
  }

  async function result(check: string, of = target) {
    const results = await driver.preflight(of, options, signal());
    return results.find(entry => entry.check === check);
  }

  it('passes every check, once each, and changes nothing', async () => {
    const route = `${sandbox.url}/apis/gateway.networking.k8s.io/v1/namespaces/storefront/httproutes/checkout`;
    const before = await (await fetch(route)).json();
    const results = await driver.preflight(target, options, signal());
    expect(results.map(({ check }) => check)).toEqual([
      'route',
      'pair',
      'not-exposed',
      'mirrors',
      'parents',
      'sessions',
      'timeouts',
      'weights',
      'audience-rules',
      'dry-run',
      'services',
      'endpoints',
      'images',
      'readiness',
    ]);
    expect(await (await fetch(route)).json()).toEqual(before);
  });

  it('fails for a route that does not exist', async () => {
    const results = await driver.preflight(
      { ...target, name: 'nothing' },
      options,
      signal(),
    );
    expect(results).toEqual([
      expect.objectContaining({ check: 'route', outcome: 'fail' }),
    ]);
    expect(results[0].remedy).toMatch(/HTTPRoute nothing exists/);
  });

  it('fails for a backend that the route and the namespace lack', async () => {
    const of = {
      ...target,
      backends: { baseline: 'checkout-stable', new: 'checkout-v9' },
    };
    expect(await result('pair', of)).toMatchObject({
      outcome: 'fail',
      evidence: expect.stringMatching(/names the backend checkout-v9/),
    });
    expect(await result('services', of)).toMatchObject({
      outcome: 'fail',
      evidence: expect.stringMatching(/has no services checkout-v9/),
    });
  });

  it.each([
    [0, 'fail', /checkout-next has 0/],
    [1, 'warn', /checkout-next has 1/],
  ])('counts %i ready endpoints', async (replicas, outcome, evidence) => {
    await patch(
      '/apis/apps/v1/namespaces/storefront/deployments/checkout-next',
      {
        spec: { replicas },
      },
    );
    await until(async () =>
      evidence.test((await result('endpoints'))?.evidence ?? ''),
    );
    expect(await result('endpoints')).toMatchObject({ outcome });
  });

  it('warns of images without digest and pods without readiness', async () => {
    await patch(
      '/apis/apps/v1/namespaces/storefront/deployments/checkout-next',
      {
        spec: {
          template: {
            spec: {
              containers: [{ name: 'web', image: 'shop/checkout:latest' }],
            },
          },
        },
      },
    );
    expect(await result('images')).toMatchObject({
      outcome: 'warn',
      evidence: 'Not named by digest: checkout-next/web.',
    });
    expect(await result('readiness')).toMatchObject({
      outcome: 'warn',
      evidence: 'Without a readiness probe: checkout-next/web.',
    });
  });

  it('names the permission that is missing', async () => {
    sandbox.faults.add({
      match: { surface: 'kubernetes', verb: 'patch' },
      effect: { type: 'fail', status: 403 },
    });
    sandbox.faults.add({
      match: { surface: 'kubernetes', kind: 'endpointslices' },
      effect: { type: 'fail', status: 403 },
    });
    expect(await result('dry-run')).toMatchObject({
      outcome: 'fail',
      evidence: expect.stringMatching(/the verb "patch" on httproutes/),
    });
    expect(await result('endpoints')).toMatchObject({
      outcome: 'fail',
      evidence: expect.stringMatching(/the verb "list" on endpointslices/),
    });
  });

  it('throws when the cluster cannot be asked', async () => {
    await sandbox.stop();
    await expect(
      driver.preflight(target, options, signal()),
    ).rejects.toMatchObject({ code: 'unreachable' });
  });
});
