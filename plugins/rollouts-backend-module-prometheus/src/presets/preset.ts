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
import type { Identity } from '../query/identity';

/** How a data plane counts requests and measures how long they take. */
export interface Source {
  identity: Identity;
  /** A counter of answered requests, with matchers that count each once. */
  requests: { metric: string; matchers: string };
  /** A matcher for those that failed by the server's fault. */
  failed: string;
  /** A classic histogram, without `_bucket`. */
  durations: { metric: string; matchers: string; unit: 's' | 'ms' };
}

export interface PresetOptions {
  /** The id of the server. */
  provider: string;
  /** Before each name. */
  prefix: string;
  windowSeconds: number;
}

function selected(metric: string, ...matchers: string[]): string {
  return `${metric}{${['$services', ...matchers].filter(Boolean).join(',')}}`;
}

function increase(metric: string, ...matchers: string[]): string {
  return `sum by ($labels) (increase(${selected(
    metric,
    ...matchers,
  )}[$window]))`;
}

/** Share of failed requests, latency and request rate of one data plane. */
export function presetOf(
  source: Source,
  { provider, prefix, windowSeconds }: PresetOptions,
): MetricDefinition[] {
  const { requests, failed, durations } = source;
  const labels = { ...source.identity };
  const common = { provider, windowSeconds };
  const milliseconds = durations.unit === 's' ? '1000 * ' : '';
  const count = increase(requests.metric, requests.matchers);
  const timed = increase(`${durations.metric}_count`, durations.matchers);
  return [
    {
      ...common,
      name: `${prefix}error-ratio`,
      title: 'Failed requests',
      description: 'Share of requests answered with a server error.',
      unit: 'ratio',
      direction: 'lower-is-better',
      statistic: 'proportion',
      query: {
        labels,
        count,
        events: increase(requests.metric, requests.matchers, failed),
      },
    },
    {
      ...common,
      name: `${prefix}latency-p95`,
      title: 'Latency, 95th percentile',
      description:
        'Time within which 95 % of requests are answered, as finely as the histogram has buckets.',
      unit: 'ms',
      direction: 'lower-is-better',
      statistic: 'quantile',
      query: {
        labels,
        count: timed,
        value: `${milliseconds}histogram_quantile(0.95, sum by ($labels,le) (rate(${selected(
          `${durations.metric}_bucket`,
          durations.matchers,
        )}[$window])))`,
      },
    },
    {
      ...common,
      name: `${prefix}latency-mean`,
      title: 'Latency, mean',
      description: 'Mean time to answer.',
      unit: 'ms',
      direction: 'lower-is-better',
      statistic: 'mean',
      query: {
        labels,
        count: timed,
        sum: `${milliseconds}${increase(
          `${durations.metric}_sum`,
          durations.matchers,
        )}`,
      },
    },
    {
      ...common,
      name: `${prefix}request-rate`,
      title: 'Requests a second',
      description: 'Requests answered, a second.',
      unit: 'per-second',
      direction: 'higher-is-better',
      statistic: 'rate',
      query: {
        labels,
        count,
        value: `sum by ($labels) (rate(${selected(
          requests.metric,
          requests.matchers,
        )}[$window]))`,
      },
    },
  ];
}
