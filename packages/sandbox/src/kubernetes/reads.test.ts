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
  asMergePatch,
  CHECKOUT,
  Clients,
  clientsOf,
  refusal,
  ROUTES,
} from '../__testUtils__/clients';
import { until } from '../__testUtils__/until';
import { KubeObject } from './object';

let sandbox: Sandbox;
let clients: Clients;

beforeAll(async () => {
  sandbox = await createSandbox({ traffic: false });
  clients = clientsOf(sandbox.url);
});

afterAll(() => sandbox.stop());

const get = async (path: string, accept = 'application/json') => {
  const response = await fetch(`${sandbox.url}${path}`, {
    headers: { accept },
  });
  return { status: response.status, body: await response.json() };
};

const names = (list: { items: { metadata?: { name?: string } }[] }) =>
  list.items.map(({ metadata }) => metadata?.name);

describe('the world', () => {
  it('has a stable identity for the same seed', async () => {
    const other = await createSandbox({ traffic: false });
    const uid = async ({ url }: Sandbox) => {
      const read = { name: 'kube-system' };
      return (await clientsOf(url).core.readNamespace(read)).metadata?.uid;
    };
    expect(await uid(other)).toBe(await uid(sandbox));
    await other.stop();
  });

  it('runs both versions of each service, with ready addresses', async () => {
    for (const name of ['checkout-stable', 'checkout-next']) {
      const deployment = await clients.apps.readNamespacedDeployment({
        namespace: 'storefront',
        name,
      });
      expect(deployment.status).toMatchObject({
        observedGeneration: deployment.metadata?.generation,
        readyReplicas: 3,
        availableReplicas: 3,
      });
      const [container] = deployment.spec?.template.spec?.containers ?? [];
      expect(container.image).toMatch(/@sha256:[0-9a-f]{64}$/);
      expect(container.readinessProbe).toBeDefined();
      const slices = await get(
        `/apis/discovery.k8s.io/v1/namespaces/storefront/endpointslices?labelSelector=kubernetes.io/service-name=${name}`,
      );
      expect(slices.body.items[0].endpoints).toHaveLength(3);
    }
  });

  it('accepts routes, and says which backend it does not find', async () => {
    const condition = async (type: string, status: string) => {
      const route: KubeObject = await clients.objects.getNamespacedCustomObject(
        CHECKOUT,
      );
      const { parents } = (route.status ?? {}) as {
        parents?: { conditions: Record<string, unknown>[] }[];
      };
      return parents?.[0]?.conditions.find(
        each =>
          each.type === type &&
          each.status === status &&
          each.observedGeneration === route.metadata.generation,
      );
    };
    await until('Accepted', () => condition('Accepted', 'True'));
    await until('ResolvedRefs', () => condition('ResolvedRefs', 'True'));
    const service = { namespace: 'storefront', name: 'checkout-next' };
    const { metadata, spec } = await clients.core.readNamespacedService(
      service,
    );
    await clients.core.deleteNamespacedService(service);
    await expect(
      until('BackendNotFound', () => condition('ResolvedRefs', 'False')),
    ).resolves.toMatchObject({ reason: 'BackendNotFound' });
    await clients.core.createNamespacedService({
      namespace: 'storefront',
      body: {
        metadata: { name: 'checkout-next', labels: metadata?.labels },
        spec,
      },
    });
    await until('ResolvedRefs again', () => condition('ResolvedRefs', 'True'));
  });

  it('rolls a Deployment out to a new replica set with the next revision', async () => {
    const deployment = { namespace: 'billing', name: 'invoices-next' };
    await clients.apps.patchNamespacedDeployment(
      {
        ...deployment,
        body: { spec: { template: { metadata: { annotations: { v: '2' } } } } },
      },
      asMergePatch,
    );
    const revisions = await until('two replica sets', async () => {
      const { items } = await clients.apps.listNamespacedReplicaSet({
        namespace: 'billing',
        labelSelector:
          'app.kubernetes.io/name=invoices,app.kubernetes.io/component=next',
      });
      const scaled = items
        .map(({ metadata, spec }) => [
          metadata?.annotations?.['deployment.kubernetes.io/revision'],
          spec?.replicas,
        ])
        .sort();
      return scaled.length === 2 && scaled[0][1] === 0 ? scaled : undefined;
    });
    expect(revisions).toEqual([
      ['1', 0],
      ['2', 3],
    ]);
  });
});

