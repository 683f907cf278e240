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

import { isRecord, KubeObject } from '../kubernetes/object';
import { durationMilliseconds } from '../kubernetes/kinds/httpRouteSchema';
import {
  BackendRef,
  HttpRouteMatch,
  HttpRouteRule,
  routeSpec,
  ValueMatch,
} from './routeSpec';

/** A request as far as routing looks at it. Header names are lower case. */
export interface RoutedRequest {
  host: string;
  method: string;
  path: string;
  headers: Readonly<Record<string, string | undefined>>;
  query?: URLSearchParams;
}

export type Test = (request: RoutedRequest) => boolean;

export interface Backend {
  namespace: string;
  /** Of a Service. */
  name: string;
  /** Of a DestinationRule; left out for all pods of the Service. */
  subset?: string;
  weight: number;
  /** False when the reference can never resolve: wrong kind or namespace. */
  permitted: boolean;
}

export interface RouteEntry {
  route: {
    kind: 'HTTPRoute' | 'VirtualService';
    namespace: string;
    name: string;
  };
  rule: string | undefined;
  backends: Backend[];
  /** 0 for none. */
  requestTimeoutMilliseconds: number;
  matches: Test;
  /** Sorts before another entry when smaller, field by field. */
  rank: readonly (number | string)[];
}

export function expression(source: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${source})$`);
  } catch {
    return undefined;
  }
}

/** The regular expressions of a route, and whether each can be compiled. */
export function regularExpressions(
  route: KubeObject,
): { source: string; ok: boolean }[] {
  return (routeSpec(route).rules ?? [])
    .flatMap(rule => rule.matches ?? [])
    .flatMap(match => [
      ...(match.path ? [match.path] : []),
      ...(match.headers ?? []),
      ...(match.queryParams ?? []),
    ])
    .filter(({ type }) => type === 'RegularExpression')
    .map(({ value }) => ({
      source: value,
      ok: expression(value) !== undefined,
    }));
}

/** Tells parent references apart once their defaults are filled in. */
export function parentRefKey(route: KubeObject, parentRef: object): string {
  const ref = isRecord(parentRef) ? parentRef : {};
  return JSON.stringify([
    ref.group,
    ref.kind,
    ref.namespace ?? route.metadata.namespace,
    ref.name,
    ref.sectionName,
    ref.port,
  ]);
}

function pathTest(path: HttpRouteMatch['path']): Test {
  const { type, value } = path ?? { type: 'PathPrefix', value: '/' };
  if (type === 'Exact') return request => request.path === value;
  if (type === 'RegularExpression') {
    const pattern = expression(value);
    return request => pattern?.test(request.path) ?? false;
  }
  const prefix = value.replace(/\/+$/, '');
  return ({ path: asked }) =>
    asked.startsWith(prefix) &&
    (asked.length === prefix.length || asked[prefix.length] === '/');
}

function valueTest(
  { type, value, name }: ValueMatch,
  read: (request: RoutedRequest, name: string) => string | null | undefined,
): Test {
  if (type === 'Exact') return request => read(request, name) === value;
  const pattern = expression(value);
  return request => {
    const actual = read(request, name);
    return typeof actual === 'string' && (pattern?.test(actual) ?? false);
  };
}

export function hostTest(hostname: string | undefined): Test {
  if (!hostname) return () => true;
  if (!hostname.startsWith('*.')) return ({ host }) => host === hostname;
  const suffix = hostname.slice(1);
  return ({ host }) => host.endsWith(suffix) && host.length > suffix.length;
}

function matchTest(match: HttpRouteMatch, hostname: string | undefined): Test {
  const tests: Test[] = [
    hostTest(hostname),
    pathTest(match.path),
    ...(match.headers ?? []).map(header =>
      valueTest(
        { ...header, name: header.name.toLowerCase() },
        (request, name) => request.headers[name],
      ),
    ),
    ...(match.queryParams ?? []).map(parameter =>
      valueTest(parameter, (request, name) => request.query?.get(name)),
    ),
  ];
  const { method } = match;
  if (method) tests.push(request => request.method === method);
  return request => tests.every(test => test(request));
}

const PATH_RANK = { Exact: 0, PathPrefix: 1, RegularExpression: 2 } as const;

/**
 * Gateway API precedence: more specific host, exact path, longest prefix,
 * method, more headers, more query parameters, older route, route name, then
 * the order within the route.
 */
function rank(
  route: KubeObject,
  hostname: string | undefined,
  match: HttpRouteMatch,
  order: number,
): (number | string)[] {
  const hostRank = hostname?.startsWith('*.') ? 1 : 0;
  const { type, value } = match.path ?? { type: 'PathPrefix', value: '/' };
  return [
    hostname ? hostRank : 2,
    -(hostname?.length ?? 0),
    PATH_RANK[type],
    type === 'RegularExpression' ? 0 : -value.length,
    match.method ? 0 : 1,
    -(match.headers?.length ?? 0),
    -(match.queryParams?.length ?? 0),
    route.metadata.creationTimestamp,
    `${route.metadata.namespace}/${route.metadata.name}`,
    order,
  ];
}

function backend(route: KubeObject, ref: BackendRef): Backend {
  const own = route.metadata.namespace ?? '';
  const namespace = ref.namespace ?? own;
  return {
    namespace,
    name: ref.name,
    weight: ref.weight,
    permitted: ref.group === '' && ref.kind === 'Service' && namespace === own,
  };
}

function ruleEntries(
  route: KubeObject,
  rule: HttpRouteRule,
  ruleIndex: number,
): RouteEntry[] {
  const { namespace = '', name } = route.metadata;
  const backends = (rule.backendRefs ?? []).map(ref => backend(route, ref));
  const { request } = rule.timeouts ?? {};
  const hostnames = routeSpec(route).hostnames ?? [undefined];
  return hostnames.flatMap(hostname =>
    (rule.matches ?? [{}]).map((match, matchIndex) => ({
      route: { kind: 'HTTPRoute', namespace, name },
      rule: rule.name,
      backends,
      requestTimeoutMilliseconds: request ? durationMilliseconds(request) : 0,
      matches: matchTest(match, hostname),
      rank: rank(route, hostname, match, ruleIndex * 64 + matchIndex),
    })),
  );
}

/** All entries of a route; none when an expression in it can't be compiled. */
export function compileRoute(route: KubeObject): RouteEntry[] {
  if (regularExpressions(route).some(({ ok }) => !ok)) return [];
  return (routeSpec(route).rules ?? []).flatMap((rule, index) =>
    ruleEntries(route, rule, index),
  );
}

export function compareEntries(a: RouteEntry, b: RouteEntry): number {
  for (let index = 0; index < a.rank.length; index += 1) {
    if (a.rank[index] < b.rank[index]) return -1;
    if (a.rank[index] > b.rank[index]) return 1;
  }
  return 0;
}
