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

import type { MetricDefinition } from '@stagecraft/backstage-plugin-rollouts-common';

const COMMON = { provider: 'sandbox', windowSeconds: 10 } as const;

/** What can be measured of the sandbox's services. */
export const SANDBOX_DEFINITIONS: MetricDefinition[] = [
  {
    ...COMMON,
    name: 'error-ratio',
    title: 'Failed requests',
    description: 'Share of requests answered with a server error.',
    unit: 'ratio',
    direction: 'lower-is-better',
    statistic: 'proportion',
    query: { measure: 'error_ratio' },
  },
  {
    ...COMMON,
    name: 'latency-p95',
    title: 'Latency, 95th percentile',
    description: 'Time within which 95 % of requests are answered.',
    unit: 'ms',
    direction: 'lower-is-better',
    statistic: 'quantile',
    query: { measure: 'latency_quantile', quantile: 0.95 },
  },
  {
    ...COMMON,
    name: 'latency-mean',
    title: 'Latency, mean',
    description: 'Mean time to answer.',
    unit: 'ms',
    direction: 'lower-is-better',
    statistic: 'mean',
    query: { measure: 'latency_mean' },
  },
  {
    ...COMMON,
    name: 'request-rate',
    title: 'Requests a second',
    description: 'Requests answered, a second.',
    unit: 'per-second',
    direction: 'higher-is-better',
    statistic: 'rate',
    query: { measure: 'request_rate' },
  },
  {
    ...COMMON,
    name: 'conversion-ratio',
    title: 'Conversion',
    description:
      'Share of requests that reach the business goal, such as a completed order.',
    unit: 'ratio',
    direction: 'higher-is-better',
    statistic: 'proportion',
    query: { measure: 'conversion_ratio' },
  },
];
