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

import { AuthorizationV1Api, VersionApi } from '@kubernetes/client-node';
import { createSandbox, Sandbox } from '../sandbox';
import { clientsOf, refusal } from '../__testUtils__/clients';

let sandbox: Sandbox;
let reviews: AuthorizationV1Api;
let version: VersionApi;

beforeAll(async () => {
  sandbox = await createSandbox({ traffic: false });
  const { config } = clientsOf(sandbox.url);
  reviews = config.makeApiClient(AuthorizationV1Api);
  version = config.makeApiClient(VersionApi);
});
afterAll(() => sandbox.stop());
afterEach(() =>
  fetch(`${sandbox.url}/sandbox/v1/faults`, { method: 'DELETE' }),
);

const inject = (fault: object) =>
  fetch(`${sandbox.url}/sandbox/v1/faults`, {
    method: 'POST',
    body: JSON.stringify(fault),
  });

const attributes = {
  namespace: 'storefront',
  group: 'gateway.networking.k8s.io',
  resource: 'httproutes',
  verb: 'patch',
};

async function isAllowed(changed: Partial<typeof attributes> = {}) {
  const { status } = await reviews.createSelfSubjectAccessReview({
    body: { spec: { resourceAttributes: { ...attributes, ...changed } } },
  });
  return status?.allowed;
}

describe('SelfSubjectAccessReview', () => {
  it('allows everything', async () => {
    expect(await isAllowed()).toBe(true);
    expect(await isAllowed({ verb: 'impersonate' })).toBe(true);
  });

  it('does not allow what a fault forbids, and only that', async () => {
    await inject({
      match: { verb: 'patch', kind: 'HTTPRoute', namespace: 'storefront' },
      effect: { type: 'fail', status: 403 },
    });
    expect(await isAllowed()).toBe(false);
    expect(await isAllowed({ verb: 'get' })).toBe(true);
    expect(await isAllowed({ namespace: 'billing' })).toBe(true);
    expect(await isAllowed({ resource: 'services', group: '' })).toBe(true);
  });

  it('asks for exactly one kind of attributes', async () => {
    const refused = await refusal(
      reviews.createSelfSubjectAccessReview({ body: { spec: {} } }),
    );
    expect(refused).toMatchObject({
      code: 422,
      message: expect.stringContaining('exactly one of nonResourceAttributes'),
    });
  });
});

describe('/version', () => {
  it('is the version of a real release', async () => {
    expect((await version.getCode()).gitVersion).toMatch(/^v1\.\d+\.\d+/);
  });

  it('falls silent with the rest of the cluster', async () => {
    await inject({ effect: { type: 'fail', status: 503 } });
    expect(await refusal(version.getCode())).toMatchObject({ code: 503 });
  });
});
