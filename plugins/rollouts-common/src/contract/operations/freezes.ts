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
import {
  freezeDraftSchema,
  freezeScopeSchema,
  freezeViewSchema,
  freezeWindowSchema,
  instantSchema,
  lineRolloutSchema,
  problemSchema,
  reasonSchema,
} from '../../words';
import { id, operation } from '../declare';

const given = {
  version: z.int('The version you saw').min(1),
  reason: reasonSchema(2000),
};

/** Whether the viewer may do it, and if not, why and who could. */
const openSchema = z.discriminatedUnion('open', [
  z.object({ open: z.literal(true) }),
  z.object({
    open: z.literal(false),
    reason: z.string(),
    remedy: z.string(),
    whoCould: z.array(z.string()).optional(),
  }),
]);

const lineSchema = z.object({
  /** Those that the viewer may see, most urgent first. */
  items: z.array(lineRolloutSchema),
  /**
   * Whether the viewer sees all rollouts there are, and so all in the scope.
   * Where not, others may be in it and are held as well; how many is not told.
   */
  complete: z.boolean(),
  now: z.iso.datetime(),
});

/** Windows in which nothing is exposed further, and stopping the line. */
export const freezeOperations = {
  listFreezes: operation({
    id: 'listFreezes',
    method: 'get',
    path: '/freezes',
    summary: 'Freezes in force, upcoming and past, and their windows',
    query: z.object({
      /** The calendar's first instant; now where it is left out. */
      from: instantSchema.optional(),
      /** At most 400 days later; 31 days where it is left out. */
      to: instantSchema.optional(),
    }),
    response: z.object({
      /** In force, then upcoming, then past, newest first. */
      items: z.array(freezeViewSchema),
      /** Between `from` and `to`, in the order of their starts. */
      windows: z.array(freezeWindowSchema.extend({ freezeId: z.string() })),
      /** Whether there are more windows than are told. */
      truncated: z.boolean(),
      /** The groups whose members may declare freezes and stop the line. */
      operators: z.array(z.string()),
      manage: openSchema,
      stop: openSchema,
      now: z.iso.datetime(),
    }),
  }),
  previewFreeze: operation({
    id: 'previewFreeze',
    method: 'post',
    path: '/freezes/preview',
    summary: 'The next windows of a freeze that is being written',
    body: z.strictObject({ timing: z.json() }),
    response: z.object({
      problems: z.array(problemSchema),
      windows: z.array(freezeWindowSchema),
    }),
  }),
  declareFreeze: operation({
    id: 'declareFreeze',
    method: 'post',
    path: '/freezes',
    summary: 'Declare a freeze',
    body: freezeDraftSchema,
    response: freezeViewSchema,
    status: 201,
    idempotent: true,
  }),
  extendFreeze: operation({
    id: 'extendFreeze',
    method: 'post',
    path: '/freezes/{id}/extend',
    summary: 'Let a freeze, or its window in force, end later',
    params: id,
    body: z.strictObject({ ...given, end: instantSchema }),
    response: freezeViewSchema,
    idempotent: true,
  }),
  endFreeze: operation({
    id: 'endFreeze',
    method: 'post',
    path: '/freezes/{id}/end',
    summary: 'End a freeze early, or only its window in force',
    params: id,
    body: z.strictObject({
      ...given,
      what: z.enum(['freeze', 'window']).default('freeze'),
    }),
    response: freezeViewSchema,
    idempotent: true,
  }),
  previewLineStop: operation({
    id: 'previewLineStop',
    method: 'post',
    path: '/line/preview',
    summary: 'What stopping the line would hold now',
    body: z.strictObject({ scope: freezeScopeSchema }),
    response: lineSchema,
  }),
  stopLine: operation({
    id: 'stopLine',
    method: 'post',
    path: '/line/stop',
    summary:
      'Hold everything exposed in a scope, and freeze it until somebody ends that',
    body: z.strictObject({
      scope: freezeScopeSchema,
      reason: reasonSchema(2000),
      contact: freezeDraftSchema.shape.contact,
    }),
    response: lineSchema.extend({ freeze: freezeViewSchema }),
  }),
} as const;
