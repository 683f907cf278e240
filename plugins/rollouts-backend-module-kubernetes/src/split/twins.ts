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
  segmentOf,
  type AudienceHeader,
  type Exposure,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { DriverError } from '@stagecraft/backstage-plugin-rollouts-node';
import { isDeepStrictEqual } from 'node:util';
import { add, remove, test, type Operation } from '../write/patch';
import { rulePath } from './paths';
import {
  foreignRules,
  TWIN_AUDIENCES,
  twinName,
  twinsOf,
  type AudienceHeaders,
  type Layout,
  type PairedRule,
  type Raw,
  type Route,
  type TwinAudience,
} from './rule';
import { weightsFor } from './weights';

/**
 * How long a request of an audience's own rule may take. A rule that people
 * share with the baseline gets none: it would hold for the baseline too.
 */
export const REQUEST_TIMEOUT = '30s';

interface Twin {
  original: PairedRule;
  raw: Raw;
}

/**
 * A rule's twin for an audience: the same matches and one header more, by
 * which it wins over its original; the same filters and all else.
 *
 * @throws DriverError `invalid` when a match already looks at the header, or
 * the rule can't show the share.
 */
export function twinOf(
  layout: Layout,
  rule: PairedRule,
  audience: TwinAudience,
  header: AudienceHeader,
  share: number,
): Raw {
  const weights = weightsFor(rule, share, layout);
  return {
    ...rule.raw,
    ...layout.twinDefaults(rule.raw),
    name: twinName(audience, rule),
    [layout.matchesIn]: layout.matchesWith(rule.matches, header),
    [layout.destinationsIn]: rule.destinations.map(({ raw }, index) => {
      if (index === rule.pair.baseline) {
        return { ...raw, weight: weights.baseline };
      }
      if (index === rule.pair.new) return { ...raw, weight: weights.new };
      return raw;
    }),
  };
}

const CALLED = { internal: 'internal audience', segment: 'segment' } as const;

/** The audiences that get more than everyone, with what marks them. */
function ahead(exposure: Exposure, headers: AudienceHeaders) {
  const { internal, everyone } = exposure;
  const segment = segmentOf(exposure);
  return TWIN_AUDIENCES.flatMap(audience => {
    const share = { internal, segment }[audience];
    // Without internal users of their own only the segment is ahead.
    const isMet = audience === 'internal' && share <= segment;
    const header = headers[audience];
    if (share <= everyone || (isMet && !header)) return [];
    if (header) return [{ audience, header, share }];
    throw new DriverError(
      'invalid',
      `This exposes the ${CALLED[audience]}, and no header says which requests are of it. Give its stage a header.`,
    );
  });
}

/**
 * The twins in the order in which they shall stand: where two match a
 * request, the narrower audience's comes first.
 *
 * @throws DriverError `invalid` without a header for an audience.
 */
export function desiredTwins(
  layout: Layout,
  rules: readonly PairedRule[],
  exposure: Exposure,
  headers: AudienceHeaders,
): Twin[] {
  const audiences = ahead(exposure, headers);
  const twin = (
    original: PairedRule,
    { audience, header, share }: (typeof audiences)[number],
  ): Twin => ({
    original,
    raw: twinOf(layout, original, audience, header, share),
  });
  return layout.twinsStand === 'last'
    ? audiences.flatMap(each => rules.map(rule => twin(rule, each)))
    : rules.flatMap(rule => audiences.map(each => twin(rule, each)));
}

/** Whether every twin that is wanted stands already where it must. */
function inPlace(route: Route, desired: readonly Twin[]): boolean {
  const names = (twins: readonly Twin[]) => twins.map(({ raw }) => raw.name);
  const wanted =
    route.layout.twinsStand === 'last'
      ? [...foreignRules(route).map(({ place }) => place), ...names(desired)]
      : foreignRules(route).flatMap(({ place }) => [
          ...names(desired.filter(({ original }) => original.place === place)),
          place,
        ]);
  const present = route.rules.map(({ place, name }) => place ?? name);
  return isDeepStrictEqual(present, wanted);
}

function additions(layout: Layout, desired: readonly Twin[]): Operation[] {
  if (layout.twinsStand === 'last') {
    return desired.map(({ raw }) => add(rulePath(layout, '-'), raw));
  }
  // From the last on, so that the places of the others stay.
  return desired
    .toReversed()
    .map(({ original, raw }) => add(rulePath(layout, original.place), raw));
}

/** Makes the twins those that are wanted; tests the ones that are there. */
export function twinOperations(
  route: Route,
  desired: readonly Twin[],
): Operation[] {
  const { layout } = route;
  const present = twinsOf(route);
  const path = (index: number) => rulePath(layout, index);
  const tests = present.map(({ index, raw }) => test(path(index), raw));
  if (inPlace(route, desired)) {
    return [
      ...tests,
      ...present.flatMap(({ index, raw }, n): Operation[] =>
        isDeepStrictEqual(raw, desired[n].raw)
          ? []
          : [{ op: 'replace', path: path(index), value: desired[n].raw }],
      ),
    ];
  }
  return [
    ...tests,
    // From the last on, so that the places of the others stay.
    ...present.toReversed().map(({ index }) => remove(path(index))),
    ...additions(layout, desired),
  ];
}

/** Takes all twins away, whatever became of them. */
export function removeTwins(route: Route): Operation[] {
  const present = twinsOf(route);
  const path = (index: number) => rulePath(route.layout, index);
  return [
    ...present.map(({ index, name }) => test(`${path(index)}/name`, name)),
    // From the last on, so that the places of the others stay.
    ...present.toReversed().map(({ index }) => remove(path(index))),
  ];
}
