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

import { Counter, Histogram, Registry } from 'prom-client';
import { Exchange } from '../gateway/exchange';

const DURATION_BUCKETS_SECONDS = [
  0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 1.5,
  2.5, 5, 10,
];

/** The same requests for Prometheus, as counters since the start. */
export class Exposition {
  readonly #registry = new Registry();
  readonly #requests = new Counter({
    name: 'http_requests_total',
    help: 'Requests answered, by service, version (backend) and status code',
    labelNames: ['namespace', 'service', 'version', 'code'] as const,
    registers: [this.#registry],
  });
  readonly #durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer, by service and version (backend)',
    labelNames: ['namespace', 'service', 'version'] as const,
    buckets: DURATION_BUCKETS_SECONDS,
    registers: [this.#registry],
  });
  readonly #conversions = new Counter({
    name: 'conversions_total',
    help: 'Requests that reached the business goal, such as a completed order',
    labelNames: ['namespace', 'service', 'version'] as const,
    registers: [this.#registry],
  });

  readonly contentType = this.#registry.contentType;

  count(
    service: string,
    { version, status, latencyMilliseconds, converted }: Exchange,
  ): void {
    const labels = {
      namespace: version?.namespace ?? '',
      service: version?.service ?? service,
      version: version?.backend ?? '',
    };
    this.#requests.inc({ ...labels, code: String(status) });
    this.#durations.observe(labels, latencyMilliseconds / 1000);
    if (converted) this.#conversions.inc(labels);
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }
}
