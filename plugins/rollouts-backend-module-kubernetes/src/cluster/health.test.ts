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

import { ConfigReader } from '@backstage/config';
import { createSandbox, type Sandbox } from '@stagecraft/sandbox';
import { portalConfig } from '../__testUtils__/sandboxDriver';
import { GRANTS } from '../grants';
import { Clusters } from './Clusters';
import { KubernetesClusterSource } from './health';

const NEEDS = [
  { kind: 'gateway-api', namespace: 'storefront' },
  { kind: 'gateway-api', namespace: 'billing' },
];

describe('the health of clusters', () => {
  let sandbox: Sandbox;
  let clusters: Clusters;
  let source: KubernetesClusterSource;

  const faults = (method: string, body?: object) =>
    fetch(`${sandbox.url}/sandbox/v1/faults`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });

  beforeAll(async () => {
    sandbox = await createSandbox({ traffic: false });
  });
  afterAll(() => sandbox.stop());

  beforeEach(() => {
    const { kubernetes } = portalConfig(sandbox.url);
    const [{ clusters: configured }] = kubernetes.clusterLocatorMethods;
    configured.push({
      ...configured[0],
      name: 'theirs',
      authProvider: 'google',
    });
    clusters = Clusters.fromConfig(new ConfigReader({ kubernetes }));
    source = new KubernetesClusterSource(clusters, GRANTS);
  });
  afterEach(async () => {
    clusters.close();
    await faults('DELETE');
  });

  const health = (name = 'demo') =>
    source.health(name, NEEDS, AbortSignal.timeout(5_000));

  it('tells version, identity and latency of what answers', async () => {
    expect(await health()).toEqual({
      state: 'reachable',
      trouble: null,
      version: expect.stringMatching(/^v1\.\d+/),
      uid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      lastCall: { at: expect.any(Date), milliseconds: expect.any(Number) },
      permissions: [
        { namespace: 'billing', missing: [], trouble: null },
        { namespace: 'storefront', missing: [], trouble: null },
      ],
    });
  });

  it('names every verb that is missing, and where', async () => {
    const forbid = (verb: string) =>
      faults('POST', {
        match: { verb, kind: 'HTTPRoute', namespace: 'storefront' },
        effect: { type: 'fail', status: 403 },
      });
    await forbid('patch');
    await forbid('get');
    const { state, permissions } = await health();
    expect(state).toBe('reachable');
    expect(permissions).toEqual([
      { namespace: 'billing', missing: [], trouble: null },
      {
        namespace: 'storefront',
        missing: [
          'Stagecraft may not get and patch httproutes.gateway.networking.k8s.io in namespace storefront.',
        ],
        trouble: null,
      },
    ]);
  });

  it('tells that it could not ask, where reviews are refused', async () => {
    await faults('POST', {
      match: { verb: 'create' },
      effect: { type: 'fail', status: 403 },
    });
    const unknown = { missing: [], trouble: expect.any(String) };
    expect((await health()).permissions).toEqual([
      { namespace: 'billing', ...unknown },
      { namespace: 'storefront', ...unknown },
    ]);
  });

  it('is unreachable with the reason, and keeps what it knew', async () => {
    const before = await health();
    await faults('POST', { effect: { type: 'fail', status: 503 } });
    expect(await health()).toMatchObject({
      state: 'unreachable',
      trouble: expect.stringMatching(/cluster demo.*answered 503/),
      version: null,
      uid: before.uid,
      permissions: [],
    });
  });

  it('says of a configuration that needs a user how to mend it', async () => {
    expect(await health('theirs')).toMatchObject({
      state: 'unusable',
      trouble: expect.stringMatching(
        /^Cluster theirs .*client-side auth provider google.*give it authProvider serviceAccount/,
      ),
      version: null,
    });
  });
});
