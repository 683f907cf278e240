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

import type { TargetRef } from '@stagecraft/backstage-plugin-rollouts-common';
import type { WriteContext } from '@stagecraft/backstage-plugin-rollouts-node';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { AdminClient } from '../conformance/AdminClient';
import { startSandboxClusters } from '../__testUtils__/sandboxDriver';
import { destinationRuleSchema } from './destinationRule';
import { IstioDriver } from './IstioDriver';
import { LIMITS } from './limits';

const GROUP = '/apis/networking.istio.io/v1/namespaces/storefront';
const RULE = `${GROUP}/destinationrules/checkout`;
const SERVICE = `${GROUP}/virtualservices/checkout`;
const HEADER = { name: 'x-internal', value: 'yes' };

const TARGET: TargetRef = {
  kind: 'istio',
  cluster: 'demo',
  namespace: 'storefront',
  name: 'checkout',
  part: 'checkout',
  backends: { baseline: 'stable', new: 'next' },
};

function context(count: number): WriteContext {
  return {
    fence: { epoch: 1, count },
    decision: `decision-${count}`,
    governed: { rollout: 'rollout-1', backends: TARGET.backends },
    confirm: async () => {},
    signal: AbortSignal.timeout(10_000),
  };
}

describe('a VirtualService before the sandbox', () => {
  let world: Awaited<ReturnType<typeof startSandboxClusters>>;
  let driver: IstioDriver;
  let admin: AdminClient;
  const warnings: string[] = [];

  const signal = () => AbortSignal.timeout(10_000);
  const rule = async () =>
    destinationRuleSchema.parse(await admin.send('GET', RULE));
  const subset = async () => (await rule()).spec.subsets?.[1].trafficPolicy;

  beforeEach(async () => {
    world = await startSandboxClusters();
    warnings.length = 0;
    driver = new IstioDriver(world.clusters, {
      warn: message => warnings.push(message),
    });
    admin = new AdminClient(world.kubeConfig);
    await admin.send('POST', '/api/v1/namespaces/storefront/services', {
      metadata: { name: 'checkout' },
      spec: {
        selector: { 'app.kubernetes.io/name': 'checkout' },
        ports: [{ name: 'http', port: 80 }],
      },
    });
    await admin.send('POST', `${GROUP}/destinationrules`, {
      apiVersion: 'networking.istio.io/v1',
      kind: 'DestinationRule',
      metadata: { name: 'checkout' },
      spec: {
        host: 'checkout',
        subsets: ['stable', 'next'].map(name => ({
          name,
          labels: { 'app.kubernetes.io/component': name },
        })),
      },
    });
    const to = (name: string, weight: number) => ({
      destination: { host: 'checkout', subset: name },
      weight,
    });
    await admin.send('POST', `${GROUP}/virtualservices`, {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: { name: 'checkout' },
      spec: {
        hosts: ['shop.example'],
        http: [
          {
            name: 'main',
            timeout: '10s',
            route: [to('stable', 100), to('next', 0)],
          },
        ],
      },
    });
  });

  afterEach(() => world.stop());

  async function expose(internal: number, everyone: number, count: number) {
    const common = context(count);
    const { generation } = await driver.observe(TARGET, common.signal);
    await driver.expose(
      TARGET,
      { internal, everyone },
      { header: HEADER },
      { ...common, expected: { epoch: 1, count: count - 1 }, generation },
    );
  }

  async function servedBy(headers: Record<string, string> = {}) {
    const names = new Set<unknown>();
    for (let n = 0; n < 15; n += 1) {
      // `fetch` sets the host by the URL alone.
      const request = get(`${world.sandbox.gatewayUrl}/checkout`, {
        headers: { host: 'shop.example', ...headers },
      });
      const [answer]: IncomingMessage[] = await once(request, 'response');
      answer.resume();
      names.add(answer.headers['x-served-by']);
    }
    return [...names];
  }

  async function result(check: string, of = TARGET) {
    const results = await driver.preflight(of, { header: HEADER }, signal());
    return results.find(entry => entry.check === check);
  }

  it('reaches the new version by header, then by share, then no more', async () => {
    const staff = { 'x-internal': 'yes' };
    const baseline = await driver.capture(TARGET, context(1));
    expect(await servedBy(staff)).toEqual(['checkout-stable']);
    await expose(10_000, 0, 2);
    expect(await servedBy(staff)).toEqual(['checkout-next']);
    expect(await servedBy()).toEqual(['checkout-stable']);
    await expose(10_000, 10_000, 3);
    expect(await servedBy()).toEqual(['checkout-next']);
    await driver.restore(TARGET, baseline, context(4));
    expect(await servedBy(staff)).toEqual(['checkout-stable']);
    expect(await servedBy()).toEqual(['checkout-stable']);
  });

  it('holds the new version to limits as long as it may be exposed', async () => {
    const preview = await driver.preview(
      TARGET,
      { internal: 0, everyone: 500 },
      { header: HEADER },
      signal(),
    );
    expect(preview.before).not.toMatch(/maxConnections/);
    expect(preview.after).toMatch(/subset: next[^]*maxConnections: 1024/);
    expect(await subset()).toBeUndefined();

    const before = await rule();
    const baseline = await driver.capture(TARGET, context(1));
    expect(await subset()).toEqual(LIMITS);
    expect(await driver.capture(TARGET, context(1))).toEqual(baseline);

    await driver.restore(TARGET, baseline, context(2));
    const after = await rule();
    expect(after.spec).toEqual(before.spec);
    expect(after.metadata.annotations ?? {}).toEqual({});
  });

  it('is restored even where its limits can not be taken off, and says so', async () => {
    const baseline = await driver.capture(TARGET, context(1));
    await expose(0, 5_000, 2);
    world.sandbox.faults.add({
      match: { surface: 'kubernetes', verb: 'patch', kind: 'destinationrules' },
      effect: { type: 'fail', status: 403 },
    });
    await driver.restore(TARGET, baseline, context(3));
    expect((await driver.observe(TARGET, signal())).exposure).toEqual({
      internal: 0,
      everyone: 0,
    });
    expect(warnings).toEqual([
      expect.stringMatching(/limits .* stay on .*the verb "patch"/),
    ]);
  });

  it('takes the limits off when the VirtualService is gone', async () => {
    const baseline = await driver.capture(TARGET, context(1));
    await admin.send('DELETE', SERVICE);
    await expect(
      driver.restore(TARGET, baseline, context(2)),
    ).rejects.toMatchObject({ code: 'not-found' });
    expect(await subset()).toBeUndefined();
  });

  it('is not captured where no rule defines the subset', async () => {
    await admin.send('DELETE', RULE);
    await expect(driver.capture(TARGET, context(1))).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringMatching(/defines subset next/),
    });
  });

  it('passes every check before a rollout, once each, and changes nothing', async () => {
    const before = await admin.send('GET', SERVICE);
    const results = await driver.preflight(
      TARGET,
      { header: HEADER },
      signal(),
    );
    expect(
      Object.fromEntries(results.map(({ check, outcome }) => [check, outcome])),
    ).toEqual(
      Object.fromEntries(
        [
          'route',
          'pair',
          'not-exposed',
          'mirrors',
          'host',
          'streams',
          'timeouts',
          'weights',
          'audience-rules',
          'dry-run',
          'subsets',
          'limits',
          'services',
          'endpoints',
          'images',
          'readiness',
        ].map(check => [check, 'pass']),
      ),
    );
    expect(await admin.send('GET', SERVICE)).toEqual(before);
    expect(await subset()).toBeUndefined();
  });

  it.each<[string, string, object, string, RegExp]>([
    [
      'timeouts',
      SERVICE,
      [{ op: 'remove', path: '/spec/http/0/timeout' }],
      'warn',
      /rule main has no timeout/,
    ],
    [
      'mirrors',
      SERVICE,
      [
        {
          op: 'add',
          path: '/spec/http/0/mirror',
          value: { host: 'checkout', subset: 'next' },
        },
      ],
      'warn',
      /rule main mirrors requests to subset next/,
    ],
    [
      'streams',
      SERVICE,
      [
        {
          op: 'add',
          path: '/spec/tcp',
          value: [
            { route: [{ destination: { host: 'checkout', subset: 'next' } }] },
          ],
        },
      ],
      'warn',
      /connections to subset next/,
    ],
    [
      'subsets',
      RULE,
      [{ op: 'remove', path: '/spec/subsets/0' }],
      'fail',
      /defines subset stable/,
    ],
    [
      'endpoints',
      RULE,
      [
        {
          op: 'replace',
          path: '/spec/subsets/1/labels',
          value: { version: 'ghost' },
        },
      ],
      'fail',
      /subset next has 0/,
    ],
    [
      'services',
      RULE,
      [{ op: 'replace', path: '/spec/host', value: 'ghost' }],
      'fail',
      /services ghost/,
    ],
  ])(
    'tells by %s what stands in the way',
    async (check, path, patch, outcome, evidence) => {
      await admin.send('PATCH', path, patch, {
        contentType: 'application/json-patch+json',
      });
      const of = check === 'services' ? { ...TARGET, part: 'ghost' } : TARGET;
      expect(await result(check, of)).toMatchObject({
        outcome,
        evidence: expect.stringMatching(evidence),
      });
    },
  );

  it('fails for a target without a host', async () => {
    const { part: _, ...of } = TARGET;
    expect(await result('host', of)).toMatchObject({ outcome: 'fail' });
  });

  it('passes on what analysis finds, and waits for no status', async () => {
    await admin.send(
      'PATCH',
      `${SERVICE}/status`,
      {
        status: {
          validationMessages: [
            { level: 'ERROR', type: { code: 'IST0101', name: 'NotFound' } },
          ],
        },
      },
      { contentType: 'application/merge-patch+json' },
    );
    expect(await driver.observe(TARGET, signal())).toMatchObject({
      accepted: true,
      trouble: "Istio's analysis finds an error (IST0101 NotFound).",
    });
  });
});
