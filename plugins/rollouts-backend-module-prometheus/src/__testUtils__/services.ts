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
import type { MeteredService } from '@stagecraft/backstage-plugin-rollouts-node';

export function service(
  name: string,
  namespace = 'storefront',
  more: Partial<MeteredService> = {},
): MeteredService {
  return {
    ref: `component:default/${name}`,
    cluster: 'production',
    namespace,
    name,
    backends: { baseline: `${name}-stable`, new: `${name}-next` },
    ...more,
  };
}

const LABELS = { namespace: '{namespace}', version: '{backend}' };

/** Definitions of what the sandbox exposes. */
export const FAILED: MetricDefinition = {
  name: 'failed',
  title: 'Failed requests',
  unit: 'ratio',
  direction: 'lower-is-better',
  statistic: 'proportion',
  provider: 'prometheus',
  windowSeconds: 3,
  query: {
    labels: LABELS,
    count:
      'sum by ($labels) (increase(http_requests_total{$services}[$window]))',
    events:
      'sum by ($labels) (increase(http_requests_total{$services,code=~"5.."}[$window]))',
  },
};

export const P95: MetricDefinition = {
  ...FAILED,
  name: 'p95',
  unit: 'ms',
  statistic: 'quantile',
  query: {
    labels: LABELS,
    count:
      'sum by ($labels) (increase(http_request_duration_seconds_count{$services}[$window]))',
    value:
      '1000 * histogram_quantile(0.95, sum by ($labels, le) (rate(http_request_duration_seconds_bucket{$services}[$window])))',
  },
};
