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

import fc from 'fast-check';
import { KubeObject } from '../kubernetes/object';
import { compareEntries, compileRoute, RoutedRequest } from './compile';
import { HttpRouteRule } from './routeSpec';

interface RouteInput {
  name: string;
  created?: string;
  hostnames?: string[];
  rules: HttpRouteRule[];
}

function route({ name, created, hostnames, rules }: RouteInput): KubeObject {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: {
      name,
      namespace: 'shop',
      uid: name,
      resourceVersion: '1',
      creationTimestamp: created ?? '2026-01-01T00:00:00Z',
    },
    spec: JSON.parse(JSON.stringify({ hostnames, rules })),
  };
}

/** Route and rule that win, as `route/rule`. */
function winner(routes: RouteInput[], request: Partial<RoutedRequest>) {
  const asked = {
    host: 'shop',
    method: 'GET',
    path: '/',
    headers: {},
    ...request,
  };
  const entry = routes
    .map(route)
    .flatMap(compileRoute)
    .sort(compareEntries)
    .find(each => each.matches(asked));
  return entry && `${entry.route.name}/${entry.rule}`;
}

const prefix = (value: string) =>
  ({ path: { type: 'PathPrefix', value } } as const);
const exact = (value: string) => ({ path: { type: 'Exact', value } } as const);
const header = (name: string, value: string) =>
  ({ type: 'Exact', name, value } as const);

const one = (rules: HttpRouteRule[]): RouteInput[] => [{ name: 'r', rules }];

describe('precedence', () => {
  it.each<[string, RouteInput[], Partial<RoutedRequest>, string | undefined]>([
    [
      'an exact path before a longer prefix',
      one([
        { name: 'prefix', matches: [prefix('/a/b')] },
        { name: 'exact', matches: [exact('/a/b')] },
      ]),
      { path: '/a/b' },
      'r/exact',
    ],
    [
      'the longest prefix',
      one([
        { name: 'short', matches: [prefix('/a')] },
        { name: 'long', matches: [prefix('/a/b')] },
      ]),
      { path: '/a/b/c' },
      'r/long',
    ],
    [
      'a method before headers',
      one([
        {
          name: 'headers',
          matches: [{ ...prefix('/a'), headers: [header('x', '1')] }],
        },
        { name: 'method', matches: [{ ...prefix('/a'), method: 'GET' }] },
      ]),
      { path: '/a', headers: { x: '1' } },
      'r/method',
    ],
    [
      'more headers',
      one([
        {
          name: 'one',
          matches: [{ ...prefix('/a'), headers: [header('x', '1')] }],
        },
        {
          name: 'two',
          matches: [
            { ...prefix('/a'), headers: [header('x', '1'), header('Y', '2')] },
          ],
        },
      ]),
      { path: '/a', headers: { x: '1', y: '2' } },
      'r/two',
    ],
    [
      'a longer prefix before a header rule of a shorter one',
      one([
        {
          name: 'header',
          matches: [{ ...prefix('/'), headers: [header('x', '1')] }],
        },
        { name: 'main', matches: [prefix('/a')] },
      ]),
      { path: '/a', headers: { x: '1' } },
      'r/main',
    ],
    [
      'the older route',
      [
        {
          name: 'a',
          created: '2026-01-02T00:00:00Z',
          rules: [{ name: 'new', matches: [prefix('/a')] }],
        },
        {
          name: 'b',
          created: '2026-01-01T00:00:00Z',
          rules: [{ name: 'old', matches: [prefix('/a')] }],
        },
      ],
      { path: '/a' },
      'b/old',
    ],
    [
      'the first by name of routes of one age',
      [
        { name: 'b', rules: [{ name: 'x', matches: [prefix('/a')] }] },
        { name: 'a', rules: [{ name: 'y', matches: [prefix('/a')] }] },
      ],
      { path: '/a' },
      'a/y',
    ],
    [
      'the first rule of one route',
      one([
        { name: 'first', matches: [prefix('/a')] },
        { name: 'second', matches: [prefix('/a')] },
      ]),
      { path: '/a' },
      'r/first',
    ],
    [
      'the more specific host',
      [
        { name: 'any', rules: [{ name: 'x', matches: [exact('/a')] }] },
        {
          name: 'wild',
          hostnames: ['*.example.com'],
          rules: [{ name: 'x', matches: [prefix('/')] }],
        },
        {
          name: 'host',
          hostnames: ['www.example.com'],
          rules: [{ name: 'x', matches: [prefix('/')] }],
        },
      ],
      { host: 'www.example.com', path: '/a' },
      'host/x',
    ],
    [
      'nothing when nothing matches',
      one([{ name: 'a', matches: [prefix('/a')] }]),
      { path: '/ab' },
      undefined,
    ],
    [
      'a prefix with a slash at its end',
      one([{ name: 'a', matches: [prefix('/a/')] }]),
      { path: '/a' },
      'r/a',
    ],
    [
      'a query parameter',
      one([
        { name: 'plain', matches: [prefix('/a')] },
        {
          name: 'query',
          matches: [
            {
              ...prefix('/a'),
              queryParams: [
                { type: 'RegularExpression', name: 'q', value: 'b.*' },
              ],
            },
          ],
        },
      ]),
      { path: '/a', query: new URLSearchParams('q=beta') },
      'r/query',
    ],
  ])('prefers %s', (_, routes, request, expected) => {
    expect(winner(routes, request)).toBe(expected);
  });

  it('gives the header rule every request that carries the header, and no other', () => {
    const routes = one([
      { name: 'main', matches: [prefix('/checkout')] },
      {
        name: 'internal',
        matches: [
          { ...prefix('/checkout'), headers: [header('X-Internal', 'true')] },
        ],
      },
    ]);
    fc.assert(
      fc.property(
        fc.webPath(),
        fc.option(fc.constantFrom('true', 'false', ''), { nil: undefined }),
        (path, value) => {
          const headers: Record<string, string | undefined> =
            value === undefined ? {} : { 'x-internal': value };
          expect(
            winner(routes, {
              path: `/checkout${path}`.replace(/\/+$/, ''),
              headers,
            }) ?? 'none',
          ).toBe(
            /^\/checkout(\/|$)/.test(`/checkout${path}`)
              ? `r/${value === 'true' ? 'internal' : 'main'}`
              : 'none',
          );
        },
      ),
    );
  });

  it('does not program a route with a broken expression', () => {
    const broken = one([
      {
        name: 'x',
        matches: [{ path: { type: 'RegularExpression', value: '(' } }],
      },
      { name: 'y', matches: [prefix('/')] },
    ]);
    expect(winner(broken, { path: '/' })).toBeUndefined();
  });
});
