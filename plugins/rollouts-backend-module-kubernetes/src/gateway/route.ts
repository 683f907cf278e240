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

export const matchSchema = z.looseObject({
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

export const EVERY_PATH = { type: 'PathPrefix', value: '/' };

/** A rule's matches; one without any matches every path. */
export function matchesOf(matches: RouteMatch[] | undefined): RouteMatch[] {
  return matches?.length ? matches : [{ path: EVERY_PATH }];
}

/** Whether a reference is to the Service `name` in the route's namespace. */
export function refersTo(
  ref: BackendRef,
  name: string,
  namespace: string,
): boolean {
  return (
    ref.name === name &&
    (ref.kind ?? 'Service') === 'Service' &&
    (ref.group ?? '') === '' &&
    (ref.namespace ?? namespace) === namespace
  );
}
