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

import { createSandbox, type Sandbox } from '../sandbox';
import { until } from '../__testUtils__/until';
import { MERGE_PATCH } from '../kubernetes/patch';

const REQUESTS = 300;

describe('a Service before two Deployments', () => {
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await createSandbox({
      traffic: false,
      controllerDelayMilliseconds: 1,
    });
    // The Service of checkout's old version now selects both.
    await patch('/api/v1/namespaces/storefront/services/checkout-stable', {
      spec: { selector: { 'app.kubernetes.io/component': null } },
    });
  });

  afterAll(() => sandbox?.stop());

  async function patch(path: string, body: object): Promise<void> {
    const answer = await fetch(new URL(path, sandbox.url), {
      method: 'PATCH',
      headers: { 'content-type': MERGE_PATCH },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(await answer.text());
  }

  const scale = (name: string, replicas: number) =>
    patch(`/apis/apps/v1/namespaces/storefront/deployments/${name}`, {
      spec: { replicas },
    });

  async function servedBy(count: number): Promise<string[]> {
    return Promise.all(
      Array.from({ length: count }, async () => {
        const answer = await fetch(new URL('/checkout', sandbox.gatewayUrl));
        await answer.text();
        return answer.headers.get('x-served-by') ?? '';
      }),
    );
  }

  it.each([
    [3, 1],
    [1, 3],
  ])('is answered by pods in the ratio %i to %i', async (old, next) => {
    await scale('checkout-stable', old);
    await scale('checkout-next', next);
    const share = next / (old + next);
    // The pods follow a moment later.
    const got = await until('the pods', async () => {
      const all = await servedBy(REQUESTS);
      const part =
        all.filter(name => name === 'checkout-next').length / REQUESTS;
      return Math.abs(part - share) < 0.1 ? part : undefined;
    });
    expect(got).toBeCloseTo(share, 0);
  });

  it('is answered by the one that has pods', async () => {
    await scale('checkout-stable', 2);
    await scale('checkout-next', 0);
    const got = await until('the pods', async () => {
      const names = new Set(await servedBy(20));
      return names.size === 1 ? names : undefined;
    });
    expect([...got]).toEqual(['checkout-stable']);
  });
});
