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
  COMMANDS,
  commandSchema,
  decisionSchema,
  entityRefSchema,
  evidenceSchema,
  phaseSchema,
  planCheckSchema,
  rolloutRowSchema,
  rolloutSchema,
  slugSchema,
  targetPreviewSchema,
} from '../../words';
import { id, operation, page } from '../declare';

/** Groups of phases that the board counts and filters by. */
export const BOARD_GROUPS = [
  'exposed',
  'waiting-for-people',
  'held-or-unknown',
  'rolled-back-recently',
] as const;
export type BoardGroup = (typeof BOARD_GROUPS)[number];

/** How rollouts ended, as figures count them: `reversed` is both of the rest. */
export const BOARD_OUTCOMES = [
  'completed',
  'reversed',
  'reversed-automatically',
  'reversed-by-hand',
] as const;
export type BoardOutcome = (typeof BOARD_OUTCOMES)[number];

/** Rollouts: reading them, and commands. */
export const rolloutOperations = {
  listRollouts: operation({
    id: 'listRollouts',
    method: 'get',
    path: '/rollouts',
    summary: 'Rollouts, most urgent first, with the counts of the board',
    query: z.object({
      ...page,
      group: z.enum(BOARD_GROUPS).optional(),
      phase: phaseSchema.optional(),
      /** `mine`: requested by the viewer; `teams`: of services their groups own. */
      scope: z.enum(['mine', 'teams']).optional(),
      service: entityRefSchema.optional(),
      system: entityRefSchema.optional(),
      environment: slugSchema.optional(),
      playbook: slugSchema.optional(),
      outcome: z.enum(BOARD_OUTCOMES).optional(),
      /** Both where nothing is said. */
      drills: z.enum(['only', 'without']).optional(),
    }),
    response: z.object({
      items: z.array(rolloutRowSchema),
      counts: z.record(z.enum(BOARD_GROUPS), z.number()),
      nextCursor: z.string().nullable(),
      now: z.iso.datetime(),
    }),
  }),
  getRollout: operation({
    id: 'getRollout',
    method: 'get',
    path: '/rollouts/{id}',
    summary: 'One rollout, with the commands its viewer may give',
    params: id,
    response: rolloutSchema,
  }),
  commandRollout: operation({
    id: 'commandRollout',
    method: 'post',
    path: '/rollouts/{id}/commands',
    summary: `Give a command: ${COMMANDS.join(', ')}`,
    params: id,
    body: commandSchema,
    response: rolloutSchema,
    idempotent: true,
  }),
  listDecisions: operation({
    id: 'listDecisions',
    method: 'get',
    path: '/rollouts/{id}/decisions',
    summary: 'The decisions of a rollout, newest first',
    params: id,
    query: z.object({
      ...page,
      actor: z.enum(['people', 'machine']).optional(),
    }),
    response: z.object({
      items: z.array(decisionSchema),
      nextCursor: z.string().nullable(),
    }),
  }),
  getEvidence: operation({
    id: 'getEvidence',
    method: 'get',
    path: '/rollouts/{id}/evidence',
    summary: 'Series of every check, new version and baseline side by side',
    params: id,
    response: evidenceSchema,
  }),
  reviewRollout: operation({
    id: 'reviewRollout',
    method: 'get',
    path: '/rollouts/{id}/review',
    summary:
      'What an approver needs besides the rollout: policy, departures from the playbook, blast radius',
    params: id,
    response: planCheckSchema,
  }),
  previewRollout: operation({
    id: 'previewRollout',
    method: 'get',
    path: '/rollouts/{id}/preview',
    summary: "Preflight and dry run of the rollout's own plan",
    params: id,
    response: z.object({ targets: z.array(targetPreviewSchema) }),
  }),
  listApprovals: operation({
    id: 'listApprovals',
    method: 'get',
    path: '/approvals',
    summary: 'Rollouts that wait for the approval of the viewer, oldest first',
    response: z.object({
      items: z.array(
        rolloutRowSchema.extend({
          askedAt: z.iso.datetime(),
          decideBy: z.iso.datetime().nullable(),
          approvalStageIndex: z.int(),
          given: z.int(),
          required: z.int(),
        }),
      ),
      now: z.iso.datetime(),
    }),
  }),
} as const;
