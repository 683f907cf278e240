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
  refusal,
  ROUTES,
} from '../__testUtils__/clients';

let sandbox: Sandbox;
let clients: Clients;

beforeAll(async () => {
  sandbox = await createSandbox({ traffic: false });
  clients = clientsOf(sandbox.url);
});

afterAll(() => sandbox.stop());

const ref = (weight: unknown) => ({
  name: 'checkout-stable',
  port: 80,
  weight,
});
const many = (count: number, of: (index: number) => unknown) =>
  Array.from({ length: count }, (_, index) => of(index));
const header = (name: string) => ({ name, value: 'x' });

function create(spec: unknown, query: { fieldValidation?: string } = {}) {
  return clients.objects.createNamespacedCustomObject({
    ...ROUTES,
    ...query,
    dryRun: 'All',
    body: {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'subject' },
      spec,
    },
  });
}

describe('HTTPRoute', () => {
  it.each([
    [
      'weight above a million',
      { rules: [{ backendRefs: [ref(1_000_001)] }] },
      'spec.rules[0].backendRefs[0].weight',
      'FieldValueInvalid',
      'should be less than or equal to 1000000',
    ],
    [
      'weight below zero',
      { rules: [{ backendRefs: [ref(-1)] }] },
      'spec.rules[0].backendRefs[0].weight',
      'FieldValueInvalid',
      'should be greater than or equal to 0',
    ],
    [
      'weight with a fraction',
      { rules: [{ backendRefs: [ref(0.5)] }] },
      'spec.rules[0].backendRefs[0].weight',
      'FieldValueTypeInvalid',
      'must be of type integer: "number"',
    ],
    [
      'weight as text',
      { rules: [{ backendRefs: [ref('5')] }] },
      'spec.rules[0].backendRefs[0].weight',
      'FieldValueTypeInvalid',
      'must be of type integer: "string"',
    ],
    [
      'backend without a name',
      { rules: [{ backendRefs: [{ port: 80 }] }] },
      'spec.rules[0].backendRefs[0].name',
      'FieldValueRequired',
      'Required value',
    ],
    [
      'Service without a port',
      { rules: [{ backendRefs: [{ name: 'checkout-stable' }] }] },
      'spec.rules[0].backendRefs[0]',
      'FieldValueInvalid',
      'Must have port for Service reference',
    ],
    [
      'more than 16 rules',
      { rules: many(17, () => ({})) },
      'spec.rules',
      'FieldValueTooMany',
      'Too many: 17: must have at most 16 items',
    ],
    [
      'two rules of one name',
      { rules: [{ name: 'a' }, { name: 'a' }] },
      'spec.rules',
      'FieldValueInvalid',
      'Rule name must be unique within the route',
    ],
    [
      'rule with a bad name',
      { rules: [{ name: 'Main Rule' }] },
      'spec.rules[0].name',
      'FieldValueInvalid',
      'should match',
    ],
    [
      'more than 16 headers',
      {
        rules: [
          { matches: [{ headers: many(17, index => header(`h${index}`)) }] },
        ],
      },
      'spec.rules[0].matches[0].headers',
      'FieldValueTooMany',
      'must have at most 16 items',
    ],
    [
      'one header twice',
      { rules: [{ matches: [{ headers: [header('a'), header('a')] }] }] },
      'spec.rules[0].matches[0].headers[1]',
      'FieldValueDuplicate',
      'Duplicate value: {"name":"a"}',
    ],
    [
      'unknown match type',
      { rules: [{ matches: [{ path: { type: 'Glob', value: '/' } }] }] },
      'spec.rules[0].matches[0].path.type',
      'FieldValueNotSupported',
      'supported values: "Exact", "PathPrefix", "RegularExpression"',
    ],
    [
      'relative path',
      { rules: [{ matches: [{ path: { value: 'checkout' } }] }] },
      'spec.rules[0].matches[0].path',
      'FieldValueInvalid',
      "start with '/'",
    ],
    [
      'more than 128 matches in all',
      { rules: many(3, () => ({ matches: many(43, () => ({})) })) },
      'spec.rules',
      'FieldValueInvalid',
      'must be less than 128',
    ],
    [
      'backend timeout above the request timeout',
      { rules: [{ timeouts: { request: '1s', backendRequest: '2s' } }] },
      'spec.rules[0].timeouts',
      'FieldValueInvalid',
      'cannot be longer than request timeout',
    ],
  ])('refuses a %s', async (_, spec, field, reason, message) => {
    const status = await refusal(create(spec));
    expect(status).toMatchObject({
      code: 422,
      reason: 'Invalid',
      details: {
        name: 'subject',
        group: 'gateway.networking.k8s.io',
        kind: 'HTTPRoute',
        causes: [{ field, reason, message: expect.stringContaining(message) }],
      },
    });
    expect(status.message).toContain(
      'HTTPRoute.gateway.networking.k8s.io "subject" is invalid: ',
    );
  });

  it('names every field that is wrong', async () => {
    const status = await refusal(
      create({ rules: [{ backendRefs: [ref(-1), ref(2_000_000)] }] }),
    );
    expect(status.details?.causes?.map(({ field }) => field)).toEqual([
      'spec.rules[0].backendRefs[0].weight',
      'spec.rules[0].backendRefs[1].weight',
    ]);
  });

  it('takes the extremes', async () => {
    await expect(
      create({ rules: [{ backendRefs: [ref(0), ref(1_000_000)] }] }),
    ).resolves.toBeDefined();
  });
});

describe('unknown fields', () => {
  const spec = { rules: [{ bogus: 1 }] };

  it('are dropped', async () => {
    await expect(create(spec)).resolves.toMatchObject({
      spec: { rules: [{ matches: expect.anything() }] },
    });
    expect(JSON.stringify(await create(spec))).not.toContain('bogus');
  });

  it('are 400 to a strict create and 422 to a strict patch', async () => {
    const fieldValidation = 'Strict';
    expect(await refusal(create(spec, { fieldValidation }))).toMatchObject({
      code: 400,
      reason: 'BadRequest',
      message: expect.stringContaining(
        'strict decoding error: unknown field "spec.rules[0].bogus"',
      ),
    });
    const patch = clients.objects.patchNamespacedCustomObject(
      {
        ...CHECKOUT,
        fieldValidation,
        body: [{ op: 'add', path: '/spec/bogus', value: 1 }],
      },
      asJsonPatch,
    );
    expect(await refusal(patch)).toMatchObject({
      code: 422,
      details: { causes: [{ field: 'patch' }] },
    });
  });
});

describe('metadata', () => {
  it.each([
    ['metadata.name', { name: 'Not_A_Name' }],
    ['metadata.name', {}],
    ['metadata.labels', { name: 'a', labels: { k: 'not a label' } }],
    ['metadata.labels', { name: 'a', labels: { '-bad': 'x' } }],
    [
      'metadata.annotations',
      { name: 'a', annotations: { big: 'x'.repeat(262_145) } },
    ],
  ])('refuses a bad %s', async (field, metadata) => {
    const response = await fetch(
      `${sandbox.url}/api/v1/namespaces/storefront/configmaps`,
      { method: 'POST', body: JSON.stringify({ metadata }) },
    );
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({
      details: { causes: [{ field }] },
    });
  });
});
