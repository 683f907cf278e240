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

import { Behaviour } from '../behaviour/behaviours';
import { Versions } from '../behaviour/versions';
import { routeSpec } from '../gateway/routeSpec';
import { RouteTable } from '../gateway/routeTable';
import { ResourceRegistry } from '../kubernetes/registry';
import { ObjectStore } from '../kubernetes/store';
import { bucketQuantile } from '../metrics/latencyBuckets';
import { Recorder } from '../metrics/recorder';
import { backendName, Variant, WorldService } from '../world/services';

/** The window over which the traffic that flows is reported. */
const WINDOW_SECONDS = 10;

export interface VersionView {
  name: string;
  variant: Variant;
  behaviour: Behaviour;
  readyAddresses: number;
  /** Weight in the route's first rule without header matches. */
  weight: number | null;
  /** The share of traffic that the weights ask for, 0 to 1. */
  share: number | null;
  /** The share that really flowed, 0 to 1; null without traffic. */
  observedShare: number | null;
  requestsPerSecond: number;
  errorRatio: number | null;
  p95Milliseconds: number | null;
}

export interface RuleView {
  name: string | null;
  /** Headers that a request must carry, by name. */
  headers: Record<string, string>;
  backends: { name: string; weight: number }[];
}

export interface ServiceView {
  name: string;
  namespace: string;
  route: { namespace: string; name: string; rules: RuleView[] } | null;
  windowSeconds: number;
  requestsPerSecond: number;
  versions: VersionView[];
}

export interface ServiceViewSources {
  store: ObjectStore;
  registry: ResourceRegistry;
  routes: RouteTable;
  versions: Versions;
  recorder: Recorder;
}

function routeRules(
  { store, registry }: ServiceViewSources,
  { namespace, name }: WorldService,
): RuleView[] | undefined {
  const route = store.get(registry.byKind('HTTPRoute'), namespace, name);
  if (!route) return undefined;
  return (routeSpec(route).rules ?? []).map(rule => ({
    name: rule.name ?? null,
    headers: Object.fromEntries(
      (rule.matches ?? [])
        .flatMap(match => match.headers ?? [])
        .map(header => [header.name, header.value]),
    ),
    backends: (rule.backendRefs ?? []).map(ref => ({
      name: ref.name,
      weight: ref.weight,
    })),
  }));
}

const VARIANTS: readonly Variant[] = ['baseline', 'new'];

/** What is set and what flows, for one service. */
export function serviceView(
  sources: ServiceViewSources,
  service: WorldService,
  now: number,
): ServiceView {
  const { recorder, versions, routes } = sources;
  const { name, namespace } = service;
  const rules = routeRules(sources, service);
  const main = rules?.find(rule => Object.keys(rule.headers).length === 0);
  const totalWeight = (main?.backends ?? []).reduce(
    (sum, { weight }) => sum + weight,
    0,
  );
  const flowed = VARIANTS.map(variant =>
    recorder
      .find(namespace, backendName(name, variant))
      ?.totals(now - WINDOW_SECONDS * 1000, now),
  );
  const requests = flowed.reduce((sum, each) => sum + (each?.requests ?? 0), 0);
  return {
    name,
    namespace,
    route: rules ? { namespace, name, rules } : null,
    windowSeconds: WINDOW_SECONDS,
    requestsPerSecond: requests / WINDOW_SECONDS,
    versions: VARIANTS.map((variant, index) => {
      const backend = backendName(name, variant);
      const totals = flowed[index];
      const count = totals?.requests ?? 0;
      const ref = main?.backends.find(each => each.name === backend);
      return {
        name: backend,
        variant,
        behaviour: versions.behaviour(namespace, backend),
        readyAddresses: routes.readyAddresses(namespace, backend) ?? 0,
        weight: ref?.weight ?? null,
        share: ref && totalWeight > 0 ? ref.weight / totalWeight : null,
        observedShare: requests > 0 ? count / requests : null,
        requestsPerSecond: count / WINDOW_SECONDS,
        errorRatio: count > 0 && totals ? totals.errors / count : null,
        p95Milliseconds: totals ? bucketQuantile(totals.buckets, 0.95) : null,
      };
    }),
  };
}
