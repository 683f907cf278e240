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

import { createSandbox, type Sandbox } from '@stagecraft/sandbox';
import type { MetricsRow } from '@stagecraft/backstage-plugin-rollouts-node';
import * as fc from 'fast-check';
import { describeWithPrometheus } from './__testUtils__/describeWithPrometheus';
import { RealPrometheus } from './__testUtils__/RealPrometheus';
import { FAILED, P95, service } from './__testUtils__/services';
import { until } from './__testUtils__/until';
import { PrometheusClient } from './client/PrometheusClient';
import { PrometheusProvider } from './PrometheusProvider';

const CHECKOUT = service('checkout');
const PAYMENTS = service('payments', 'billing');
const signal = () => AbortSignal.timeout(20_000);

function rowOf(
  rows: readonly MetricsRow[],
  { ref }: { ref: string },
  variant: 'baseline' | 'new',
): MetricsRow {
  const found = rows.find(
    row => row.service === ref && row.variant === variant,
  );
  if (!found) throw new Error(`No row of ${ref} ${variant}`);
  return found;
}

async function send(method: string, url: string, type: string, body: unknown) {
  const answer = await fetch(url, {
    method,
    headers: { 'content-type': type },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
}

describeWithPrometheus('PrometheusProvider before a real Prometheus', () => {
  let sandbox: Sandbox;
  let prometheus: RealPrometheus;
  let client: PrometheusClient;
  let provider: PrometheusProvider;

  beforeAll(async () => {
    sandbox = await createSandbox();
    await send(
      'PATCH',
      `${sandbox.url}/apis/gateway.networking.k8s.io/v1/namespaces/storefront/httproutes/checkout`,
      'application/json-patch+json',
      [
        { op: 'add', path: '/spec/rules/0/backendRefs/0/weight', value: 50 },
        { op: 'add', path: '/spec/rules/0/backendRefs/1/weight', value: 50 },
      ],
    );
    await send(
      'PUT',
      `${sandbox.url}/sandbox/v1/services/checkout/behaviour`,
      'application/json',
      { behaviour: 'failing' },
    );
    prometheus = await RealPrometheus.start([sandbox.url]);
    client = new PrometheusClient({
      id: 'prometheus',
      url: prometheus.url,
      credentials: { kind: 'none' },
      ca: undefined,
      skipTLSVerify: false,
      deadlineMs: 5000,
    });
    provider = new PrometheusProvider('prometheus', client);
  }, 60_000);

  afterAll(async () => {
    client?.close();
    await prometheus?.stop();
    await sandbox?.stop();
  });

  async function whenMeasured(): Promise<{ rows: MetricsRow[]; end: Date }> {
    return until(async () => {
      const end = new Date();
      const rows = await provider.query(
        { definition: FAILED, services: [CHECKOUT, PAYMENTS], end },
        signal(),
      );
      const counts = [
        rowOf(rows, CHECKOUT, 'new').sum ?? 0,
        rowOf(rows, CHECKOUT, 'baseline').count / 50,
        rowOf(rows, PAYMENTS, 'baseline').count / 50,
      ];
      return counts.every(count => count > 1) && { rows, end };
    });
  }

  it('answers both versions of several services', async () => {
    const { rows } = await whenMeasured();
    const failing = rowOf(rows, CHECKOUT, 'new');
    expect(failing.value).toBeCloseTo((failing.sum ?? 0) / failing.count, 9);
    expect(failing.sumSquares).toBe(failing.sum);
    const good = rowOf(rows, CHECKOUT, 'baseline');
    expect(good.value).toBeLessThan(failing.value ?? 0);
    expect(rowOf(rows, PAYMENTS, 'baseline').value).toBeLessThan(0.1);
  });

  it('has no data where nobody is served', async () => {
    const { rows } = await whenMeasured();
    const unserved = { value: null, count: 0, sum: null };
    expect(rowOf(rows, PAYMENTS, 'new')).toMatchObject(unserved);
    const before = await provider.query(
      { definition: P95, services: [CHECKOUT], end: new Date(0) },
      signal(),
    );
    expect(rowOf(before, CHECKOUT, 'baseline')).toMatchObject(unserved);
  });

  it('reads a percentile from a histogram', async () => {
    const { end } = await whenMeasured();
    const rows = await provider.query(
      { definition: P95, services: [CHECKOUT], end },
      signal(),
    );
    const row = rowOf(rows, CHECKOUT, 'baseline');
    // Of a median of 88 ms with a spread of 0.5: about 200 ms.
    expect(row.value).toBeGreaterThan(120);
    expect(row.value).toBeLessThan(320);
    expect(row.sum).toBeNull();
  });

  it.each([
    ['evenly spread', [3000, 2000, 1000, 0]],
    ['other', [3000, 500, 0]],
  ])('tells the past at %s times as a query each would', async (_, ages) => {
    const { end } = await whenMeasured();
    const ends = ages.map(age => new Date(end.getTime() - age));
    const question = { definition: FAILED, services: [CHECKOUT, PAYMENTS] };
    expect(await provider.history({ ...question, ends }, signal())).toEqual(
      await Promise.all(
        ends.map(at => provider.query({ ...question, end: at }, signal())),
      ),
    );
  });

  it('lets no name into the query', async () => {
    await whenMeasured();
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: 'binary', minLength: 1 }),
          fc.string({
            minLength: 1,
            unit: fc.constantFrom('"', '\\', '}', '.', '*', '|', '\n', '$'),
          }),
          fc.constantFrom('.*', 'checkout-.*', '"} or vector(1) or x{a="'),
        ),
        async name => {
          const rows = await provider.query(
            {
              definition: FAILED,
              services: [
                service('hostile', name, {
                  backends: { baseline: name, new: `${name}"` },
                }),
              ],
              end: new Date(),
            },
            signal(),
          );
          expect(rows.map(({ count }) => count)).toEqual([0, 0]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('says which definition Prometheus does not understand', async () => {
    const broken = {
      ...FAILED,
      query: { ...FAILED.query, count: 'sum by ($labels) (x{$services}' },
    };
    await expect(
      provider.query(
        { definition: broken, services: [CHECKOUT], end: new Date() },
        signal(),
      ),
    ).rejects.toThrow(/400: .*parse error.*Correct the query/);
  });
});
