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

import type { TargetRef } from '@stagecraft/backstage-plugin-rollouts-common';
import { z } from 'zod';
import { metadataSchema } from '../write/fence';

const backendRefSchema = z.looseObject({
  group: z.string().optional(),
  kind: z.string().optional(),
  namespace: z.string().optional(),
  name: z.string(),
  weight: z.number().optional(),
});
export type BackendRef = z.infer<typeof backendRefSchema>;

const headerMatchSchema = z.looseObject({
  type: z.string().optional(),
  name: z.string(),
  value: z.string(),
});

const matchSchema = z.looseObject({
  path: z
    .looseObject({ type: z.string().optional(), value: z.string().optional() })
    .optional(),
  method: z.string().optional(),
  headers: z.array(headerMatchSchema).optional(),
  queryParams: z.array(z.looseObject({ name: z.string() })).optional(),
});
export type RouteMatch = z.infer<typeof matchSchema>;

export const ruleSchema = z.looseObject({
  name: z.string().optional(),
  matches: z.array(matchSchema).optional(),
  backendRefs: z.array(backendRefSchema).optional(),
  filters: z.array(z.looseObject({ type: z.string() })).optional(),
  sessionPersistence: z.unknown().optional(),
});
export type RouteRule = z.infer<typeof ruleSchema>;

const parentRefSchema = z.looseObject({
  group: z.string().optional(),
  kind: z.string().optional(),
  namespace: z.string().optional(),
  name: z.string(),
  sectionName: z.string().optional(),
  port: z.number().optional(),
});
export type ParentRef = z.infer<typeof parentRefSchema>;

const conditionSchema = z.looseObject({
  type: z.string(),
  status: z.string(),
  reason: z.string().optional(),
  message: z.string().optional(),
  observedGeneration: z.number().optional(),
});
export type Condition = z.infer<typeof conditionSchema>;

const parentStatusSchema = z.looseObject({
  parentRef: parentRefSchema,
  controllerName: z.string().optional(),
  conditions: z.array(conditionSchema).optional(),
});
export type ParentStatus = z.infer<typeof parentStatusSchema>;

/** An HTTPRoute; fields that Stagecraft does not read are kept as they are. */
export const httpRouteSchema = z.looseObject({
  metadata: metadataSchema,
  spec: z.looseObject({
    parentRefs: z.array(parentRefSchema).optional(),
    rules: z.array(ruleSchema).optional(),
  }),
  status: z
    .looseObject({ parents: z.array(parentStatusSchema).optional() })
    .optional(),
});
export type HttpRoute = z.infer<typeof httpRouteSchema>;

export type Backends = TargetRef['backends'];

/** A rule at its place, with where the two backends stand in it. */
export interface GovernedRule {
  index: number;
  rule: RouteRule;
  /** Indices in the rule's `backendRefs`. */
  baseline: number;
  new: number;
}

export interface RuleAt {
  index: number;
  rule: RouteRule;
}

const INTERNAL_RULE = /^stagecraft-internal-\d+$/;

export function internalRuleName(index: number): string {
  return `stagecraft-internal-${index}`;
}

export function rulesOf(route: HttpRoute): RuleAt[] {
  return (route.spec.rules ?? []).map((rule, index) => ({ index, rule }));
}

/** A rule as people find it: its name, or its place counted from 1. */
export function ruleLabel({ index, rule }: RuleAt): string {
  return rule.name ? `rule ${rule.name}` : `rule ${index + 1}`;
}

function isOurs({ rule }: RuleAt): boolean {
  return rule.name !== undefined && INTERNAL_RULE.test(rule.name);
}

/** The rules that Stagecraft added for the internal audience. */
export function internalRules(route: HttpRoute): RuleAt[] {
  return rulesOf(route).filter(isOurs);
}

/** The rules that are not ours. */
export function foreignRules(route: HttpRoute): RuleAt[] {
  return rulesOf(route).filter(rule => !isOurs(rule));
}

/** Whether a reference is to the Service `name` in the route's namespace. */
export function refersTo(
  ref: BackendRef,
  name: string,
  namespace: string | undefined,
): boolean {
  return (
    ref.name === name &&
    (ref.kind ?? 'Service') === 'Service' &&
    (ref.group ?? '') === '' &&
    (ref.namespace ?? namespace) === namespace
  );
}

/** Where a backend stands in a rule's `backendRefs`: none, one or several. */
export function refIndices(
  route: HttpRoute,
  rule: RouteRule,
  name: string,
): number[] {
  return (rule.backendRefs ?? []).flatMap((ref, index) =>
    refersTo(ref, name, route.metadata.namespace) ? [index] : [],
  );
}

/** The pair in one rule; undefined unless both stand in it. */
export function governed(
  route: HttpRoute,
  at: RuleAt,
  backends: Backends,
): GovernedRule | undefined {
  const [baseline] = refIndices(route, at.rule, backends.baseline);
  const [next] = refIndices(route, at.rule, backends.new);
  return baseline === undefined || next === undefined
    ? undefined
    : { ...at, baseline, new: next };
}

/** Every rule, not ours, that carries both backends. */
export function governedRules(
  route: HttpRoute,
  backends: Backends,
): GovernedRule[] {
  return foreignRules(route).flatMap(at => governed(route, at, backends) ?? []);
}

export function refAt(rule: RouteRule, index: number): BackendRef | undefined {
  return rule.backendRefs?.[index];
}
