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

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigReader } from '@backstage/config';
import type {
  MetricDefinition,
  TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { BreachRequest } from '@stagecraft/backstage-plugin-rollouts-node';
import { Clusters } from '../cluster/Clusters';
import { ChaosMesh } from './ChaosMesh';
import { PodReadiness } from './PodReadiness';

const TARGET: TargetRef = {
  kind: 'gateway-api',
  cluster: 'test',
  namespace: 'shop',
  name: 'checkout',
  backends: { baseline: 'checkout-stable', new: 'checkout-next' },
};

const LATENCY = {
  name: 'latency-p95',
  title: 'Latency',
  unit: 'ms',
  direction: 'lower-is-better',
} as MetricDefinition;
const ERRORS = { ...LATENCY, title: 'Errors', unit: 'ratio' } as const;

const deployment = (version: string, ready: number) => ({
  metadata: { name: `checkout-${version}` },
  status: { readyReplicas: ready },
  spec: {
    replicas: 2,
    template: { metadata: { labels: { app: 'checkout', version } } },
  },
});
const service = (version: string, targetPort: number | string) => ({
  spec: {
    selector: { app: 'checkout', version },
    ports: [{ port: 80, targetPort }],
  },
});

const CORE = '/api/v1/namespaces/shop/services';
const CHAOS = '/apis/chaos-mesh.org/v1alpha1/namespaces/shop';

/** Answers as an API server with Chaos Mesh's kinds does; keeps what is made. */
class FakeApi {
  readonly objects = new Map<string, unknown>();
  readonly dryRuns: unknown[] = [];
  services = ['checkout-stable', 'checkout-next'];
  hasChaosMesh = true;
  targetPort: number | string = 8080;
  containerPorts: { name: string; containerPort: number }[] = [];
  deployments = [deployment('stable', 2), deployment('next', 2)];
  readonly #server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '', 'http://cluster');
      const body = Buffer.concat(chunks).toString();
      const [status, answer] = this.#answer(
        request.method ?? '',
        url,
        body === '' ? undefined : JSON.parse(body),
      );
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer));
    });
  });

  async start(): Promise<Clusters> {
    await new Promise<void>(resolve =>
      this.#server.listen(0, '127.0.0.1', resolve),
    );
    const { port } = this.#server.address() as AddressInfo;
    return Clusters.fromConfig(
      new ConfigReader({
        kubernetes: {
          clusterLocatorMethods: [
            {
              type: 'config',
              clusters: [
                {
                  name: 'test',
                  url: `http://127.0.0.1:${port}`,
                  authProvider: 'serviceAccount',
                  serviceAccountToken: 'token',
                  skipTLSVerify: true,
                },
              ],
            },
          ],
        },
      }),
    );
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }

  #withPorts(of: ReturnType<typeof deployment>) {
    const containers = [{ name: 'main', ports: this.containerPorts }];
    const { template } = of.spec;
    return {
      ...of,
      spec: { ...of.spec, template: { ...template, spec: { containers } } },
    };
  }

  #answer(method: string, url: URL, body: unknown): [number, unknown] {
    const path = url.pathname;
    const known = this.objects.get(path);
    if (path.startsWith(CORE)) {
      const name = path.slice(CORE.length + 1);
      return this.services.includes(name)
        ? [200, service(name.replace('checkout-', ''), this.targetPort)]
        : [404, {}];
    }
    if (path.endsWith('/deployments'))
      return [
        200,
        { items: this.deployments.map(each => this.#withPorts(each)) },
      ];
    if (!path.startsWith(CHAOS) || !this.hasChaosMesh) return [404, {}];
    if (method === 'DELETE') {
      this.objects.delete(path);
      return known ? [200, {}] : [404, {}];
    }
    if (url.searchParams.has('dryRun')) {
      this.dryRuns.push(body);
      return [201, body];
    }
    const { name } = (body as { metadata: { name: string } }).metadata;
    if (this.objects.has(`${path}/${name}`)) return [409, {}];
    this.objects.set(`${path}/${name}`, body);
    return [201, body];
  }
}

const request = (definition: MetricDefinition): BreachRequest => ({
  drillId: 'd-1',
  service: 'component:default/checkout',
  targets: [TARGET],
  definition,
  until: new Date(Date.now() + 90_000),
});

