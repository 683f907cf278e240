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
import { add, pointer, remove, test, type Operation } from '../write/patch';
import type { WayBack } from '../write/writeBack';
import type { BaselineContent } from './baseline';
import { identityTests, refPath } from './exposurePatch';
import {
  foreignRules,
  governed,
  internalRules,
  refAt,
  refIndices,
  refersTo,
  ruleLabel,
  type Backends,
  type BackendRef,
  type GovernedRule,
  type HttpRoute,
  type RuleAt,
} from './route';
import {
  othersWeight,
  pairWeights,
  shareOf,
  type PairWeights,
} from './weights';

type Captured = BaselineContent['rules'][number];

interface Wanted {
  baseline: number | undefined;
  new: number | undefined;
}

/** The captured rule that a live one is: by name, by place, by its matches. */
function capturedFor(at: RuleAt, captured: Captured[]): Captured | undefined {
  const same = (entry: Captured) =>
    isDeepStrictEqual(entry.rule.matches, at.rule.matches);
  if (at.rule.name !== undefined) {
    const named = captured.find(entry => entry.rule.name === at.rule.name);
    if (named) return named;
  }
  return (
    captured.find(entry => entry.index === at.index && same(entry)) ??
    captured.find(same) ??
    captured.find(entry => entry.index === at.index)
  );
}

function capturedRef(
  route: HttpRoute,
  captured: Captured | undefined,
  name: string,
): BackendRef | undefined {
  return captured?.rule.backendRefs?.find(ref =>
    refersTo(ref, name, route.metadata.namespace),
  );
}

/** All of the pair's traffic to the baseline, the others' share untouched. */
function allToBaseline(weights: PairWeights): Wanted {
  const sum = weights.baseline + weights.new;
  return { baseline: Math.min(Math.max(sum, 1), 1_000_000), new: 0 };
}

/**
 * The captured weights. Where others came into the rule since, they were
 * weighed against the pair's present sum, so that is kept.
 */
function wantedWeights(
  route: HttpRoute,
  at: GovernedRule,
  captured: Captured | undefined,
  backends: Backends,
): Wanted {
  const then = captured && governed(route, captured, backends);
  const othersCame =
    then !== undefined && othersWeight(at) > 0 && othersWeight(then) === 0;
  if (!then || othersCame) return allToBaseline(pairWeights(at));
  return {
    baseline: refAt(then.rule, then.baseline)?.weight,
    new: refAt(then.rule, then.new)?.weight,
  };
}

/** Always writes: a value that seems right now may be changing under way. */
function setWeight(
  at: GovernedRule,
  ref: number,
  wanted: number | undefined,
): Operation[] {
  const path = refPath(at.index, ref, 'weight');
  if (wanted !== undefined) return [add(path, wanted)];
  return refAt(at.rule, ref)?.weight === undefined ? [] : [remove(path)];
}

function restorePair(
  route: HttpRoute,
  at: GovernedRule,
  captured: Captured | undefined,
  backends: Backends,
): Operation[] {
  const wanted = wantedWeights(route, at, captured, backends);
  const doubles = refIndices(route, at.rule, backends.new).slice(1);
  return [
    ...identityTests(at, backends),
    ...doubles.map(ref => test(refPath(at.index, ref, 'name'), backends.new)),
    ...setWeight(at, at.baseline, wanted.baseline),
    ...setWeight(at, at.new, wanted.new),
    ...doubles.map(ref => add(refPath(at.index, ref, 'weight'), 0)),
  ];
}

/** A rule that lost its baseline backend gets the captured one back. */
function returnBaseline(
  at: RuleAt,
  baseline: BackendRef,
  exposed: number[],
  backends: Backends,
): Operation[] {
  return [
    ...exposed.flatMap(ref => [
      test(refPath(at.index, ref, 'name'), backends.new),
      add(refPath(at.index, ref, 'weight'), 0),
    ]),
    add(pointer('spec', 'rules', at.index, 'backendRefs', '-'), baseline),
  ];
}

function removeInternal(route: HttpRoute): Operation[] {
  const present = internalRules(route);
  const path = ({ index }: RuleAt) => pointer('spec', 'rules', index);
  return [
    ...present.map(at => test(`${path(at)}/name`, at.rule.name)),
    // From the last on, so that the indices of the others stay.
    ...present.toReversed().map(at => remove(path(at))),
  ];
}

/**
 * What takes a live route back to its baseline, whatever was done to it
 * since. Only names at their places are tested, so that no other change can
 * hold it up.
 */
export function restorePatch(
  route: HttpRoute,
  backends: Backends,
  content: BaselineContent,
): WayBack {
  const operations: Operation[] = [];
  const left: RuleAt[] = [];
  for (const at of foreignRules(route)) {
    const captured = capturedFor(at, content.rules);
    const pair = governed(route, at, backends);
    if (pair) {
      operations.push(...restorePair(route, pair, captured, backends));
    } else if (shareOf(route, at.rule, backends) > 0) {
      const baseline = capturedRef(route, captured, backends.baseline);
      const exposed = refIndices(route, at.rule, backends.new);
      if (baseline) {
        operations.push(...returnBaseline(at, baseline, exposed, backends));
      } else {
        left.push(at);
      }
    }
  }
  operations.push(...removeInternal(route));
  return {
    operations,
    remains: left.length
      ? `${left.map(ruleLabel).join(', ')} of ${
          route.metadata.name
        } sends traffic to ${backends.new} and has no ${
          backends.baseline
        } to send it back to: it was added or changed by someone else. Remove ${
          backends.new
        } from it by hand.`
      : null,
  };
}
