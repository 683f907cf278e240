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
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAdded, readClusters } from './config';

const OUTSIDE = { inCluster: false };

function read(
  clusters: object[],
  environment = OUTSIDE,
  rollouts?: { kubernetes: { kubeconfig: string } },
) {
  return readClusters(
    new ConfigReader({
      kubernetes: { clusterLocatorMethods: [{ type: 'config', clusters }] },
      ...(rollouts && { rollouts }),
    }),
    environment,
  );
}

const token = { authProvider: 'serviceAccount', serviceAccountToken: 't' };
const https = { name: 'one', url: 'https://one.example' };

describe('readClusters', () => {
  it('reads a service account with its trust', () => {
    const one = read([{ ...https, ...token, caData: 'Y2E=' }]).get('one');
    expect(one).toMatchObject({
      kubeConfig: {
        clusters: [{ server: https.url, caData: 'Y2E=', skipTLSVerify: false }],
        users: [{ token: 't' }],
      },
    });
  });

  it('reads the provider and token of newer configurations too', () => {
    const authMetadata = {
      'kubernetes.io/auth-provider': 'serviceAccount',
      serviceAccountToken: 'm',
    };
    expect(read([{ ...https, authMetadata }]).get('one')).toMatchObject({
      kubeConfig: { users: [{ token: 'm' }] },
    });
  });

  it.each([
    ['google', { authProvider: 'google' }, /client-side auth provider google/],
    ['oidc', { authProvider: 'oidc' }, /client-side auth provider oidc/],
    ['aks', { authProvider: 'aks' }, /client-side auth provider aks/],
    ['aws', { authProvider: 'aws' }, /can't use: give it .*or add it by a mod/],
    ['no provider', {}, /auth provider \(none\)/],
    ['no token', { authProvider: 'serviceAccount' }, /no serviceAccountToken/],
    [
      'plain http',
      { ...token, url: 'http://one.example' },
      /use https, or set skipTLSVerify: true/,
    ],
    ['no scheme', { ...token, url: 'one.example' }, /no URL that starts with/],
  ])('refuses %s in one sentence', (_, entry, refusal) => {
    const one = read([{ ...https, ...entry }]).get('one');
    expect(one).toEqual({
      name: 'one',
      refusal: expect.stringMatching(refusal),
    });
  });

  it('takes plain http where it is allowed', () => {
    const entry = {
      ...https,
      ...token,
      url: 'http://one',
      skipTLSVerify: true,
    };
    expect(read([entry]).get('one')).toHaveProperty('kubeConfig');
  });

  it('uses the account of the pod inside a cluster', () => {
    const one = read([{ ...https, authProvider: 'serviceAccount' }], {
      inCluster: true,
    }).get('one');
    expect(one).toMatchObject({
      kubeConfig: { users: [{ authProvider: { name: 'tokenFile' } }] },
    });
  });

  it('reads kubectl proxy, and leaves other locators to their plugin', () => {
    const config = new ConfigReader({
      kubernetes: {
        clusterLocatorMethods: [
          { type: 'localKubectlProxy' },
          { type: 'gke', projectId: 'p' },
        ],
      },
    });
    const clusters = readClusters(config, OUTSIDE);
    expect([...clusters.keys()]).toEqual(['local']);
    expect(clusters.get('local')).toHaveProperty('kubeConfig');
  });

  it('adds the contexts of a kubeconfig, behind what is configured', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kubeconfig-'));
    const kubeconfig = join(folder, 'config');
    const context = (name: string) => ({
      name,
      context: { cluster: 'c', user: 'u' },
    });
    await writeFile(
      kubeconfig,
      JSON.stringify({
        clusters: [{ name: 'c', cluster: { server: 'https://c.example' } }],
        users: [{ name: 'u', user: { token: 'k' } }],
        contexts: [context('one'), context('two')],
        'current-context': 'two',
      }),
    );
    const clusters = read([{ ...https, ...token }], OUTSIDE, {
      kubernetes: { kubeconfig },
    });
    await rm(folder, { recursive: true });
    expect(clusters.get('one')).toMatchObject({
      kubeConfig: { users: [{ token: 't' }] },
    });
    expect(clusters.get('two')).toMatchObject({
      kubeConfig: { currentContext: 'two' },
    });
  });

  it('knows no cluster without configuration', () => {
    expect(readClusters(new ConfigReader({}), OUTSIDE).size).toBe(0);
  });

  it('checks what modules add like what is configured', () => {
    const fresh = async () => 'fresh';
    expect(readAdded({ ...https, token: fresh })).toMatchObject({
      kubeConfig: { clusters: [{ server: https.url }] },
    });
    expect(readAdded({ name: 'one', url: 'http://one', token: fresh })).toEqual(
      { name: 'one', refusal: expect.stringMatching(/use https/) },
    );
  });
});
