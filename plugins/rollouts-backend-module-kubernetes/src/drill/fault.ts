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
import { HTTP_CHAOS, NETWORK_CHAOS, type Resource } from '../cluster/resources';

/** What a service answers with, and how late, while a drill runs. */
const STATUS = 500;
const LATENCY = '1000ms';
const SHORTEST_SECONDS = 10;

/** Marks what a drill made, so that people find it too. */
export const DRILL_LABEL = 'stagecraft.dev/drill';

export interface Fault {
  resource: Resource;
  object: Record<string, unknown>;
}

export interface Victim {
  namespace: string;
  /** Labels of the new version's pods, and of nobody else's. */
  labels: Record<string, string>;
  /** The port its pods listen on; null where it is not known. */
  port: number | null;
}

/** `latency`: every answer comes late; `errors`: every answer is a failure. */
export function faultKind({
  unit,
  direction,
}: Pick<MetricDefinition, 'unit' | 'direction'>): 'latency' | 'errors' | null {
  if (direction !== 'lower-is-better') return null;
  if (unit === 'ms' || unit === 's') return 'latency';
  return unit === 'ratio' ? 'errors' : null;
}

function durationOf(until: Date, now: Date): string {
  const seconds = Math.ceil((until.getTime() - now.getTime()) / 1000);
  return `${Math.max(SHORTEST_SECONDS, seconds)}s`;
}

/**
 * A Chaos Mesh object whose `duration` ends it even when nobody is left to
 * delete it.
 */
export function chaosOf(
  kind: 'latency' | 'errors',
  name: string,
  drillId: string,
  victim: Victim,
  until: Date,
  now: Date,
): Fault {
  const metadata = {
    name,
    namespace: victim.namespace,
    labels: { [DRILL_LABEL]: drillId },
  };
  const common = {
    mode: 'all',
    selector: {
      namespaces: [victim.namespace],
      labelSelectors: victim.labels,
    },
    duration: durationOf(until, now),
  };
  return kind === 'latency'
    ? {
        resource: NETWORK_CHAOS,
        object: {
          apiVersion: 'chaos-mesh.org/v1alpha1',
          kind: 'NetworkChaos',
          metadata,
          spec: { ...common, action: 'delay', delay: { latency: LATENCY } },
        },
      }
    : {
        resource: HTTP_CHAOS,
        object: {
          apiVersion: 'chaos-mesh.org/v1alpha1',
          kind: 'HTTPChaos',
          metadata,
          spec: {
            ...common,
            target: 'Response',
            port: victim.port,
            path: '*',
            replace: { code: STATUS },
          },
        },
      };
}
