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

import type { Exposure } from '@stagecraft/backstage-plugin-rollouts-common';
import { DriverError } from '@stagecraft/backstage-plugin-rollouts-node';
import { isDeepStrictEqual } from 'node:util';
import {
  add,
  pointer,
  remove,
  setTested,
  test,
  type Operation,
} from '../write/patch';
import { internalRule, type InternalHeader } from './internalRule';
import {
  governedRules,
  internalRules,
  refAt,
  refIndices,
  ruleLabel,
  type Backends,
  type GovernedRule,
  type HttpRoute,
  type RouteRule,
} from './route';
import { weightsFor } from './weights';

const rulePath = (index: number, ...rest: (string | number)[]) =>
  pointer('spec', 'rules', index, ...rest);

export const refPath = (rule: number, ref: number, member: 'name' | 'weight') =>
  rulePath(rule, 'backendRefs', ref, member);

/**
 * The rules to move.
 *
 * @throws DriverError `invalid` when there is none, or one names a backend of
 * the pair twice.
 */
export function requireGoverned(
  route: HttpRoute,
  backends: Backends,
): GovernedRule[] {
  const found = governedRules(route, backends);
  if (found.length === 0) {
    throw new DriverError(
      'invalid',
      `No rule of ${route.metadata.name} sends traffic to both ${backends.baseline} and ${backends.new}. Add ${backends.new} with weight 0 beside ${backends.baseline} to every rule that shall be governed.`,
    );
  }
  for (const at of found) {
    for (const name of [backends.baseline, backends.new]) {
      if (refIndices(route, at.rule, name).length > 1) {
        throw new DriverError(
          'invalid',
          `${ruleLabel(at)} of ${
            route.metadata.name
          } names ${name} more than once. Leave one reference to it.`,
        );
      }
    }
  }
  return found;
}

/** Tests that the rule and its two backends stand where they were read. */
export function identityTests(
  at: GovernedRule,
  backends: Backends,
): Operation[] {
  return [
    ...(at.rule.name === undefined
      ? []
      : [test(rulePath(at.index, 'name'), at.rule.name)]),
    test(refPath(at.index, at.baseline, 'name'), backends.baseline),
    test(refPath(at.index, at.new, 'name'), backends.new),
  ];
}

function weightOperations(
  at: GovernedRule,
  backends: Backends,
  share: number,
): Operation[] {
  const weights = weightsFor(at, share);
  return [
    ...identityTests(at, backends),
    ...setTested(
      refPath(at.index, at.baseline, 'weight'),
      refAt(at.rule, at.baseline)?.weight,
      weights.baseline,
    ),
    ...setTested(
      refPath(at.index, at.new, 'weight'),
      refAt(at.rule, at.new)?.weight,
      weights.new,
    ),
  ];
}

function desiredInternalRules(
  governed: readonly GovernedRule[],
  exposure: Exposure,
  header: InternalHeader | undefined,
): RouteRule[] {
  if (exposure.internal <= exposure.everyone) return [];
  if (!header) {
    throw new DriverError(
      'invalid',
      'This exposes the internal audience, and no header says which requests are internal. Give the internal stage a header.',
    );
  }
  return governed.map(at => internalRule(at, header, exposure.internal));
}

function internalOperations(
  route: HttpRoute,
  desired: readonly RouteRule[],
): Operation[] {
  const present = internalRules(route);
  const tests = present.map(({ index, rule }) => test(rulePath(index), rule));
  const inPlace =
    present.length === desired.length &&
    present.every(({ rule }, n) => rule.name === desired[n]?.name);
  if (inPlace) {
    return [
      ...tests,
      ...present.flatMap(({ index, rule }, n): Operation[] =>
        isDeepStrictEqual(rule, desired[n])
          ? []
          : [{ op: 'replace', path: rulePath(index), value: desired[n] }],
      ),
    ];
  }
  return [
    ...tests,
    // From the last on, so that the indices of the others stay.
    ...present.toReversed().map(({ index }) => remove(rulePath(index))),
    ...desired.map(rule => add(pointer('spec', 'rules', '-'), rule)),
  ];
}

/**
 * What brings the route from what it is to `exposure`, with a test of every
 * value it replaces. The internal audience's rules go to the end, where they
 * win over their originals and over nothing that stands before them.
 *
 * @throws DriverError `invalid` when the route can't show that exposure.
 */
export function exposurePatch(
  route: HttpRoute,
  backends: Backends,
  exposure: Exposure,
  header: InternalHeader | undefined,
): Operation[] {
  const governed = requireGoverned(route, backends);
  const desired = desiredInternalRules(governed, exposure, header);
  return [
    ...governed.flatMap(at =>
      weightOperations(at, backends, exposure.everyone),
    ),
    ...internalOperations(route, desired),
  ];
}
