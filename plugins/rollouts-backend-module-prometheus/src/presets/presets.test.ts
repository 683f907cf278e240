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

import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { metricDefinitionSchema } from '@stagecraft/backstage-plugin-rollouts-common';
import { describeWithPrometheus } from '../__testUtils__/describeWithPrometheus';
import { RealPrometheus } from '../__testUtils__/RealPrometheus';
import { service } from '../__testUtils__/services';
import { until } from '../__testUtils__/until';
import { PrometheusClient } from '../client/PrometheusClient';
import { PrometheusProvider } from '../PrometheusProvider';
import { definedQuery } from '../query/definition';
import { presetOf } from './preset';
import { SOURCES, type SourceName } from './sources';

const WINDOW_SECONDS = 4;
const options = {
  provider: 'prometheus',
  prefix: '',
  windowSeconds: WINDOW_SECONDS,
};
const sources = Object.keys(SOURCES) as SourceName[];

describe('presets', () => {
  it.each(sources)('%s holds definitions that can be asked', source => {
    const definitions = presetOf(SOURCES[source], {
      ...options,
      prefix: 'mesh-',
    });
    for (const definition of definitions) {
      expect(metricDefinitionSchema.parse(definition)).toEqual(definition);
      expect(() => definedQuery(definition)).not.toThrow();
    }
    expect(definitions.map(({ name }) => name)).toEqual([
      'mesh-error-ratio',
      'mesh-latency-p95',
      'mesh-latency-mean',
      'mesh-request-rate',
    ]);
  });
});

/** Each version's series: a tenth of the requests takes 300, the rest 30 ms. */
interface Labelled {
  requests: string;
  failed: string;
  histogram: string;
  labels: string;
  milliseconds: number;
}

const istio = (labels: string): Labelled => ({
  requests: `istio_requests_total{reporter="source",response_code="200",${labels}}`,
  failed: `istio_requests_total{reporter="source",response_code="503",${labels}}`,
  histogram: 'istio_request_duration_milliseconds',
  labels: `reporter="source",${labels}`,
  milliseconds: 1,
});

const envoy = (cluster: string): Labelled => ({
  requests: `envoy_cluster_upstream_rq_xx{envoy_response_code_class="2",envoy_cluster_name="${cluster}"}`,
  failed: `envoy_cluster_upstream_rq_xx{envoy_response_code_class="5",envoy_cluster_name="${cluster}"}`,
  histogram: 'envoy_cluster_upstream_rq_time',
  labels: `envoy_cluster_name="${cluster}"`,
  milliseconds: 1,
});

/** By source: the baseline's series, then the new version's. */
const SERIES: Record<SourceName, [Labelled, Labelled]> = {
  istio: [
    istio(
      'destination_service_namespace="storefront",destination_service_name="cart",destination_version="checkout-stable"',
    ),
    istio(
      'destination_service_namespace="storefront",destination_service_name="cart",destination_version="checkout-next"',
    ),
  ],
  'istio-services': [
    istio(
      'destination_service_namespace="storefront",destination_service_name="checkout-stable"',
    ),
    istio(
      'destination_service_namespace="storefront",destination_service_name="checkout-next"',
    ),
  ],
  'istio-workloads': [
    istio(
      'destination_workload_namespace="storefront",destination_workload="checkout-stable"',
    ),
    istio(
      'destination_workload_namespace="storefront",destination_workload="checkout-next"',
    ),
  ],
  'envoy-gateway': [
    envoy('httproute/storefront/checkout/rule/0/backend/0'),
    envoy('httproute/storefront/checkout/rule/0/backend/1'),
  ],
  opentelemetry: [
    'k8s_namespace_name="storefront",k8s_deployment_name="checkout-stable"',
    'k8s_namespace_name="storefront",k8s_deployment_name="checkout-next"',
  ].map(labels => ({
    requests: '',
    failed: '',
    histogram: 'http_server_request_duration_seconds',
    labels,
    milliseconds: 0.001,
  })) as [Labelled, Labelled],
};