describe('list', () => {
  it.each([
    ['labelSelector', 'app.kubernetes.io/name=checkout', ['checkout']],
    [
      'labelSelector',
      'app.kubernetes.io/name in (checkout, payments)',
      ['payments', 'checkout'],
    ],
    ['labelSelector', 'nothing', []],
    [
      'labelSelector',
      '!nothing,app.kubernetes.io/name!=invoices',
      ['payments', 'checkout', 'recommendations'],
    ],
    ['fieldSelector', 'metadata.name=invoices', ['invoices']],
    [
      'fieldSelector',
      'metadata.namespace!=billing',
      ['checkout', 'recommendations'],
    ],
  ])('by %s %s', async (parameter, selector, expected) => {
    const { body } = await get(
      `/apis/gateway.networking.k8s.io/v1/httproutes?${parameter}=${encodeURIComponent(
        selector,
      )}`,
    );
    expect(names(body)).toEqual(expected);
  });

  it('refuses a field it can not select by', async () => {
    const { status, body } = await get(
      '/apis/gateway.networking.k8s.io/v1/httproutes?fieldSelector=spec.x=1',
    );
    expect(status).toBe(400);
    expect(body.message).toBe('field label not supported: spec.x');
  });

  it('pages through one version of the world', async () => {
    const page = (token?: string) =>
      clients.core.listConfigMapForAllNamespaces({
        limit: 2,
        _continue: token,
      });
    const first = await page();
    expect(names(first)).toEqual(['invoices-settings', 'payments-settings']);
    expect(first.metadata?.remainingItemCount).toBe(2);
    await clients.core.createNamespacedConfigMap({
      namespace: 'storefront',
      body: { metadata: { name: 'a-later-one' } },
    });
    await clients.core.deleteNamespacedConfigMap({
      namespace: 'storefront',
      name: 'recommendations-settings',
    });
    await clients.core.patchNamespacedConfigMap(
      {
        namespace: 'storefront',
        name: 'checkout-settings',
        body: { data: { LOG_LEVEL: 'debug' } },
      },
      asMergePatch,
    );
    const second = await page(first.metadata?._continue);
    expect(second.items[0].data?.LOG_LEVEL).toBe('info');
    expect(names(second)).toEqual([
      'checkout-settings',
      'recommendations-settings',
    ]);
    expect(second.metadata?.resourceVersion).toBe(
      first.metadata?.resourceVersion,
    );
    expect(second.metadata?._continue).toBeUndefined();
  });

  it('answers 410 to a page of a version that was compacted away', async () => {
    const first = await clients.core.listConfigMapForAllNamespaces({
      limit: 1,
    });
    await clients.core.createNamespacedConfigMap({
      namespace: 'storefront',
      body: { metadata: { name: 'another-one' } },
    });
    await fetch(`${sandbox.url}/sandbox/v1/watches/drop`, {
      method: 'POST',
      body: JSON.stringify({ compact: true }),
    });
    const next = clients.core.listConfigMapForAllNamespaces({
      limit: 1,
      _continue: first.metadata?._continue,
    });
    expect(await refusal(next)).toMatchObject({ code: 410, reason: 'Expired' });
  });
});

describe('refusals', () => {
  it('names what it did not find', async () => {
    const missing = clients.objects.getNamespacedCustomObject({
      ...ROUTES,
      name: 'nope',
    });
    expect(await refusal(missing)).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'httproutes.gateway.networking.k8s.io "nope" not found',
      reason: 'NotFound',
      details: {
        name: 'nope',
        group: 'gateway.networking.k8s.io',
        kind: 'httproutes',
      },
      code: 404,
    });
  });

  it.each([
    ['GET', '/apis/nothing.example.com/v1/things', 404],
    ['GET', '/api/v1/pods', 404],
    ['POST', '/apis/apps/v1/namespaces/billing/replicasets', 405],
    ['PUT', '/apis/apps/v1/namespaces/billing/deployments', 405],
    [
      'GET',
      '/apis/apps/v1/namespaces/billing/deployments/payments-next/x',
      404,
    ],
  ])('%s %s answers %d', async (method, path, code) => {
    const response = await fetch(`${sandbox.url}${path}`, { method });
    expect(response.status).toBe(code);
    expect(await response.json()).toMatchObject({ kind: 'Status', code });
  });
});

describe('tables', () => {
  it('shows what kubectl get prints', async () => {
    const { body } = await get(
      '/apis/apps/v1/namespaces/billing/deployments',
      'application/json;as=Table;v=v1;g=meta.k8s.io,application/json',
    );
    expect(
      body.columnDefinitions.map(({ name }: { name: string }) => name),
    ).toEqual(['Name', 'Ready', 'Up-to-date', 'Available', 'Age']);
    expect(body.rows[2].cells.slice(0, 4)).toEqual([
      'payments-next',
      '3/3',
      3,
      3,
    ]);
  });
});
