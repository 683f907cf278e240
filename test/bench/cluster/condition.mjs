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

/** What both engines go by: the same looks at the same numbers. */
export const INTERVAL_SECONDS = 2;
export const WINDOW_SECONDS = 2;
export const LIMIT = 0.05;
export const FAILURES = 2;

const FAILED = ['code="500"'];

function increase(by, matchers, window) {
  const selected = `requests_total{${matchers.join(',')}}`;
  return `sum by (${by}) (increase(${selected}[${window}]))`;
}

/** The share of failed requests, as a metric definition of Stagecraft's. */
export const definition = {
  name: 'error-ratio',
  title: 'Failed requests',
  unit: 'ratio',
  direction: 'lower-is-better',
  statistic: 'proportion',
  provider: 'prometheus',
  windowSeconds: WINDOW_SECONDS,
  query: {
    labels: { service: '{name}', version: '{backend}' },
    count: increase('$labels', ['$services'], '$window'),
    events: increase('$labels', ['$services', ...FAILED], '$window'),
  },
};

/** The same of one version, as a metric of an Argo Rollouts analysis. */
export function analysisMetric(address, service, version) {
  const matchers = [`service="${service}"`, `version="${version}"`];
  const labels = 'service,version';
  const window = `${WINDOW_SECONDS}s`;
  const events = increase(labels, [...matchers, ...FAILED], window);
  const count = increase(labels, matchers, window);
  return {
    name: definition.name,
    interval: `${INTERVAL_SECONDS}s`,
    failureCondition: `len(result) > 0 && result[0] > ${LIMIT}`,
    failureLimit: FAILURES - 1,
    provider: { prometheus: { address, query: `${events} / ${count}` } },
  };
}
