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
  refusal,
  ROUTES,
  settledCheckout,
  weightPatch,
} from '../__testUtils__/clients';
import { KubeObject } from './object';

let sandbox: Sandbox;
let clients: Clients;

beforeAll(async () => {
  sandbox = await createSandbox({
    traffic: false,
    controllerDelayMilliseconds: 1,
  });
  clients = clientsOf(sandbox.url);
});

afterAll(() => sandbox.stop());

const patchCheckout = (
  body: unknown,
  options: { dryRun?: string; fieldManager?: string; strict?: boolean } = {},
  headers = asJsonPatch,
): Promise<KubeObject> => {
  const { strict, ...rest } = options;
  return clients.objects.patchNamespacedCustomObject(
    {
      ...CHECKOUT,
      body,
      ...rest,
      ...(strict && { fieldValidation: 'Strict' }),
    },
    headers,
  );
};

describe('JSON Patch', () => {
  it('moves weights, raises version and generation, names the manager', async () => {
    const before = await settledCheckout(clients);
    const after = await patchCheckout(
      [
        {
          op: 'test',
          path: '/metadata/generation',
          value: before.metadata.generation,
        },
        ...weightPatch(9500, 500),
        { op: 'add', path: '/metadata/annotations', value: { a: '1' } },
      ],
      { fieldManager: 'stagecraft' },
    );
    expect(after.metadata.generation).toBe(
      (before.metadata.generation ?? 0) + 1,
    );
    expect(Number(after.metadata.resourceVersion)).toBeGreaterThan(
      Number(before.metadata.resourceVersion),
    );
    expect(after.metadata.uid).toBe(before.metadata.uid);
    const entry = after.metadata.managedFields?.find(
      ({ manager }) => manager === 'stagecraft',
    );
    expect(entry?.fieldsV1).toEqual({
      'f:metadata': { 'f:annotations': { 'f:a': {} } },
      'f:spec': { 'f:rules': {} },
    });
  });

  it.each([
    ['a failing test', { op: 'test', path: '/metadata/name', value: 'x' }],
    ['a missing path', { op: 'remove', path: '/spec/rules/7' }],
    ['a missing parent', { op: 'add', path: '/metadata/x/y', value: '1' }],
    ['an unknown operation', { op: 'frobnicate', path: '/spec' }],
  ])('is refused as a whole by %s', async (_, operation) => {
    const before = await settledCheckout(clients);
    const status = await refusal(
      patchCheckout([...weightPatch(1, 1), operation]),
    );
    expect(status).toMatchObject({
      code: 422,
      reason: 'Invalid',
      message: 'the server rejected our request due to an error in our request',
    });
    expect(await settledCheckout(clients)).toEqual(before);
  });

  it('changes nothing and no version when it states what is', async () => {
    const before = await settledCheckout(clients);
    const weights = (
      before.spec as { rules: { backendRefs: { weight: number }[] }[] }
    ).rules[0].backendRefs.map(({ weight }) => weight);
    const after = await patchCheckout(weightPatch(weights[0], weights[1]));
    expect(after.metadata.resourceVersion).toBe(
      before.metadata.resourceVersion,
    );
  });
});

describe('managed fields', () => {
  it('move to who wrote the field last', async () => {
    const label = (fieldManager: string, value: string) =>
      patchCheckout(
        { metadata: { labels: { contested: value } } },
        { fieldManager },
        asMergePatch,
      );
    const owners = ({ metadata }: KubeObject) =>
      metadata.managedFields
        ?.filter(({ fieldsV1 }) =>
          JSON.stringify(fieldsV1).includes('f:contested'),
        )
        .map(({ manager }) => manager);
    expect(owners(await label('gitops', 'a'))).toEqual(['gitops']);
    expect(owners(await label('stagecraft', 'b'))).toEqual(['stagecraft']);
  });
});

