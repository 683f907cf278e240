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

const RENEW_MS = 10_000;
const SECONDS = 40;

function lease(name) {
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name, namespace: 'kube-node-lease' },
    spec: {
      holderIdentity: name,
      leaseDurationSeconds: SECONDS,
      renewTime: new Date().toISOString().replace('Z', '000Z'),
    },
  };
}

/**
 * Renews the leases of nodes that nobody renews them for: after 40 s without,
 * their pods count as not ready, and no backend could take traffic.
 *
 * @param onEnd - called with the error when it does not go on
 * @returns what ends it
 */
export async function keepNodes(api, onEnd) {
  const { items } = await api.send('GET', '/api/v1/nodes');
  const leases = '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease';
  const left = [];
  for (const { metadata } of items) {
    const kept = await api.answers(`${leases}/leases/${metadata.name}`);
    if (!kept) left.push(metadata.name);
  }
  const renew = () =>
    Promise.all(left.map(name => api.apply(lease(name)))).catch(onEnd);
  await renew();
  const timer = setInterval(renew, RENEW_MS);
  return () => clearInterval(timer);
}
