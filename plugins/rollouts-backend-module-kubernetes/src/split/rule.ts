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

import type {
  AudienceHeader,
  TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { ExposeOptions } from '@stagecraft/backstage-plugin-rollouts-node';
import type { Metadata } from '../write/fence';

/** A part of an object as the cluster holds it. */
export type Raw = Record<string, unknown>;

/** What a layout needs of a target to tell its pair from others. */
export type Parties = Pick<TargetRef, 'namespace' | 'backends' | 'part'>;

export type Side = 'baseline' | 'new';

/** One destination in a rule, as its data plane weighs it. */
export interface Destination {
  /** Which of the pair it is, null for others. */
  side: Side | null;
  /** As people know it. */
  name: string;
  /** The weight that counts, with the data plane's default. */
  weight: number;
  /** The weight as it is written. */
  written: number | undefined;
  /** What tells it from others: members below it, and their values. */
  identity: { path: string[]; value: string }[];
  raw: Raw;
}

/** One rule of a route. */
export interface Rule {
  /** Its place in the object. */
  index: number;
  /** Its place among the rules that are not ours; ours have none. */
  place: number | null;
  name: string | undefined;
  matches: unknown;
  destinations: Destination[];
  raw: Raw;
}

/** A rule in which both of the pair stand, with their places in it. */
export interface PairedRule extends Rule {
  place: number;
  pair: Record<Side, number>;
}

/** Audiences that get rules of their own, from the narrowest on. */
export const TWIN_AUDIENCES = ['internal', 'segment'] as const;
export type TwinAudience = (typeof TWIN_AUDIENCES)[number];

/** What marks the requests of the audiences that a plan has. */
export type AudienceHeaders = { [A in TwinAudience]?: AudienceHeader };

/** How one API writes a route that splits traffic by weights. */
export interface Layout {
  /** Of the driver. */
  kind: string;
  /** Of the object, for people. */
  title: string;
  /** Members of the specification, and of a rule. */
  rulesIn: string;
  matchesIn: string;
  destinationsIn: string;
  highestWeight: number;
  /** Where a rule for an audience must stand to win over its original. */
  twinsStand: 'last' | 'before';
  /** The pair as people know it. */
  names(parties: Parties): Record<Side, string>;
  destinations(rule: Raw, parties: Parties): Destination[];
  /**
   * A rule's matches with the header added to each.
   *
   * @throws DriverError `invalid` when one already looks at the header.
   */
  matchesWith(matches: unknown, header: AudienceHeader): unknown[];
  /** What a rule for an audience gets beside its original's members. */
  twinDefaults(rule: Raw): Raw;
  /** Members of a rule, beside matches and weights, that a preview shows. */
  shown(rule: Raw): Raw;
}

export function headersOf({ header, segment }: ExposeOptions): AudienceHeaders {
  return { ...(header && { internal: header }), ...(segment && { segment }) };
}

/** A live route, read by its layout. */
export interface Route {
  layout: Layout;
  metadata: Metadata;
  names: Record<Side, string>;
  rules: Rule[];
}

const TWIN = /^stagecraft-(internal|segment)-\d+$/;

export function twinName(audience: TwinAudience, rule: PairedRule): string {
  return `stagecraft-${audience}-${rule.place}`;
}

export function readRule(
  layout: Layout,
  raw: Raw,
  at: { index: number; place: number | null },
  parties: Parties,
): Rule {
  return {
    ...at,
    name: typeof raw.name === 'string' ? raw.name : undefined,
    matches: raw[layout.matchesIn],
    destinations: layout.destinations(raw, parties),
    raw,
  };
}

export function readRoute(
  layout: Layout,
  live: { metadata: Metadata; spec: Raw },
  parties: Parties,
): Route {
  const raws = live.spec[layout.rulesIn];
  let place = 0;
  return {
    layout,
    metadata: live.metadata,
    names: layout.names(parties),
    rules: (Array.isArray(raws) ? raws : []).map((raw: Raw, index) => {
      const ours = typeof raw.name === 'string' && TWIN.test(raw.name);
      const at = { index, place: ours ? null : place };
      if (!ours) place += 1;
      return readRule(layout, raw, at, parties);
    }),
  };
}

/** A rule as people find it: its name, or its place counted from 1. */
export function ruleLabel({ index, name }: Rule): string {
  return name ? `rule ${name}` : `rule ${index + 1}`;
}

/** The rules that Stagecraft added, for one audience or all. */
export function twinsOf(route: Route, audience?: TwinAudience): Rule[] {
  return route.rules.filter(
    ({ place, name }) =>
      place === null &&
      (audience === undefined || TWIN.exec(name ?? '')?.[1] === audience),
  );
}

/** The rules that are not ours. */
export function foreignRules(route: Route): Rule[] {
  return route.rules.filter(({ place }) => place !== null);
}

/** Where one of the pair stands in a rule: none, one or several places. */
export function placesOf(rule: Rule, side: Side): number[] {
  return rule.destinations.flatMap((each, index) =>
    each.side === side ? [index] : [],
  );
}

/** The pair in one rule; undefined unless both stand in it. */
export function pairedRule(rule: Rule): PairedRule | undefined {
  const [baseline] = placesOf(rule, 'baseline');
  const [next] = placesOf(rule, 'new');
  return rule.place === null || baseline === undefined || next === undefined
    ? undefined
    : { ...rule, place: rule.place, pair: { baseline, new: next } };
}

/** Every rule, not ours, in which both of the pair stand. */
export function pairedRules(route: Route): PairedRule[] {
  return foreignRules(route).flatMap(rule => pairedRule(rule) ?? []);
}

/** Whether a rule names one of the pair more than once. */
export function namesTwice(rule: Rule): Side | undefined {
  const sides: Side[] = ['baseline', 'new'];
  return sides.find(side => placesOf(rule, side).length > 1);
}
