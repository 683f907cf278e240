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
  breachSchema,
  drillDraftSchema,
  drillScheduleDraftSchema,
  drillScheduleSchema,
  drillSchema,
  drillStandingSchema,
  entityRefSchema,
  slugSchema,
} from '../../words';
import { id, operation, page } from '../declare';

/** Rehearsed rollbacks: run, scheduled, and how they went. */
export const drillOperations = {
  listDrills: operation({
    id: 'listDrills',
    method: 'get',
    path: '/drills',
    summary: 'Drills, newest first',
    query: z.object({
      ...page,
      service: entityRefSchema.optional(),
      playbook: slugSchema.optional(),
      rollout: z.string().max(64).optional(),
    }),
    response: z.object({
      items: z.array(drillSchema),
      nextCursor: z.string().nullable(),
      now: z.iso.datetime(),
    }),
  }),
  drillStandings: operation({
    id: 'drillStandings',
    method: 'get',
    path: '/drills/standings',
    summary:
      'The last and the next drill by service and playbook, and how a breach can be made',
    query: z.object({
      service: entityRefSchema.optional(),
      playbook: slugSchema.optional(),
    }),
    response: z.object({
      items: z.array(drillStandingSchema),
      /** The ways to make a breach that are installed. */
      breaches: z.array(breachSchema),
      now: z.iso.datetime(),
    }),
  }),
  runDrill: operation({
    id: 'runDrill',
    method: 'post',
    path: '/drills',
    summary: 'Rehearse a rollback now',
    body: drillDraftSchema,
    response: z.object({
      experimentId: z.string(),
      rolloutId: z.string(),
    }),
    status: 201,
    idempotent: true,
  }),
  scheduleDrill: operation({
    id: 'scheduleDrill',
    method: 'post',
    path: '/drills/schedules',
    summary:
      'Rehearse a rollback every so many days; takes the place of the schedule of its service and playbook',
    body: drillScheduleDraftSchema,
    response: drillScheduleSchema,
  }),
  removeDrillSchedule: operation({
    id: 'removeDrillSchedule',
    method: 'post',
    path: '/drills/schedules/{id}/removal',
    summary: 'Rehearse no more by itself',
    params: id,
    response: z.object({ id: z.string() }),
  }),
} as const;
