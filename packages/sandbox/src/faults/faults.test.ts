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
  Clients,
  clientsOf,
  getCheckout,
  refusal,
  weightPatch,
} from '../__testUtils__/clients';
import { until } from '../__testUtils__/until';

let sandbox: Sandbox;
let clients: Clients;

beforeAll(async () => {
  sandbox = await createSandbox({
    traffic: false,
    bookmarkIntervalMilliseconds: 30,
  });
  clients = clientsOf(sandbox.url);
});

afterEach(() => control('DELETE', 'faults'));
afterAll(() => sandbox.stop());

async function control(method: string, path: string, body?: unknown) {
  const response = await fetch(`${sandbox.url}/sandbox/v1/${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

const inject = (fault: unknown) => control('POST', 'faults', fault);

const patchWeights = (baseline: number, next: number) =>
  clients.objects.patchNamespacedCustomObject(
    { ...CHECKOUT, body: weightPatch(baseline, next) },
    asJsonPatch,
  );

/** The same without a client library: some of them hide the body of a 401. */
const sendPatch = (next: number, signal?: AbortSignal) =>
  fetch(
    `${sandbox.url}/apis/gateway.networking.k8s.io/v1/namespaces/storefront/httproutes/checkout`,
    {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json-patch+json' },
      body: JSON.stringify(weightPatch(1, next)),
      ...(signal && { signal }),
    },
  );

const nextWeight = async () => {
  const { spec } = await getCheckout(clients);
  const { rules } = spec as unknown as {
    rules: { backendRefs: { weight: number }[] }[];
  };
  return rules[0].backendRefs[1].weight;
};

const patches = { match: { verb: 'patch', kind: 'HTTPRoute' } };

describe('failures', () => {
  it.each([
    [401, 'Unauthorized'],
    [403, 'Forbidden'],
    [404, 'NotFound'],
    [409, 'Conflict'],
    [422, 'Invalid'],
    [429, 'TooManyRequests'],
    [500, 'InternalError'],
    [503, 'ServiceUnavailable'],
  ])(
    '%d is worded as the real server does, and once',
    async (status, reason) => {
      const before = await nextWeight();
      await inject({ ...patches, times: 1, effect: { type: 'fail', status } });
      const response = await sendPatch(before + 1);
      expect(response.status).toBe(status);
      expect(await response.json()).toMatchObject({
        kind: 'Status',
        code: status,
        reason,
      });
      expect(await nextWeight()).toBe(before);
      await patchWeights(50, before + 1);
      expect(await nextWeight()).toBe(before + 1);
    },
  );

  it('tells when to retry', async () => {
    await inject({
      match: { verb: 'list' },
      effect: { type: 'fail', status: 429, retryAfterSeconds: 7 },
    });
    const response = await fetch(`${sandbox.url}/api/v1/configmaps`);
    expect(response.headers.get('retry-after')).toBe('7');
  });

  it('hits only what it matches', async () => {
    await inject({
      match: { kind: 'httproutes', name: 'recommendations' },
      effect: { type: 'fail', status: 500 },
    });
    await expect(getCheckout(clients)).resolves.toBeDefined();
    const other = clients.objects.getNamespacedCustomObject({
      ...CHECKOUT,
      name: 'recommendations',
    });
    expect((await refusal(other)).code).toBe(500);
  });
});

describe('connections', () => {
  it('dropped before the write change nothing', async () => {
    const before = await nextWeight();
    await inject({
      ...patches,
      times: 1,
      effect: { type: 'drop', when: 'before' },
    });
    await expect(patchWeights(1, before + 1)).rejects.toThrow();
    expect(await nextWeight()).toBe(before);
  });

  it('dropped after the write leave it done', async () => {
    const before = await nextWeight();
    await inject({
      ...patches,
      times: 1,
      effect: { type: 'drop', when: 'after' },
    });
    await expect(patchWeights(1, before + 1)).rejects.toThrow();
    expect(await nextWeight()).toBe(before + 1);
  });

  it('delayed let the patch land late, though its client gave up', async () => {
    const before = await nextWeight();
    await inject({
      ...patches,
      times: 1,
      effect: { type: 'delay', milliseconds: 400 },
    });
    await expect(
      sendPatch(before + 5, AbortSignal.timeout(150)),
    ).rejects.toThrow();
    expect(await nextWeight()).toBe(before);
    await until('the late patch', async () =>
      (await nextWeight()) === before + 5 ? true : undefined,
    );
  });

  it('partitioned answer nothing, silence watches, and break when healed', async () => {
    const watch = await fetch(
      `${sandbox.url}/api/v1/configmaps?watch=true&allowWatchBookmarks=true`,
    );
    const reader = watch.body?.getReader();
    await reader?.read();
    await inject({ match: {}, effect: { type: 'hang' } });
    const hanging = getCheckout(clients).then(
      () => 'answered',
      () => 'broken',
    );
    const quiet = fetch(`${sandbox.url}/api/v1/configmaps`, {
      signal: AbortSignal.timeout(200),
    });
    await expect(quiet).rejects.toThrow(/timeout/);
    await control('DELETE', 'faults');
    expect(await hanging).toBe('broken');
    const drained = (async () => {
      while (!(await reader?.read())?.done);
    })();
    await expect(drained).rejects.toThrow();
    await expect(getCheckout(clients)).resolves.toBeDefined();
  });
});

describe('the interface', () => {
  it('fails the metrics source too', async () => {
    await inject({
      match: { surface: 'metrics' },
      effect: { type: 'fail', status: 503 },
    });
    const query = { measure: 'error_ratio', windowSeconds: 10 };
    expect((await control('POST', 'query', query)).status).toBe(503);
    await expect(getCheckout(clients)).resolves.toBeDefined();
  });

  it('lists with hits, removes one, and says what is wrong', async () => {
    const { body: fault } = await inject({
      match: { verb: 'get' },
      effect: { type: 'delay', milliseconds: 1 },
    });
    await getCheckout(clients);
    expect((await control('GET', 'faults')).body.faults).toEqual([
      { ...fault, hits: 1 },
    ]);
    expect((await control('DELETE', `faults/${fault.id}`)).body.faults).toEqual(
      [],
    );
    expect((await control('DELETE', `faults/${fault.id}`)).status).toBe(404);
    expect(await inject({ effect: { type: 'explode' } })).toMatchObject({
      status: 400,
      body: { error: { fields: [{ field: 'effect.type' }] } },
    });
  });
});
