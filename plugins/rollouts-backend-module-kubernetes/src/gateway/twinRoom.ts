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

import { isDeepStrictEqual } from 'node:util';
import {
  foreignRules,
  ruleLabel,
  type PairedRule,
  type Route,
  type Rule,
} from '../split/rule';
import { EVERY_PATH, matchesOf, ruleSchema, type RouteMatch } from './route';

function ruleMatches(rule: Rule): RouteMatch[] {
  return matchesOf(ruleSchema.parse(rule.raw).matches);
}

function samePlace(a: RouteMatch, b: RouteMatch): boolean {
  return (
    isDeepStrictEqual(a.path ?? EVERY_PATH, b.path ?? EVERY_PATH) &&
    a.method === b.method
  );
}

function counts(match: RouteMatch): [number, number] {
  return [match.headers?.length ?? 0, match.queryParams?.length ?? 0];
}

/** Whether `a` at index `i` outranks `b` at index `j`, in the same place. */
function outranks(
  a: [number, number],
  i: number,
  b: [number, number],
  j: number,
) {
  return a[0] - b[0] || a[1] - b[1] || j - i;
}

/**
 * Rules that win over a governed rule now and would lose to its twin, for
 * requests of an audience that match both: the twin has one header more.
 */
export function rulesOvertaken(
  route: Route,
  governed: readonly PairedRule[],
): { governed: PairedRule; overtaken: Rule }[] {
  const places = new Set(governed.map(({ index }) => index));
  const others = foreignRules(route).filter(({ index }) => !places.has(index));
  const end = route.rules.length;
  return governed.flatMap(rule =>
    others
      .filter(other =>
        ruleMatches(rule).some(own =>
          ruleMatches(other).some(theirs => {
            const [headers, params] = counts(own);
            return (
              samePlace(own, theirs) &&
              outranks(counts(theirs), other.index, counts(own), rule.index) >
                0 &&
              outranks(
                [headers + 1, params],
                end,
                counts(theirs),
                other.index,
              ) > 0
            );
          }),
        ),
      )
      .map(overtaken => ({ governed: rule, overtaken })),
  );
}

const MOST_RULES = 16;
const MOST_MATCHES = 128;
const MOST_HEADERS = 16;

/** Why the route has no room for the audiences' rules; else null. */
export function lackOfRoom(
  route: Route,
  governed: readonly PairedRule[],
  audiences: number,
): string | null {
  const foreign = foreignRules(route);
  const twins = Array.from({ length: audiences }, () => governed).flat();
  const rules = foreign.length + twins.length;
  if (rules > MOST_RULES) {
    return `The route would have ${rules} rules, and the Gateway API allows ${MOST_RULES}`;
  }
  const matches = [...foreign, ...twins].reduce(
    (sum, rule) => sum + ruleMatches(rule).length,
    0,
  );
  if (matches > MOST_MATCHES) {
    return `The route would have ${matches} matches, and the Gateway API allows ${MOST_MATCHES}`;
  }
  const full = governed.find(rule =>
    ruleMatches(rule).some(match => counts(match)[0] >= MOST_HEADERS),
  );
  return full
    ? `${ruleLabel(
        full,
      )} already matches on ${MOST_HEADERS} headers, the most the Gateway API allows`
    : null;
}
