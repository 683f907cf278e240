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

import { Version, Versions } from '../behaviour/versions';
import { RouteDecision } from './routeTable';

/** What the gateway itself answers in, without a backend, in milliseconds. */
const GATEWAY_LATENCY_MILLISECONDS = 1;

/** The luck of one request, drawn before it is known where it goes. */
export interface Draws {
  /** Uniform in [0, 1). */
  backend: number;
  failure: number;
  conversion: number;
  /** Standard normal. */
  latency: number;
}

/** One answered request. */
export interface Exchange {
  /** Absent when the gateway answered without choosing a backend. */
  version?: Version;
  status: number;
  latencyMilliseconds: number;
  converted: boolean;
}

/** What happens to a request that was routed by `decision` at `at`. */
export function exchange(
  decision: RouteDecision,
  draws: Draws,
  versions: Versions,
  at: number,
): Exchange {
  const { backend, entry, gatewayStatus } = decision;
  const version = backend && versions.of(backend.namespace, backend.name);
  if (gatewayStatus !== undefined || !backend) {
    return {
      ...(version && { version }),
      status: gatewayStatus ?? 500,
      latencyMilliseconds: GATEWAY_LATENCY_MILLISECONDS,
      converted: false,
    };
  }
  const profile = versions.serving(backend.namespace, backend.name, at);
  const latencyMilliseconds =
    profile.medianMilliseconds * Math.exp(profile.sigma * draws.latency);
  const limit = entry?.requestTimeoutMilliseconds ?? 0;
  if (limit > 0 && latencyMilliseconds > limit) {
    return {
      ...(version && { version }),
      status: 504,
      latencyMilliseconds: limit,
      converted: false,
    };
  }
  const failed = draws.failure < profile.errorRatio;
  return {
    ...(version && { version }),
    status: failed ? 500 : 200,
    latencyMilliseconds,
    converted: !failed && draws.conversion < profile.conversionRatio,
  };
}