describe('dry run', () => {
  it('answers the result and stores nothing', async () => {
    const before = await settledCheckout(clients);
    const shown = await patchCheckout(weightPatch(4000, 6000), {
      dryRun: 'All',
    });
    expect(shown.spec).toMatchObject({
      rules: [{ backendRefs: [{ weight: 4000 }, { weight: 6000 }] }],
    });
    expect(await settledCheckout(clients)).toEqual(before);
  });

  it('validates', async () => {
    const status = await refusal(
      patchCheckout(weightPatch(-1, 0), { dryRun: 'All' }),
    );
    expect(status.code).toBe(422);
  });

  it('takes no other value', async () => {
    const status = await refusal(patchCheckout([], { dryRun: 'Some' }));
    expect(status).toMatchObject({
      code: 422,
      details: { causes: [{ field: 'dryRun' }] },
    });
  });
});

describe('concurrency', () => {
  it('answers 409 to a stale version in a merge patch', async () => {
    const { metadata } = await settledCheckout(clients);
    await patchCheckout(
      { metadata: { annotations: { seen: 'yes' } } },
      {},
      asMergePatch,
    );
    const status = await refusal(
      patchCheckout(
        { metadata: { resourceVersion: metadata.resourceVersion } },
        {},
        asMergePatch,
      ),
    );
    expect(status).toMatchObject({
      code: 409,
      reason: 'Conflict',
      details: {
        name: 'checkout',
        group: 'gateway.networking.k8s.io',
        kind: 'httproutes',
      },
    });
    expect(status.message).toContain('the object has been modified');
  });

  it('answers 409 to a stale update and 422 to one without a version', async () => {
    const current = await settledCheckout(clients);
    const put = (resourceVersion: string | undefined) =>
      clients.objects.replaceNamespacedCustomObject({
        ...CHECKOUT,
        body: {
          ...current,
          metadata: {
            ...current.metadata,
            resourceVersion,
            labels: { changed: String(resourceVersion) },
          },
        },
      });
    expect((await refusal(put('1'))).code).toBe(409);
    expect(await refusal(put(undefined))).toMatchObject({
      code: 422,
      details: { causes: [{ field: 'metadata.resourceVersion' }] },
    });
    await expect(put(current.metadata.resourceVersion)).resolves.toMatchObject({
      metadata: { generation: current.metadata.generation },
    });
  });
});

describe('generation', () => {
  const generation = async () =>
    (await settledCheckout(clients)).metadata.generation;

  it('stays when metadata or status change', async () => {
    const before = await generation();
    await patchCheckout(
      { metadata: { labels: { tier: 'front' } } },
      {},
      asMergePatch,
    );
    await clients.objects.patchNamespacedCustomObjectStatus(
      { ...CHECKOUT, body: { status: { parents: [] } } },
      asMergePatch,
    );
    expect(await generation()).toBe(before);
  });

  it('keeps status out of the main resource and spec out of the status', async () => {
    const before = await settledCheckout(clients);
    await patchCheckout({ status: { parents: [] } }, {}, asMergePatch);
    await clients.objects.patchNamespacedCustomObjectStatus(
      { ...CHECKOUT, body: { spec: { rules: [] } } },
      asMergePatch,
    );
    const after = await settledCheckout(clients);
    expect(after.spec).toEqual(before.spec);
    expect(after.status).toEqual(before.status);
  });
});

describe('content types', () => {
  const send = (path: string, contentType: string, body: string) =>
    fetch(`${sandbox.url}${path}`, {
      method: 'PATCH',
      headers: { 'Content-Type': contentType },
      body,
    });
  const route =
    '/apis/gateway.networking.k8s.io/v1/namespaces/storefront/httproutes/checkout';

  it.each([
    [route, 'application/strategic-merge-patch+json', '{}', 415],
    [route, 'application/apply-patch+yaml', '{}', 415],
    [route, 'application/json', '{}', 415],
    [route, 'application/json-patch+json', '{}', 400],
    [route, 'application/merge-patch+json', '[]', 400],
    [route, 'application/merge-patch+json', '{', 400],
  ])('%s %s %s answers %d', async (path, type, body, code) => {
    const response = await send(path, type, body);
    expect(response.status).toBe(code);
    expect(await response.json()).toMatchObject({ kind: 'Status', code });
  });

  it('merges a Deployment strategically by container name', async () => {
    const path =
      '/apis/apps/v1/namespaces/storefront/deployments/checkout-next';
    const response = await send(
      path,
      'application/strategic-merge-patch+json',
      JSON.stringify({
        spec: {
          template: {
            spec: { containers: [{ name: 'checkout', image: 'other:1' }] },
          },
        },
      }),
    );
    const { spec } = (await response.json()) as {
      spec: { template: { spec: { containers: unknown[] } } };
    };
    expect(spec.template.spec.containers).toEqual([
      expect.objectContaining({
        image: 'other:1',
        readinessProbe: expect.anything(),
      }),
    ]);
  });
});

