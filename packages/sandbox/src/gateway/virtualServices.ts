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

import { KubeObject } from '../kubernetes/object';
import { goDurationMilliseconds } from '../kubernetes/kinds/istioSchema';
import {
  Backend,
  expression,
  hostTest,
  RoutedRequest,
  RouteEntry,
  Test,
} from './compile';
import {
  HttpEntry,
  HttpMatch,
  serviceOf,
  StringMatch,
  virtualServiceSpec,
  WeightedDestination,
} from './virtualServiceSpec';

function textTest(match: StringMatch): (text: string) => boolean {
  const { exact, prefix, regex } = match;
  if (exact !== undefined) return text => text === exact;
  if (prefix !== undefined) return text => text.startsWith(prefix);
  if (regex === undefined) return () => true;
  const pattern = expression(regex);
  return text => pattern?.test(text) ?? false;
}

function namedTests(
  matches: { [name: string]: StringMatch } | undefined,
  read: (request: RoutedRequest, name: string) => string | null | undefined,
): Test[] {
  return Object.entries(matches ?? {}).map(([name, match]) => {
    const holds = textTest(match);
    return request => {
      const value = read(request, name);
      return typeof value === 'string' && holds(value);
    };
  });
}

function uriTest(match: HttpMatch): Test[] {
  if (!match.uri) return [];
  const holds = textTest(match.uri);
  return match.ignoreUriCase
    ? [({ path }) => holds(path) || holds(path.toLowerCase())]
    : [({ path }) => holds(path)];
}

function matchTest(match: HttpMatch): Test {
  const header = (request: RoutedRequest, name: string) =>
    request.headers[name.toLowerCase()];
  const tests: Test[] = [
    ...uriTest(match),
    ...namedTests(match.headers, header),
    ...namedTests(match.withoutHeaders, header).map(
      (test): Test =>
        request =>
          !test(request),
    ),
    ...namedTests(match.queryParams, ({ query }, name) => query?.get(name)),
  ];
  if (match.method) {
    const holds = textTest(match.method);
    tests.push(({ method }) => holds(method));
  }
  if (match.authority) {
    const holds = textTest(match.authority);
    tests.push(({ host }) => holds(host));
  }
  return request => tests.every(test => test(request));
}

function entryTest({ match }: HttpEntry): Test {
  const tests = (match ?? []).map(matchTest);
  return request => tests.length === 0 || tests.some(test => test(request));
}

function backend(
  { destination, weight }: WeightedDestination,
  namespace: string,
  alone: boolean,
): Backend {
  const service = serviceOf(destination.host, namespace);
  return {
    ...service,
    ...(destination.subset !== undefined && { subset: destination.subset }),
    // A destination alone gets everything, whatever its weight.
    weight: alone ? 1 : weight ?? 0,
    permitted: true,
  };
}

/** A Service's host by its short names too, and any host by `*`. */
function hostnames(host: string, namespace: string): (string | undefined)[] {
  if (host === '*') return [undefined];
  if (host.includes('.')) return [host];
  const full = `${host}.${namespace}.svc.cluster.local`;
  return [host, `${host}.${namespace}`, `${host}.${namespace}.svc`, full];
}

/**
 * All entries of a VirtualService, each before those of HTTPRoutes. Of one
 * VirtualService the first that matches wins, whatever it matches by.
 */
export function compileVirtualService(service: KubeObject): RouteEntry[] {
  const { namespace = '', name, creationTimestamp } = service.metadata;
  const { hosts = [], http = [] } = virtualServiceSpec(service);
  return hosts
    .flatMap(host => hostnames(host, namespace))
    .flatMap(hostname => {
      const isHost = hostTest(hostname);
      return http.map((entry, order): RouteEntry => {
        const matches = entryTest(entry);
        const route = entry.route ?? [];
        return {
          route: { kind: 'VirtualService', namespace, name },
          rule: entry.name,
          backends: route.map(each =>
            backend(each, namespace, route.length === 1),
          ),
          requestTimeoutMilliseconds:
            goDurationMilliseconds(entry.timeout ?? '') ?? 0,
          matches: request => isHost(request) && matches(request),
          rank: [
            -1,
            hostname ? 0 : 1,
            -(hostname?.length ?? 0),
            creationTimestamp,
            `${namespace}/${name}`,
            order,
          ],
        };
      });
    });
}