let api: FakeApi;
let clusters: Clusters;
let chaos: ChaosMesh;
const { signal } = new AbortController();
beforeEach(async () => {
  api = new FakeApi();
  clusters = await api.start();
  chaos = new ChaosMesh(clusters);
});
afterEach(async () => {
  clusters.close();
  await api.stop();
});

describe('Chaos Mesh', () => {
  it('slows the pods of the new version alone, for a time that ends by itself', async () => {
    expect(await chaos.unable(request(LATENCY), signal)).toBeNull();
    expect([api.dryRuns.length, api.objects.size]).toEqual([1, 0]);
    await chaos.begin(request(LATENCY), signal);
    await chaos.begin(request(LATENCY), signal);
    expect([...api.objects]).toEqual([
      [
        `${CHAOS}/networkchaos/stagecraft-drill-d-1-0`,
        {
          apiVersion: 'chaos-mesh.org/v1alpha1',
          kind: 'NetworkChaos',
          metadata: {
            name: 'stagecraft-drill-d-1-0',
            namespace: 'shop',
            labels: { 'stagecraft.dev/drill': 'd-1' },
          },
          spec: {
            mode: 'all',
            selector: {
              namespaces: ['shop'],
              labelSelectors: { app: 'checkout', version: 'next' },
            },
            duration: '90s',
            action: 'delay',
            delay: { latency: '1000ms' },
          },
        },
      ],
    ]);
    await chaos.end(request(LATENCY), signal);
    await chaos.end(request(LATENCY), signal);
    expect(api.objects.size).toBe(0);
  });

  it('lets them fail at the port of the pods', async () => {
    await chaos.begin(request(ERRORS), signal);
    expect([...api.objects.values()]).toMatchObject([
      {
        kind: 'HTTPChaos',
        spec: {
          target: 'Response',
          port: 8080,
          path: '*',
          replace: { code: 500 },
        },
      },
    ]);
  });

  it('finds the port of two Deployments at the Service before them', async () => {
    api.services = ['checkout'];
    const pair = { ...TARGET, kind: 'deployment' };
    await chaos.begin({ ...request(ERRORS), targets: [pair] }, signal);
    expect([...api.objects.values()]).toMatchObject([{ spec: { port: 8080 } }]);
  });

  it('finds the number of a port that is named', async () => {
    api.targetPort = 'http';
    expect(await chaos.unable(request(ERRORS), signal)).toContain(
      'The port of Service checkout-next is not known by its number',
    );
    api.containerPorts = [{ name: 'http', containerPort: 9090 }];
    await chaos.begin(request(ERRORS), signal);
    expect([...api.objects.values()]).toMatchObject([{ spec: { port: 9090 } }]);
  });

  it('says why it can not', async () => {
    const orders = { ...ERRORS, direction: 'higher-is-better' } as const;
    expect(await chaos.unable(request(orders), signal)).toContain(
      'neither makes Errors worse',
    );
    const flag = {
      ...request(LATENCY),
      targets: [{ ...TARGET, kind: 'feature-flag' }],
    };
    expect(await chaos.unable(flag, signal)).toContain('by an injected metric');
    api.hasChaosMesh = false;
    expect(await chaos.unable(request(LATENCY), signal)).toContain(
      'Chaos Mesh is not installed there',
    );
  });

  it('hurts nobody when both versions have the same labels', async () => {
    const same = { ...TARGET, kind: 'deployment' };
    api.deployments[0].spec.template.metadata.labels.version = 'next';
    const twins = { ...request(LATENCY), targets: [same] };
    expect(await chaos.unable(twins, signal)).toContain(
      'both would be hurt: give the new version a label of its own',
    );
    await expect(chaos.begin(twins, signal)).rejects.toThrow(
      'both would be hurt',
    );
    expect(api.objects.size).toBe(0);
  });
});

describe('readiness', () => {
  it('tells of the new version what its probes show', async () => {
    const readiness = new PodReadiness(clusters);
    expect(await readiness.readiness(TARGET, signal)).toEqual({
      ready: true,
      sentence: 'checkout-next: 2 of 2 pods are ready',
    });
    api.deployments = [deployment('stable', 2), deployment('next', 1)];
    expect(await readiness.readiness(TARGET, signal)).toEqual({
      ready: false,
      sentence: 'checkout-next: 1 of 2 pods are ready',
    });
    const flag = { ...TARGET, kind: 'feature-flag' };
    expect(await readiness.readiness(flag, signal)).toBeUndefined();
  });
});
