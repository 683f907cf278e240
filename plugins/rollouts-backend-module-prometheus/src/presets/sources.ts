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

import type { Identity } from '../query/identity';
import type { Source } from './preset';

/** Asked where the request comes from: it also sees what never arrived. */
function istio(identity: Identity): Source {
  const matchers = 'reporter=~"source|waypoint"';
  return {
    identity,
    requests: { metric: 'istio_requests_total', matchers },
    failed: 'response_code=~"5.."',
    durations: {
      metric: 'istio_request_duration_milliseconds',
      matchers,
      unit: 'ms',
    },
  };
}

/** Data planes by the name that configuration gives their presets. */
export const SOURCES = {
  /** Targets of kind `istio`: a host, and subsets named as pods' `version`. */
  istio: istio({
    destination_service_namespace: '{namespace}',
    destination_service_name: '{host}',
    destination_version: '{backend}',
  }),
  /** Targets whose backends are Services: `gateway-api`, `argo-rollouts`. */
  'istio-services': istio({
    destination_service_namespace: '{namespace}',
    destination_service_name: '{backend}',
  }),
  /** Targets of kind `deployment`. */
  'istio-workloads': istio({
    destination_workload_namespace: '{namespace}',
    destination_workload: '{backend}',
  }),
  /**
   * Targets of kind `gateway-api`. Backends have clusters of their own, and so
   * numbers of their own, only where each has a filter; clusters are named by
   * the places of rule and backend in the route.
   */
  'envoy-gateway': {
    identity: {
      envoy_cluster_name:
        'httproute/{namespace}/{name}/rule/0/backend/{position}',
    },
    requests: { metric: 'envoy_cluster_upstream_rq_xx', matchers: '' },
    failed: 'envoy_response_code_class="5"',
    durations: {
      metric: 'envoy_cluster_upstream_rq_time',
      matchers: '',
      unit: 'ms',
    },
  },
  /** HTTP servers that follow the semantic conventions of OpenTelemetry. */
  opentelemetry: {
    identity: {
      k8s_namespace_name: '{namespace}',
      k8s_deployment_name: '{backend}',
    },
    requests: {
      metric: 'http_server_request_duration_seconds_count',
      matchers: '',
    },
    failed: 'http_response_status_code=~"5.."',
    durations: {
      metric: 'http_server_request_duration_seconds',
      matchers: '',
      unit: 's',
    },
  },
} satisfies Record<string, Source>;

export type SourceName = keyof typeof SOURCES;
