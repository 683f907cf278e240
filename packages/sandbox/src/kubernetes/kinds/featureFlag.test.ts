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

import { createSandbox, Sandbox } from '../../sandbox';
import {
  asJsonPatch,
  Clients,
  clientsOf,
  refusal,
} from '../../__testUtils__/clients';

const FLAGS = {
  group: 'core.openfeature.dev',
  version: 'v1beta1',
  namespace: 'storefront',
  plural: 'featureflags',
} as const;
const FLAG = { state: 'ENABLED', variants: { a: 1 }, defaultVariant: 'a' };

describe('FeatureFlag', () => {
  let sandbox: Sandbox;
  let clients: Clients;

  beforeAll(async () => {
    sandbox = await createSandbox({ traffic: false });
    clients = clientsOf(sandbox.url);
  });

  afterAll(() => sandbox.stop());

  const create = (flag: object, name = 'subject', dryRun?: string) =>
    clients.objects.createNamespacedCustomObject({
      ...FLAGS,
      dryRun,
      fieldValidation: 'Strict',
      body: {
        apiVersion: 'core.openfeature.dev/v1beta1',
        kind: 'FeatureFlag',
        metadata: { name },
        spec: { flagSpec: { flags: { 'new-checkout': flag } } },
      },
    });

  it.each([
    ['state', { ...FLAG, state: 'ON' }],
    ['state', { ...FLAG, state: undefined }],
    ['variants', { ...FLAG, variants: undefined }],
    ['variants', { ...FLAG, variants: ['a'] }],
    ['defaultVariant', { ...FLAG, defaultVariant: null }],
    ['targeting', { ...FLAG, targeting: 'a' }],
  ])('refuses a wrong %s', async (member, flag) => {
    const field = `spec.flagSpec.flags.new-checkout.${member}`;
    expect(await refusal(create(flag, 'subject', 'All'))).toMatchObject({
      code: 422,
      details: { causes: [{ field }] },
    });
  });

  it('keeps rules as they are, and counts changes of them', async () => {
    const targeting = {
      if: [{ '==': [{ var: 'a.b' }, null] }, 'a', { $ref: 'x' }],
    };
    await create({ ...FLAG, targeting }, 'kept');
    const after = await clients.objects.patchNamespacedCustomObject(
      {
        ...FLAGS,
        name: 'kept',
        body: [
          {
            op: 'add',
            path: '/spec/flagSpec/flags/new-checkout/targeting/if/3',
            value: 'a',
          },
        ],
      },
      asJsonPatch,
    );
    expect(after).toMatchObject({
      metadata: { generation: 2 },
      spec: {
        flagSpec: {
          flags: {
            'new-checkout': { targeting: { if: [...targeting.if, 'a'] } },
          },
        },
      },
    });
  });
});