const REQUESTS_PER_SECOND = 100;
const FAILED_PER_SECOND = 20;

function histogram(
  { histogram: name, labels, milliseconds }: Labelled,
  requests: number,
  more = '',
): string[] {
  const at = `${labels}${more}`;
  return [
    `${name}_bucket{${at},le="${50 * milliseconds}"} ${requests * 0.9}`,
    `${name}_bucket{${at},le="${500 * milliseconds}"} ${requests}`,
    `${name}_bucket{${at},le="+Inf"} ${requests}`,
    `${name}_count{${at}} ${requests}`,
    `${name}_sum{${at}} ${requests * (0.9 * 30 + 0.1 * 300) * milliseconds}`,
  ];
}

/** Both versions serve as much; only the new one fails. */
function exposition(seconds: number): string {
  const requests = REQUESTS_PER_SECOND * seconds;
  const failed = FAILED_PER_SECOND * seconds;
  return Object.entries(SERIES)
    .flatMap(([source, [baseline, next]]) =>
      source === 'opentelemetry'
        ? [
            ...histogram(
              baseline,
              requests,
              ',http_response_status_code="200"',
            ),
            ...histogram(
              next,
              requests - failed,
              ',http_response_status_code="200"',
            ),
            ...histogram(next, failed, ',http_response_status_code="500"'),
          ]
        : [
            `${baseline.requests} ${requests}`,
            `${next.requests} ${requests - failed}`,
            `${next.failed} ${failed}`,
            ...histogram(baseline, requests),
            ...histogram(next, requests),
          ],
    )
    .map(line => `${line}\n`)
    .join('');
}

describeWithPrometheus('presets before a real Prometheus', () => {
  let server: http.Server;
  let prometheus: RealPrometheus;
  let client: PrometheusClient;
  let provider: PrometheusProvider;

  beforeAll(async () => {
    const start = performance.now();
    server = http.createServer((_, response) => {
      response.setHeader('content-type', 'text/plain; version=0.0.4');
      response.end(exposition((performance.now() - start) / 1000));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    prometheus = await RealPrometheus.start([`http://127.0.0.1:${port}`]);
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
    server?.closeAllConnections();
    server?.close();
  });

  /** By variant, once a whole window was seen. */
  async function measured(source: SourceName, name: string) {
    const definition = presetOf(SOURCES[source], options).find(
      each => each.name === name,
    );
    if (!definition) throw new Error(`No ${name}`);
    return until(async () => {
      const rows = await provider.query(
        {
          definition,
          services: [
            service('checkout', 'storefront', { part: 'cart.storefront.svc' }),
          ],
          end: new Date(),
        },
        AbortSignal.timeout(10_000),
      );
      const whole = 0.9 * REQUESTS_PER_SECOND * WINDOW_SECONDS;
      const [baseline, next] = rows;
      return (
        baseline &&
        next &&
        rows.every(({ count }) => count > whole) && { baseline, next }
      );
    });
  }

  it.each(sources)('%s counts requests and failures', async source => {
    const { baseline, next } = await measured(source, 'error-ratio');
    expect(baseline).toMatchObject({ variant: 'baseline', value: 0, sum: 0 });
    expect(next.variant).toBe('new');
    expect(next.value).toBeCloseTo(FAILED_PER_SECOND / REQUESTS_PER_SECOND, 2);
    const rate = await measured(source, 'request-rate');
    expect(rate.next.value ?? 0).toBeGreaterThan(0.85 * REQUESTS_PER_SECOND);
    expect(rate.next.value ?? 0).toBeLessThan(1.15 * REQUESTS_PER_SECOND);
  });

  it.each(sources)('%s measures time in milliseconds', async source => {
    const p95 = await measured(source, 'latency-p95');
    // The middle of the bucket from 50 to 500 ms, where a tenth lies.
    expect(p95.next.value).toBeCloseTo(275, 0);
    const mean = await measured(source, 'latency-mean');
    expect(mean.next.value).toBeCloseTo(57, 1);
    expect(mean.next.sumSquares).toBeNull();
  });
});
