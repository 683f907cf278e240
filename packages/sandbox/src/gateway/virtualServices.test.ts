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

import { once } from 'node:events';
import { get, IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { createSandbox, Sandbox } from '../sandbox';
import {
  asJsonPatch,
  asMergePatch,
  Clients,
  clientsOf,
  refusal,
} from '../__testUtils__/clients';
import { until } from '../__testUtils__/until';

const GROUP = {
  group: 'networking.istio.io',
  version: 'v1',
  namespace: 'storefront',
} as const;
const SERVICES = { ...GROUP, plural: 'virtualservices' } as const;
const RULES = { ...GROUP, plural: 'destinationrules' } as const;
const CHECKOUT = { ...SERVICES, name: 'checkout' } as const;

const to = (subset: string, weight?: number) => ({
  destination: { host: 'checkout', subset },
  ...(weight !== undefined && { weight }),
});

function virtualService(http: object[], hosts = ['shop.example.com']) {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: 'checkout' },
    spec: { hosts, http },
  };
}

const MAIN = { name: 'main', route: [to('stable', 100), to('next', 0)] };

describe('a service that a VirtualService routes', () => {
  let sandbox: Sandbox;
  let clients: Clients;

  beforeEach(async () => {
    sandbox = await createSandbox({
      traffic: false,
      controllerDelayMilliseconds: 1,
    });
    clients = clientsOf(sandbox.url);
    await clients.core.createNamespacedService({
      namespace: 'storefront',
      body: {
        metadata: { name: 'checkout' },
        spec: {
          selector: { 'app.kubernetes.io/name': 'checkout' },
          ports: [{ name: 'http', port: 80 }],
        },
      },
    });
    await clients.objects.createNamespacedCustomObject({
      ...RULES,
      body: {
        apiVersion: 'networking.istio.io/v1',
        kind: 'DestinationRule',
        metadata: { name: 'checkout' },
        spec: {
          host: 'checkout.storefront.svc.cluster.local',
          subsets: ['stable', 'next'].map(name => ({
            name,
            labels: { 'app.kubernetes.io/component': name },
          })),
        },
      },
    });
  });

  afterEach(() => sandbox.stop());

  const create = (http: object[], hosts?: string[]) =>
    clients.objects.createNamespacedCustomObject({
      ...SERVICES,
      body: virtualService(http, hosts),
    });

  const patch = (body: unknown) =>
    clients.objects.patchNamespacedCustomObject(
      { ...CHECKOUT, body },
      asJsonPatch,
    );

  async function ask(
    headers: Record<string, string> = {},
    path = '/checkout/x',
  ) {
    // `fetch` sets the host by the URL alone.
    const request = get(`${sandbox.gatewayUrl}${path}`, {
      headers: { host: 'shop.example.com', ...headers },
    });
    const [answer]: IncomingMessage[] = await once(request, 'response');
    return {
      status: answer.statusCode,
      by: answer.headers['x-served-by'],
      ...((await json(answer)) as { rule: string | null }),
    };
  }

  async function servedBy(headers?: Record<string, string>) {
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => ask(headers)),
    );
    return new Set(answers.map(({ by }) => by));
  }

  const weigh = (stable: number, next: number) =>
    patch([
      { op: 'replace', path: '/spec/http/0/route/0/weight', value: stable },
      { op: 'replace', path: '/spec/http/0/route/1/weight', value: next },
    ]);

  it('goes by its weights, and back to the HTTPRoute when it is deleted', async () => {
    await create([MAIN]);
    expect(await servedBy()).toEqual(new Set(['checkout-stable']));
    await weigh(0, 10_000);
    expect(await servedBy()).toEqual(new Set(['checkout-next']));
    await weigh(1, 1);
    expect((await servedBy()).size).toBe(2);
    await clients.objects.deleteNamespacedCustomObject(CHECKOUT);
    expect(await servedBy()).toEqual(new Set(['checkout-stable']));
  });

  it('takes the first entry that matches, whatever it matches by', async () => {
    const staff = { 'x-internal': { exact: 'true' } };
    await create([
      {
        name: 'staff',
        match: [{ headers: staff }],
        route: [to('stable', 0), to('next', 1)],
      },
      { ...MAIN, name: 'late', match: [{ uri: { exact: '/checkout/x' } }] },
      MAIN,
    ]);
    expect(await ask({ 'X-Internal': 'true' })).toMatchObject({
      by: 'checkout-next',
      rule: 'staff',
    });
    expect(await ask({ 'x-internal': 'false' })).toMatchObject({
      by: 'checkout-stable',
      rule: 'late',
    });
    await patch([{ op: 'move', from: '/spec/http/0', path: '/spec/http/2' }]);
    expect(await ask({ 'x-internal': 'true' })).toMatchObject({ rule: 'late' });
  });

  it.each<[string, object, Record<string, string>, boolean]>([
    ['a prefix as text', { uri: { prefix: '/check' } }, {}, true],
    ['a pattern', { uri: { regex: '/c.*t/x' } }, {}, true],
    ['another path', { uri: { exact: '/other' } }, {}, false],
    ['a path in capitals', { uri: { exact: '/CHECKOUT/X' } }, {}, false],
    ['a method', { method: { exact: 'POST' } }, {}, false],
    ['a header that is there', { headers: { a: {} } }, { a: '1' }, true],
    ['a header that is absent', { headers: { a: {} } }, {}, false],
    ['without a header', { withoutHeaders: { a: {} } }, { a: '1' }, false],
    ['a query', { queryParams: { q: { exact: '1' } } }, {}, true],
    ['a host', { authority: { prefix: 'other.' } }, {}, false],
  ])('matches by %s', async (_, match, headers, matches) => {
    await create([{ name: 'new', match: [match], route: [to('next')] }, MAIN]);
    const answer = await ask(headers, '/checkout/x?q=1');
    expect(answer.rule).toBe(matches ? 'new' : 'main');
  });

  it('leaves other hosts to the routes, and knows a Service by its short names', async () => {
    await create([{ name: 'new', route: [to('next')] }], ['checkout']);
    expect(await ask()).toMatchObject({ by: 'checkout-stable' });
    for (const host of ['checkout', 'checkout.storefront.svc.cluster.local']) {
      expect(await ask({ host })).toMatchObject({ by: 'checkout-next' });
    }
  });

  it('answers 503 for a subset that has no pods or does not exist', async () => {
    await create([{ name: 'new', route: [to('next')] }]);
    await clients.apps.patchNamespacedDeployment(
      {
        namespace: 'storefront',
        name: 'checkout-next',
        body: { spec: { replicas: 0 } },
      },
      asMergePatch,
    );
    await until('no pods', async () =>
      (await ask()).status === 503 ? true : undefined,
    );
    await patch([
      {
        op: 'replace',
        path: '/spec/http/0/route/0/destination/subset',
        value: 'ghost',
      },
    ]);
    expect((await ask()).status).toBe(503);
  });

  it('counts its requests in the metrics of the version that answered', async () => {
    await create([{ name: 'new', route: [to('next')] }]);
    for (let n = 0; n < 5; n += 1) await ask();
    const metrics = await (await fetch(`${sandbox.url}/metrics`)).text();
    const counted = [
      ...metrics.matchAll(
        /http_requests_total\{.*version="checkout-next".*\} (\d+)/g,
      ),
    ].reduce((sum, [, count]) => sum + Number(count), 0);
    expect(counted).toBe(5);
  });

  it.each<[string, object, string, RegExp]>([
    [
      'a destination without a host',
      { route: [{ destination: { subset: 'next' } }] },
      'spec.http[0].route[0].destination.host',
      /Required value/,
    ],
    [
      'a weight with a fraction',
      { route: [{ ...to('next'), weight: 0.5 }] },
      'spec.http[0].route[0].weight',
      /must be of type integer/,
    ],
    [
      'a header matched twice over',
      { match: [{ headers: { a: { exact: '1', prefix: '1' } } }] },
      'spec.http[0].match[0].headers.a',
      /one and only one/,
    ],
    [
      'a timeout of nothing',
      { timeout: '0s' },
      'spec.http[0].timeout',
      /valid duration greater than 1ms/,
    ],
  ])('is refused with %s', async (_, entry, field, message) => {
    expect(await refusal(create([entry]))).toMatchObject({
      code: 422,
      details: {
        causes: [{ field, message: expect.stringMatching(message) }],
      },
    });
  });

  it('may have weights that add up to anything', async () => {
    await create([
      { name: 'main', route: [to('stable', 9_999), to('next', 1)] },
    ]);
    expect(await servedBy()).toContain('checkout-stable');
  });
});
