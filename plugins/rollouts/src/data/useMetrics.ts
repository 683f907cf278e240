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

import { useMemo } from 'react';
import { useRead } from './read';

/** Metric definitions, with a service's values of today where one is named. */
export function useMetrics(service?: string) {
  return useRead('listMetrics', { query: service ? { service } : {} });
}

/** Definitions of the metrics a service's plans may name, by metric name. */
export function useDefinitions(service: string) {
  const items = useMetrics(service).data?.items;
  return useMemo(
    () =>
      new Map(
        (items ?? []).map(({ definition }) => [definition.name, definition]),
      ),
    [items],
  );
}

/** A service's recent values of one metric, to judge a limit by. */
export function useMetricHistory(
  name: string,
  service: string,
  minutes = 60,
  enabled = true,
) {
  return useRead(
    'getMetricHistory',
    { params: { name }, query: { service, minutes } },
    { enabled },
  );
}
