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
import {
  refersTo,
  ruleLabel,
  type Backends,
  type BackendRef,
  type GovernedRule,
  type HttpRoute,
  type RouteRule,
} from './route';

/** A pair alone in its rule shares this many parts: steps of 0.01 %. */
const PARTS = 10_000;

/** The Gateway API's highest weight. */
const HIGHEST_WEIGHT = 1_000_000;

export interface PairWeights {
  baseline: number;
  new: number;
}

/** The weight that counts; the Gateway API's default is 1. */
function weightOf(ref: BackendRef | undefined): number {
  return ref ? ref.weight ?? 1 : 0;
}

export function pairWeights(at: GovernedRule): PairWeights {
  const refs = at.rule.backendRefs ?? [];
  return {
    baseline: weightOf(refs[at.baseline]),
    new: weightOf(refs[at.new]),
  };
}

/** The sum of the weights beside the pair's. */
export function othersWeight(at: GovernedRule): number {
  return (at.rule.backendRefs ?? []).reduce(
    (sum, ref, index) =>
      index === at.baseline || index === at.new ? sum : sum + weightOf(ref),
    0,
  );
}

/**
 * The parts the pair has to share. Beside others with a weight the pair keeps
 * its sum, so that the others keep their share of the traffic.
 */
function pairParts(at: GovernedRule): number {
  if (othersWeight(at) === 0) return PARTS;
  const { baseline, new: next } = pairWeights(at);
  return Math.min(baseline + next, HIGHEST_WEIGHT);
}

/** The smallest step of exposure the rule can show, in basis points. */
export function smallestStep(at: GovernedRule): number {
  const parts = pairParts(at);
  let [a, b] = [PARTS, parts];
  while (b) [a, b] = [b, a % b];
  return PARTS / a;
}

/**
 * The pair's weights that give the new version `share` basis points of what
 * the pair gets, exactly.
 *
 * @throws DriverError `invalid` when whole weights can't show that share.
 */
export function weightsFor(at: GovernedRule, share: number): PairWeights {
  const parts = pairParts(at);
  const scaled = parts * share;
  if (parts === 0 || scaled % PARTS !== 0) {
    throw new DriverError(
      'invalid',
      parts === 0
        ? `The two backends have no weight in ${ruleLabel(
            at,
          )}. Give the baseline the weight it shall share.`
        : `${ruleLabel(at)} can't show ${
            share / 100
          } %: beside its other backends the pair has ${parts} parts, so it moves in steps of ${
            smallestStep(at) / 100
          } %. Multiply all weights of the rule until the pair's are a multiple of 10000.`,
    );
  }
  const next = scaled / PARTS;
  return { baseline: parts - next, new: next };
}

/** A part of a whole in basis points, rounded up: never under-reported. */
function ceilShare(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.ceil((part * PARTS) / whole);
}

function sumOf(route: HttpRoute, rule: RouteRule, name: string | null): number {
  return (rule.backendRefs ?? [])
    .filter(
      ref => name === null || refersTo(ref, name, route.metadata.namespace),
    )
    .reduce((sum, ref) => sum + weightOf(ref), 0);
}

/**
 * The share a rule gives the new version, in basis points rounded up: of the
 * pair's traffic, or of all where the baseline is not in the rule.
 */
export function shareOf(
  route: HttpRoute,
  rule: RouteRule,
  backends: Backends,
): number {
  const next = sumOf(route, rule, backends.new);
  const hasBaseline = rule.backendRefs?.some(ref =>
    refersTo(ref, backends.baseline, route.metadata.namespace),
  );
  const whole = hasBaseline
    ? next + sumOf(route, rule, backends.baseline)
    : sumOf(route, rule, null);
  return ceilShare(next, whole);
}
