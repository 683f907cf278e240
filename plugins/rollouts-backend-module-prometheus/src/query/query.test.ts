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

import * as fc from 'fast-check';
import { FAILED, P95, service } from '../__testUtils__/services';
import { assemble } from './assemble';
import { definedQuery } from './definition';
import { identified, keyOf } from './identity';
import { rowsOf, type Point } from './rows';

const CHECKOUT = service('checkout');
const PAYMENTS = service('payments', 'billing');

describe('definedQuery', () => {
  const definition = (query: Record<string, unknown>) => ({
    ...FAILED,
    query: { ...FAILED.query, ...query } as typeof FAILED.query,
  });

  it.each([
    [{ events: undefined }, /events/],
    [{ value: 'x' }, /value/],
    [{ count: 'sum by ($labels) (x)' }, /\{\$services\}/],
    [{ count: 'sum(x{$services})' }, /\$labels/],
    [{ labels: { namespace: '{namespace}' } }, /versions apart/],
    [{ labels: { version: '{backends}' } }, /Only \{cluster\}/],
    [{ labels: { 'a"b': '{backend}' } }, /name of a label/],
    [{ labels: { stagecraft_part: '{backend}' } }, /is taken/],
  ])('refuses %j', (query, why) => {
    expect(() => definedQuery(definition(query))).toThrow(why);
    expect(() => definedQuery(definition(query))).toThrow(/Metric failed/);
  });
});

describe('assemble', () => {
  it('asks for all parts of all services at once', () => {
    const defined = definedQuery(FAILED);
    const all = identified(defined.identity, [CHECKOUT, PAYMENTS]);
    const matchers =
      'namespace=~"storefront|billing",version=~"checkout-stable|checkout-next|payments-stable|payments-next"';
    expect(assemble(defined, all, 30)).toBe(
      `label_replace(sum by (namespace,version) (increase(http_requests_total{${matchers}}[30s]))\n,"stagecraft_part","count","","") or ` +
        `label_replace(sum by (namespace,version) (increase(http_requests_total{${matchers},code=~"5.."}[30s]))\n,"stagecraft_part","events","","")`,
    );
  });

  it('is the same but for its strings, whatever the names', () => {
    const defined = definedQuery(P95);
    const skeleton = (name: string, namespace: string) =>
      assemble(
        defined,
        identified(defined.identity, [service(name, namespace)]),
        30,
      ).replace(/"(?:[^"\\]|\\.)*"/gs, '""');
    const plain = skeleton('checkout', 'storefront');
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: fc.constantFrom('"', '\\', '}', '$', '{', 'name') }),
        (name, namespace) => {
          expect(skeleton(name, namespace)).toBe(plain);
        },
      ),
    );
  });

  it('knows a host by its first label, and by the name without a part', () => {
    const identity = { host: '{host}', at: '{cluster}/{position}' };
    const host = (part?: string) =>
      identified(identity, [{ ...CHECKOUT, ...(part && { part }) }]).map(
        ({ labels }) => labels,
      );
    expect(host('cart.shop.svc.cluster.local')).toEqual([
      { host: 'cart', at: 'production/0' },
      { host: 'cart', at: 'production/1' },
    ]);
    expect(host()[0]).toMatchObject({ host: 'checkout' });
  });

  it('refuses a service that has no part to be told by', () => {
    expect(() => identified({ flag: '{part}{backend}' }, [CHECKOUT])).toThrow(
      /\{part\}.*component:default\/checkout has none/,
    );
  });
});

describe('rowsOf', () => {
  const { identity } = definedQuery(FAILED);
  const all = identified(identity, [CHECKOUT]);
  const nothing = { value: null, count: 0, sum: null, sumSquares: null };
  const point = (part: string, value: number, version = 'checkout-next') => ({
    labels: { namespace: 'storefront', version, stagecraft_part: part },
    value,
  });
  const newRow = (statistic: Parameters<typeof rowsOf>[0], points: Point[]) => {
    const row = rowsOf(statistic, identity, all, points).find(
      ({ variant }) => variant === 'new',
    );
    return (
      row && {
        value: row.value,
        count: row.count,
        sum: row.sum,
        sumSquares: row.sumSquares,
      }
    );
  };

  it.each([
    ['nothing', [], nothing],
    ['no count', [point('events', 3)], nothing],
    ['a count of zero', [point('count', 0), point('events', 0)], nothing],
    ['a count of NaN', [point('count', NaN), point('events', 0)], nothing],
    ['events of NaN', [point('count', 9), point('events', NaN)], nothing],
    [
      'no events',
      [point('count', 10)],
      { value: 0, count: 10, sum: 0, sumSquares: 0 },
    ],
    [
      'some events',
      [point('count', 10), point('events', 2)],
      { value: 0.2, count: 10, sum: 2, sumSquares: 2 },
    ],
    [
      'more events than requests',
      [point('count', 10), point('events', 10.4)],
      { value: 1, count: 10, sum: 10, sumSquares: 10 },
    ],
  ])('reads a proportion of %s', (_, points, expected) => {
    expect(newRow('proportion', points)).toEqual(expected);
  });

  it.each([
    ['no sum', [point('count', 4)], nothing],
    [
      'a sum',
      [point('count', 4), point('sum', 10)],
      { value: 2.5, count: 4, sum: 10, sumSquares: null },
    ],
    [
      'a sum and squares',
      [point('count', 4), point('sum', 10), point('sumSquares', 30)],
      { value: 2.5, count: 4, sum: 10, sumSquares: 30 },
    ],
  ])('reads a mean of %s', (_, points, expected) => {
    expect(newRow('mean', points)).toEqual(expected);
  });

  it.each([
    ['NaN', NaN, nothing],
    ['infinity', Infinity, nothing],
    ['a number', 7, { value: 7, count: 4, sum: null, sumSquares: null }],
  ])('reads a quantile of %s', (_, value, expected) => {
    expect(
      newRow('quantile', [point('count', 4), point('value', value)]),
    ).toEqual(expected);
  });

  it('leaves out what the matchers let through besides', () => {
    const rows = rowsOf('proportion', identity, all, [
      point('count', 10, 'payments-next'),
    ]);
    expect(rows.map(({ count }) => count)).toEqual([0, 0]);
  });

  it('refuses series that are told apart by more than the labels', () => {
    const twice = [point('count', 1), point('count', 2)];
    expect(() => rowsOf('proportion', identity, all, twice)).toThrow(
      /two series for count.*group by \(\$labels\)/,
    );
  });

  it('keys differ where any label does', () => {
    fc.assert(
      fc.property(
        fc.tuple(fc.string(), fc.string()),
        fc.tuple(fc.string(), fc.string()),
        (a, b) => {
          const key = ([namespace, version]: [string, string]) =>
            keyOf(identity, { namespace, version });
          expect(key(a) === key(b)).toBe(a[0] === b[0] && a[1] === b[1]);
        },
      ),
    );
  });
});
