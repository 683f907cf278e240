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
import type { DestinationRule, TrafficPolicy } from './destinationRule';

/**
 * What a new version is held to while a rollout lasts, by every proxy that
 * calls it: Envoy's own circuit breakers, which Istio switches off, and the
 * ejection of pods that fail.
 */
export const LIMITS = {
  connectionPool: {
    tcp: { maxConnections: 1024, connectTimeout: '5s' },
    http: {
      http1MaxPendingRequests: 1024,
      http2MaxRequests: 1024,
      maxRetries: 3,
    },
  },
  outlierDetection: {
    consecutive5xxErrors: 5,
    interval: '10s',
    baseEjectionTime: '30s',
    maxEjectionPercent: 50,
  },
} as const;

type Member = keyof typeof LIMITS;

const MEMBERS: readonly Member[] = ['connectionPool', 'outlierDetection'];

/** Says that the whole policy of the subset is ours. */
const WHOLE = 'trafficPolicy';

/** Kept on the rule while its subset carries what Stagecraft added. */
export function limitsAnnotation(subset: string): string {
  return `stagecraft.dev/limits.${subset}`;
}

/** What Stagecraft may add to a subset, and what people have set themselves. */
export interface Room {
  free: Member[];
  taken: Member[];
}

/**
 * A subset's settings replace those of its host as a whole, so that adding to
 * what a team has tuned, here or there, would undo it.
 */
export function roomFor(
  rule: DestinationRule,
  subset: TrafficPolicy | undefined,
): Room {
  const policies = [rule.spec.trafficPolicy, subset];
  const isTaken = (member: Member) =>
    policies.some(
      policy =>
        policy?.[member] !== undefined ||
        policy?.portLevelSettings !== undefined,
    );
  return {
    free: MEMBERS.filter(member => !isTaken(member)),
    taken: MEMBERS.filter(isTaken),
  };
}

interface Place {
  index: number;
  name: string;
  policy: TrafficPolicy | undefined;
  /** Members that are ours, or the whole policy. */
  ours: string[];
}

function placeOf(rule: DestinationRule, name: string): Place | undefined {
  const subsets = rule.spec.subsets ?? [];
  const index = subsets.findIndex(subset => subset.name === name);
  if (index < 0) return undefined;
  const mark = rule.metadata.annotations?.[limitsAnnotation(name)];
  return {
    index,
    name,
    policy: subsets[index].trafficPolicy,
    ours: mark === undefined ? [] : mark.split(' '),
  };
}

/** The policy without what is ours; what people made of it since is theirs. */
function withoutOurs({ policy, ours }: Place): TrafficPolicy | undefined {
  const own: readonly string[] = ours.includes(WHOLE) ? MEMBERS : ours;
  const kept = Object.entries(policy ?? {}).filter(
    ([member, value]) =>
      !own.includes(member) ||
      !MEMBERS.some(
        each => each === member && isDeepStrictEqual(value, LIMITS[each]),
      ),
  );
  return policy === undefined || (ours.includes(WHOLE) && kept.length === 0)
    ? undefined
    : Object.fromEntries(kept);
}

function setPolicy(place: Place, wanted: TrafficPolicy | undefined) {
  const at = (...rest: string[]) =>
    pointer('spec', 'subsets', place.index, ...rest);
  const isChange = !isDeepStrictEqual(place.policy, wanted);
  return [
    test(at('name'), place.name),
    ...(isChange && wanted ? [add(at('trafficPolicy'), wanted)] : []),
    ...(isChange && !wanted ? [remove(at('trafficPolicy'))] : []),
  ];
}

function markOperations(
  rule: DestinationRule,
  name: string,
  ours: string,
): Operation[] {
  const { annotations, resourceVersion } = rule.metadata;
  const annotation = limitsAnnotation(name);
  if (annotations) {
    return [add(pointer('metadata', 'annotations', annotation), ours)];
  }
  return [
    // Adding the map would replace one that appeared meanwhile.
    test(pointer('metadata', 'resourceVersion'), resourceVersion),
    add(pointer('metadata', 'annotations'), { [annotation]: ours }),
  ];
}

/** What limits a subset; empty where it is limited, or people have set all. */
export function limitOperations(
  rule: DestinationRule,
  subset: string,
): Operation[] {
  const place = placeOf(rule, subset);
  if (!place) return [];
  const theirs = withoutOurs(place);
  const { free } = roomFor(rule, theirs);
  if (free.length === 0) return [];
  const wanted = {
    ...theirs,
    ...Object.fromEntries(free.map(member => [member, LIMITS[member]])),
  };
  const ours = theirs === undefined ? [WHOLE] : free;
  if (
    isDeepStrictEqual(place.policy, wanted) &&
    isDeepStrictEqual(place.ours, ours)
  ) {
    return [];
  }
  return [
    ...setPolicy(place, wanted),
    ...markOperations(rule, subset, ours.join(' ')),
  ];
}

/** What takes the limits off again; empty where there are none of ours. */
export function unlimitOperations(
  rule: DestinationRule,
  subset: string,
): Operation[] {
  const annotation = limitsAnnotation(subset);
  if (rule.metadata.annotations?.[annotation] === undefined) return [];
  const place = placeOf(rule, subset);
  return [
    ...(place ? setPolicy(place, withoutOurs(place)) : []),
    remove(pointer('metadata', 'annotations', annotation)),
  ];
}
