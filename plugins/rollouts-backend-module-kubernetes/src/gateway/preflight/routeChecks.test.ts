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

import {
  BACKENDS,
  HEADER,
  pairRule,
  read,
  ref,
  route,
} from '../../__testUtils__/routes';
import {
  exposedCheck,
  mirrorsCheck,
  pairCheck,
  weightsCheck,
} from '../../split/preflight/ruleChecks';
import { pairedRules } from '../../split/rule';
import type { HttpRoute, RouteRule } from '../route';
import { headerCheck } from './headerCheck';
import { mirroringRules, sessionsCheck, timeoutsCheck } from './routeChecks';

const CHECKOUT = {
  kind: 'gateway-api',
  cluster: 'demo',
  namespace: 'shop',
  name: 'checkout',
  backends: BACKENDS,
};

function check(name: string, live: HttpRoute) {
  const split = read(live);
  const rules = pairedRules(split);
  switch (name) {
    case 'pair':
      return pairCheck(split, rules);
    case 'not-exposed':
      return exposedCheck(split);
    case 'weights':
      return weightsCheck(split, rules);
    case 'sessions':
      return sessionsCheck(rules);
    case 'timeouts':
      return timeoutsCheck(rules);
    case 'mirrors':
      return mirrorsCheck(mirroringRules(split, CHECKOUT), split);
    default:
      return headerCheck(split, rules, { internal: HEADER });
  }
}

const many = (count: number, rule: RouteRule) => Array(count).fill(rule);
const path = (value: string) => ({ path: { type: 'PathPrefix', value } });
const header = (name: string) => ({ type: 'Exact', name, value: '1' });

describe('preflight of a route', () => {
  it.each<[string, string, RouteRule[], RegExp]>([
    ['pair', 'pass', [pairRule()], /1 of 1 rules/],
    [
      'pair',
      'fail',
      [{ backendRefs: [ref(BACKENDS.baseline)] }],
      /names the backend checkout-new/,
    ],
    [
      'pair',
      'fail',
      [
        { backendRefs: [ref(BACKENDS.baseline)] },
        { backendRefs: [ref(BACKENDS.new, 0)] },
      ],
      /names both/,
    ],
    [
      'pair',
      'fail',
      [
        pairRule({
          backendRefs: [
            ref(BACKENDS.baseline),
            ref(BACKENDS.baseline),
            ref(BACKENDS.new, 0),
          ],
        }),
      ],
      /more than once/,
    ],
    [
      'pair',
      'warn',
      [pairRule(), { name: 'health', backendRefs: [ref(BACKENDS.baseline)] }],
      /rule health sends traffic to checkout-stable only/,
    ],
    ['not-exposed', 'pass', [pairRule()], /no traffic/],
    [
      'not-exposed',
      'fail',
      [
        pairRule({
          backendRefs: [ref(BACKENDS.baseline, 3), ref(BACKENDS.new)],
        }),
      ],
      /already gets 25 % of rule 1/,
    ],
    ['weights', 'pass', [pairRule()], /0.01 %/],
    [
      'weights',
      'warn',
      [
        pairRule({
          backendRefs: [ref('x', 1), ...(pairRule().backendRefs ?? [])],
        }),
      ],
      /steps of 100 %/,
    ],
    [
      'weights',
      'fail',
      [
        pairRule({
          backendRefs: [ref(BACKENDS.baseline, 0), ref(BACKENDS.new, 0)],
        }),
      ],
      /has weight 0 in rule 1/,
    ],
    [
      'sessions',
      'warn',
      [pairRule({ sessionPersistence: { type: 'Cookie' } })],
      /keeps sessions/,
    ],
    ['timeouts', 'warn', [pairRule()], /rule 1 has no timeout/],
    ['timeouts', 'pass', [pairRule({ timeouts: { request: '5s' } })], /Every/],
    [
      'mirrors',
      'warn',
      [
        pairRule({
          filters: [
            {
              type: 'RequestMirror',
              requestMirror: { backendRef: { name: BACKENDS.new } },
            },
          ],
        }),
      ],
      /mirrors requests to checkout-new/,
    ],
    ['audience-rules', 'pass', [pairRule()], /room for 1 more/],
    ['audience-rules', 'fail', many(9, pairRule()), /18 rules.* allows 16/],
    [
      'audience-rules',
      'fail',
      [pairRule({ matches: many(64, {}) as [] }), pairRule()],
      /130 matches.* allows 128/,
    ],
    [
      'audience-rules',
      'fail',
      [
        pairRule({
          matches: [
            { headers: Array.from({ length: 16 }, (_, n) => header(`h${n}`)) },
          ],
        }),
      ],
      /16 headers/,
    ],
    [
      'audience-rules',
      'fail',
      [pairRule({ matches: [{ headers: [header('X-INTERNAL')] }] })],
      /already looks at the header x-internal/,
    ],
    [
      'audience-rules',
      'warn',
      [
        pairRule(),
        {
          name: 'debug',
          matches: [{ ...path('/'), queryParams: [{ name: 'debug' }] }],
        },
      ],
      /by rule 1 instead of rule debug/,
    ],
    [
      'audience-rules',
      'pass',
      [
        pairRule(),
        {
          name: 'beta',
          matches: [{ ...path('/'), headers: [header('beta')] }],
        },
        { name: 'deep', matches: [path('/deep')] },
        { name: 'shadowed', matches: [path('/')] },
      ],
      /room/,
    ],
  ])('%s: %s', (name, outcome, rules, evidence) => {
    const result = check(name, route(rules));
    expect(result).toMatchObject({ check: name, outcome });
    expect(result.evidence).toMatch(evidence);
    expect(Boolean(result.remedy)).toBe(outcome !== 'pass');
  });
});
