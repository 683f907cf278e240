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

import { DriverError } from '@stagecraft/backstage-plugin-rollouts-node';
import { isDeepStrictEqual } from 'node:util';
import {
  foreignRules,
  internalRuleName,
  ruleLabel,
  type GovernedRule,
  type HttpRoute,
  type RouteMatch,
  type RouteRule,
  type RuleAt,
} from './route';
import { weightsFor } from './weights';

/** The header that marks internal traffic, matched exactly. */
export interface InternalHeader {
  name: string;
  value: string;
}

const EVERY_PATH = { type: 'PathPrefix', value: '/' };
const NO_MATCHES: RouteMatch[] = [{ path: EVERY_PATH }];

function matchesOf(rule: RouteRule): RouteMatch[] {
  return rule.matches?.length ? rule.matches : NO_MATCHES;
}

function withHeader(match: RouteMatch, header: InternalHeader): RouteMatch {
  const named = header.name.toLowerCase();
  if (match.headers?.some(({ name }) => name.toLowerCase() === named)) {
    throw new DriverError(
      'invalid',
      `A match of the route already looks at the header ${header.name}. Choose another header for the internal audience.`,
    );
  }
  return {
    ...match,
    path: match.path ?? EVERY_PATH,
    headers: [...(match.headers ?? []), { type: 'Exact', ...header }],
  };
}

/**
 * A governed rule's twin for the internal audience: the same matches and one
 * header more, by which it wins over its original wherever it stands; the
 * same filters, timeouts and all else.
 *
 * @throws DriverError `invalid` when a match already looks at the header, or
 * the rule can't show the share.
 */
export function internalRule(
  at: GovernedRule,
  header: InternalHeader,
  share: number,
): RouteRule {
  const weights = weightsFor(at, share);
  return {
    ...at.rule,
    name: internalRuleName(at.index),
    matches: matchesOf(at.rule).map(match => withHeader(match, header)),
    backendRefs: (at.rule.backendRefs ?? []).map((ref, index) => {
      if (index === at.baseline) return { ...ref, weight: weights.baseline };
      if (index === at.new) return { ...ref, weight: weights.new };
      return ref;
    }),
  };
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
 * internal requests that match both: the twin has one header more.
 */
export function rulesOvertaken(
  route: HttpRoute,
  governed: readonly GovernedRule[],
): { governed: GovernedRule; overtaken: RuleAt }[] {
  const places = new Set(governed.map(({ index }) => index));
  const others = foreignRules(route).filter(({ index }) => !places.has(index));
  const end = route.spec.rules?.length ?? 0;
  return governed.flatMap(at =>
    others
      .filter(other =>
        matchesOf(at.rule).some(own =>
          matchesOf(other.rule).some(theirs => {
            const [headers, params] = counts(own);
            return (
              samePlace(own, theirs) &&
              outranks(counts(theirs), other.index, counts(own), at.index) >
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
      .map(overtaken => ({ governed: at, overtaken })),
  );
}

const MOST_RULES = 16;
const MOST_MATCHES = 128;
const MOST_HEADERS = 16;

/** Why the route has no room for the twins of its governed rules; else null. */
export function lackOfRoom(
  route: HttpRoute,
  governed: readonly GovernedRule[],
): string | null {
  const foreign = foreignRules(route);
  const rules = foreign.length + governed.length;
  if (rules > MOST_RULES) {
    return `The route would have ${rules} rules, and the Gateway API allows ${MOST_RULES}`;
  }
  const matches = [...foreign, ...governed].reduce(
    (sum, { rule }) => sum + matchesOf(rule).length,
    0,
  );
  if (matches > MOST_MATCHES) {
    return `The route would have ${matches} matches, and the Gateway API allows ${MOST_MATCHES}`;
  }
  const full = governed.find(({ rule }) =>
    matchesOf(rule).some(match => counts(match)[0] >= MOST_HEADERS),
  );
  return full
    ? `${ruleLabel(
        full,
      )} already matches on ${MOST_HEADERS} headers, the most the Gateway API allows`
    : null;
}