describe('create and delete', () => {
  const body = (name: string, extra: object = {}) => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name, ...extra },
    spec: { parentRefs: [{ name: 'public', namespace: 'gateway' }] },
  });
  const create = (object: object): Promise<KubeObject> =>
    clients.objects.createNamespacedCustomObject({ ...ROUTES, body: object });

  it('fills in what the schema says by default', async () => {
    expect(await create(body('defaults'))).toMatchObject({
      metadata: { generation: 1, namespace: 'storefront' },
      spec: {
        parentRefs: [{ kind: 'Gateway', group: 'gateway.networking.k8s.io' }],
        rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/' } }] }],
      },
    });
  });

  it('refuses the same name twice and an unknown namespace', async () => {
    await create(body('twice'));
    expect(await refusal(create(body('twice')))).toMatchObject({
      code: 409,
      reason: 'AlreadyExists',
    });
    const elsewhere = clients.objects.createNamespacedCustomObject({
      ...ROUTES,
      namespace: 'nowhere',
      body: body('x'),
    });
    expect(await refusal(elsewhere)).toMatchObject({
      code: 404,
      message: 'namespaces "nowhere" not found',
    });
  });

  it('keeps an object with finalizers until they are gone', async () => {
    await create(body('held', { finalizers: ['stagecraft.dev/test'] }));
    const held = { ...ROUTES, name: 'held' };
    await clients.objects.deleteNamespacedCustomObject(held);
    const marked: KubeObject = await clients.objects.getNamespacedCustomObject(
      held,
    );
    expect(marked.metadata.deletionTimestamp).toBeDefined();
    await clients.objects.patchNamespacedCustomObject(
      { ...held, body: { metadata: { finalizers: null } } },
      asMergePatch,
    );
    const gone = clients.objects.getNamespacedCustomObject(held);
    expect((await refusal(gone)).code).toBe(404);
  });

  it('checks the preconditions of a delete', async () => {
    const { metadata } = await create(body('precious'));
    const remove = (uid: string) =>
      clients.objects.deleteNamespacedCustomObject({
        ...ROUTES,
        name: 'precious',
        body: { preconditions: { uid } },
      });
    expect((await refusal(remove('another'))).code).toBe(409);
    await expect(remove(metadata.uid)).resolves.toMatchObject({
      status: 'Success',
    });
  });

  it('never changes an immutable ConfigMap', async () => {
    const namespace = 'storefront';
    await clients.core.createNamespacedConfigMap({
      namespace,
      body: { metadata: { name: 'sealed' }, immutable: true, data: { a: '1' } },
    });
    const change = clients.core.patchNamespacedConfigMap(
      { namespace, name: 'sealed', body: { data: { a: '2' } } },
      asMergePatch,
    );
    expect(await refusal(change)).toMatchObject({
      code: 422,
      details: { causes: [{ field: 'data' }] },
    });
  });

  it('takes events', async () => {
    const event = await clients.core.createNamespacedEvent({
      namespace: 'storefront',
      body: {
        metadata: { generateName: 'stagecraft-' },
        involvedObject: { kind: 'HTTPRoute', name: 'checkout' },
        reason: 'Exposed',
      },
    });
    expect(event.metadata.name).toMatch(/^stagecraft-.{5}$/);
  });
});
