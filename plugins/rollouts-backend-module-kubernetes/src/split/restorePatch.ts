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
import { add, remove, type Operation } from '../write/patch';
import type { WayBack } from '../write/writeBack';
import type { BaselineContent } from './baseline';
import { destinationPath, destinationTests, identityTests } from './paths';
import {
  foreignRules,
  pairedRule,
  placesOf,
  readRule,
  ruleLabel,
  type Layout,
  type PairedRule,
  type Parties,
  type Raw,
  type Route,
  type Rule,
  type Side,
} from './rule';
import { removeTwins } from './twins';
import {
  othersWeight,
  pairWeights,
  shareOf,
  type PairWeights,
} from './weights';

type Wanted = Record<Side, number | undefined>;

/** The captured rule that a live one is: by name, by place, by its matches. */
function capturedFor(rule: Rule, captured: Rule[]): Rule | undefined {
  const same = (entry: Rule) => isDeepStrictEqual(entry.matches, rule.matches);
  if (rule.name !== undefined) {
    const named = captured.find(entry => entry.name === rule.name);
    if (named) return named;
  }
  return (
    captured.find(entry => entry.place === rule.place && same(entry)) ??
    captured.find(same) ??
    captured.find(entry => entry.place === rule.place)
  );
}

/** All of the pair's traffic to the baseline, the others' share untouched. */
function allToBaseline(weights: PairWeights, highestWeight: number): Wanted {
  const sum = weights.baseline + weights.new;
  return { baseline: Math.min(Math.max(sum, 1), highestWeight), new: 0 };
}

/**
 * The captured weights. Where others came into the rule since, they were
 * weighed against the pair's present sum, so that is kept.
 */
function wantedWeights(
  layout: Layout,
  rule: PairedRule,
  captured: Rule | undefined,
): Wanted {
  const then = captured && pairedRule(captured);
  const othersCame =
    then !== undefined && othersWeight(rule) > 0 && othersWeight(then) === 0;
  if (!then || othersCame) {
    return allToBaseline(pairWeights(rule), layout.highestWeight);
  }
  return {
    baseline: then.destinations[then.pair.baseline]?.written,
    new: then.destinations[then.pair.new]?.written,
  };
}

/** Always writes: a value that seems right now may be changing under way. */
function setWeight(
  layout: Layout,
  rule: PairedRule,
  side: Side,
  wanted: number | undefined,
): Operation[] {
  const at = rule.pair[side];
  const path = destinationPath(layout, rule, at, 'weight');
  if (wanted !== undefined) return [add(path, wanted)];
  return rule.destinations[at]?.written === undefined ? [] : [remove(path)];
}

/** Takes the weight of every further reference to the new version. */
function silence(layout: Layout, rule: Rule, places: number[]): Operation[] {
  return places.flatMap(place => [
    ...destinationTests(layout, rule, place),
    add(destinationPath(layout, rule, place, 'weight'), 0),
  ]);
}

function restorePair(
  layout: Layout,
  rule: PairedRule,
  captured: Rule | undefined,
): Operation[] {
  const wanted = wantedWeights(layout, rule, captured);
  return [
    ...identityTests(layout, rule),
    ...setWeight(layout, rule, 'baseline', wanted.baseline),
    ...setWeight(layout, rule, 'new', wanted.new),
    ...silence(layout, rule, placesOf(rule, 'new').slice(1)),
  ];
}

/** A rule that lost its baseline backend gets the captured one back. */
function returnBaseline(layout: Layout, rule: Rule, raw: Raw): Operation[] {
  return [
    ...silence(layout, rule, placesOf(rule, 'new')),
    add(destinationPath(layout, rule, '-'), raw),
  ];
}

/**
 * What takes a live route back to its baseline, whatever was done to it
 * since. Only names at their places are tested, so that no other change can
 * hold it up.
 */
export function restorePatch(
  route: Route,
  parties: Parties,
  content: BaselineContent,
): WayBack {
  const { layout, metadata, names } = route;
  const baseline = content.rules.map(({ index, rule }) =>
    // Nothing of ours stood in the route when it was captured.
    readRule(layout, rule, { index, place: index }, parties),
  );
  const operations: Operation[] = [];
  const left: Rule[] = [];
  for (const rule of foreignRules(route)) {
    const captured = capturedFor(rule, baseline);
    const paired = pairedRule(rule);
    if (paired) {
      operations.push(...restorePair(layout, paired, captured));
    } else if (shareOf(rule) > 0) {
      const lost = captured?.destinations.find(
        ({ side }) => side === 'baseline',
      );
      if (lost) operations.push(...returnBaseline(layout, rule, lost.raw));
      else left.push(rule);
    }
  }
  operations.push(...removeTwins(route));
  return {
    operations,
    remains: left.length
      ? `${left.map(ruleLabel).join(', ')} of ${
          metadata.name
        } sends traffic to ${names.new} and has no ${
          names.baseline
        } to send it back to: it was added or changed by someone else. Remove ${
          names.new
        } from it by hand.`
      : null,
  };
}
