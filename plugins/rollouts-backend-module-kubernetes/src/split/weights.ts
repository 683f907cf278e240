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
  ruleLabel,
  type Layout,
  type PairedRule,
  type Rule,
  type Side,
} from './rule';

/** A pair alone in its rule shares this many parts: steps of 0.01 %. */
const PARTS = 10_000;

export type PairWeights = Record<Side, number>;

type Limits = Pick<Layout, 'highestWeight'>;

export function pairWeights({ destinations, pair }: PairedRule): PairWeights {
  return {
    baseline: destinations[pair.baseline]?.weight ?? 0,
    new: destinations[pair.new]?.weight ?? 0,
  };
}

/** The sum of the weights beside the pair's. */
export function othersWeight({ destinations, pair }: PairedRule): number {
  return destinations.reduce(
    (sum, { weight }, index) =>
      index === pair.baseline || index === pair.new ? sum : sum + weight,
    0,
  );
}

/**
 * The parts the pair has to share. Beside others with a weight the pair keeps
 * its sum, so that the others keep their share of the traffic.
 */
function pairParts(rule: PairedRule, { highestWeight }: Limits): number {
  if (othersWeight(rule) === 0) return PARTS;
  const { baseline, new: next } = pairWeights(rule);
  return Math.min(baseline + next, highestWeight);
}

/** The smallest step of exposure the rule can show, in basis points. */
export function smallestStep(rule: PairedRule, limits: Limits): number {
  const parts = pairParts(rule, limits);
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
export function weightsFor(
  rule: PairedRule,
  share: number,
  limits: Limits,
): PairWeights {
  const parts = pairParts(rule, limits);
  const scaled = parts * share;
  if (parts === 0 || scaled % PARTS !== 0) {
    throw new DriverError(
      'invalid',
      parts === 0
        ? `The two backends have no weight in ${ruleLabel(
            rule,
          )}. Give the baseline the weight it shall share.`
        : `${ruleLabel(rule)} can't show ${
            share / 100
          } %: beside its other backends the pair has ${parts} parts, so it moves in steps of ${
            smallestStep(rule, limits) / 100
          } %. Multiply all weights of the rule until the pair's are a multiple of 10000.`,
    );
  }
  const next = scaled / PARTS;
  return { baseline: parts - next, new: next };
}

function sumOf(rule: Rule, side?: Side): number {
  return rule.destinations
    .filter(each => side === undefined || each.side === side)
    .reduce((sum, { weight }) => sum + weight, 0);
}

/**
 * The share a rule gives the new version, in basis points, rounded up so that
 * it is never under-reported: of the pair's traffic, or of all where the
 * baseline is not in the rule.
 */
export function shareOf(rule: Rule): number {
  const next = sumOf(rule, 'new');
  const whole = rule.destinations.some(({ side }) => side === 'baseline')
    ? next + sumOf(rule, 'baseline')
    : sumOf(rule);
  return whole === 0 ? 0 : Math.ceil((next * PARTS) / whole);
}
