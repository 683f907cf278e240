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

import type {
  MetricDefinition,
  Variant,
} from '@stagecraft/backstage-plugin-rollouts-common';

/** A service in one cluster, as metrics name it: two variants by backend name. */
export interface MeteredService {
  /** The service's entity reference; rows answer with it. No query has two alike. */
  ref: string;
  /** As the portal's configuration names it. */
  cluster: string;
  namespace: string;
  name: string;
  /** What of the object is moved, as its target names it. */
  part?: string;
  backends: Record<Variant, string>;
}

export interface MetricsQuery {
  definition: MetricDefinition;
  /** Asked for together, in one query where the source can. */
  services: MeteredService[];
  /** The end of the window; its length is the definition's. */
  end: Date;
}

/** One variant of one service over one window. */
export interface MetricsRow {
  service: string;
  variant: Variant;
  /** In the definition's unit; null for no traffic. */
  value: number | null;
  /** Observations in the window. */
  count: number;
  /** Sum of the observations, for proportions the events; null when unknown. */
  sum: number | null;
  sumSquares: number | null;
}

/**
 * A source of metrics. A source that can't be read throws; it never answers
 * with zeros. A service without traffic is a row with `value: null, count: 0`,
 * and a missing row means the same.
 */
export interface MetricsProvider {
  readonly id: string;
  query(query: MetricsQuery, signal: AbortSignal): Promise<MetricsRow[]>;
  /** The same for several ends, oldest first; one list of rows an end. */
  history(
    query: Omit<MetricsQuery, 'end'> & { ends: Date[] },
    signal: AbortSignal,
  ): Promise<MetricsRow[][]>;
}
