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
  conclusionDraftSchema,
  decisionSchema,
  entityRefSchema,
  evidenceSchema,
  experimentDraftSchema,
  experimentSchema,
  learningSchema,
  metricViewSchema,
  OUTCOMES,
  phaseSchema,
  planCheckSchema,
  planDraftSchema,
  playbookViewSchema,
  pointSchema,
  rolloutRowSchema,
  rolloutSchema,
  serviceViewSchema,
  slugSchema,
  targetPreviewSchema,
} from '../words';
import type { Operation } from './operation';

const nothing = z.object({});
const noBody = z.undefined();
const id = z.object({ id: z.string().min(1).max(64) });
const page = {
  limit: z.coerce.number().int().min(1).max(100).default(25),
  /** Opaque; from `nextCursor` of the page before. */
  cursor: z.string().max(500).optional(),
};

function operation<
  P extends z.ZodType = typeof nothing,
  Q extends z.ZodType = typeof nothing,
  B extends z.ZodType = typeof noBody,
  R extends z.ZodType = z.ZodType,
>(
  declared: Pick<Operation, 'id' | 'method' | 'path' | 'summary'> & {
    params?: P;
    query?: Q;
    body?: B;
    response: R;
    status?: 200 | 201;
    idempotent?: boolean;
  },
): Operation<P, Q, B, R> {
  return {
    status: 200,
    idempotent: false,
    ...declared,
    params: (declared.params ?? nothing) as P,
    query: (declared.query ?? nothing) as Q,
    body: (declared.body ?? noBody) as B,
  };
}

/** Groups of phases that the board counts and filters by. */
export const BOARD_GROUPS = [
  'exposed',
  'waiting-for-people',
  'held-or-unknown',
  'rolled-back-recently',
] as const;
export type BoardGroup = (typeof BOARD_GROUPS)[number];

export const operations = {
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
  propose: operation({
    id: 'propose',
    method: 'post',
    path: '/experiments',
    summary: 'Propose an experiment and its first rollout',
    body: z.strictObject({
      service: entityRefSchema,
      experiment: experimentDraftSchema,
      plan: planDraftSchema,
    }),
    response: z.object({ experimentId: z.string(), rolloutId: z.string() }),
    status: 201,
    idempotent: true,
  }),
  proposeRollout: operation({
    id: 'proposeRollout',
    method: 'post',
    path: '/experiments/{id}/rollouts',
    summary: 'Propose a further rollout of an experiment',
    params: id,
    body: z.strictObject({ plan: planDraftSchema }),
    response: z.object({ experimentId: z.string(), rolloutId: z.string() }),
    status: 201,
    idempotent: true,
  }),
  listExperiments: operation({
    id: 'listExperiments',
    method: 'get',
    path: '/experiments',
    summary: 'Experiments, newest first',
    query: z.object({ ...page, service: entityRefSchema.optional() }),
    response: z.object({
      items: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          service: z.string(),
          requestedBy: z.string(),
          createdAt: z.iso.datetime(),
          outcome: z.enum(OUTCOMES).nullable(),
        }),
      ),
      nextCursor: z.string().nullable(),
    }),
  }),
  getExperiment: operation({
    id: 'getExperiment',
    method: 'get',
    path: '/experiments/{id}',
    summary: 'One experiment with its rollouts and effects',
    params: id,
    response: experimentSchema,
  }),
  concludeExperiment: operation({
    id: 'concludeExperiment',
    method: 'post',
    path: '/experiments/{id}/conclusion',
    summary: 'Conclude an experiment; its learning is then searchable',
    params: id,
    body: conclusionDraftSchema.extend({ version: z.int().min(1) }).strict(),
    response: experimentSchema,
    idempotent: true,
  }),
  checkPlan: operation({
    id: 'checkPlan',
    method: 'post',
    path: '/plans/check',
    summary:
      'What is wrong with a plan that is being written, and what it risks',
    body: z.strictObject({ service: entityRefSchema, plan: z.unknown() }),
    response: planCheckSchema,
  }),
  previewPlan: operation({
    id: 'previewPlan',
    method: 'post',
    path: '/plans/preview',
    summary: 'Preflight of the targets, and the dry run of every stage',
    body: z.strictObject({ service: entityRefSchema, plan: planDraftSchema }),
    response: z.object({ targets: z.array(targetPreviewSchema) }),
  }),
  listPlaybooks: operation({
    id: 'listPlaybooks',
    method: 'get',
    path: '/playbooks',
    summary: 'Playbooks in their newest version, and how they fared',
    response: z.object({ items: z.array(playbookViewSchema) }),
  }),
  getPlaybook: operation({
    id: 'getPlaybook',
    method: 'get',
    path: '/playbooks/{id}',
    summary: 'One playbook',
    params: id,
    query: z.object({ version: z.coerce.number().int().min(1).optional() }),
    response: playbookViewSchema,
  }),
  listLearnings: operation({
    id: 'listLearnings',
    method: 'get',
    path: '/learnings',
    summary: 'What experiments taught, searchable, newest first',
    query: z.object({
      ...page,
      text: z.string().max(200).optional(),
      outcome: z.enum(OUTCOMES).optional(),
      service: entityRefSchema.optional(),
      playbook: slugSchema.optional(),
    }),
    response: z.object({
      items: z.array(learningSchema),
      nextCursor: z.string().nullable(),
    }),
  }),
  getService: operation({
    id: 'getService',
    method: 'get',
    path: '/services/{kind}/{namespace}/{name}',
    summary: 'A service: its targets, its approvers, who may request a rollout',
    params: z.object({
      kind: z.string().max(63),
      namespace: z.string().max(63),
      name: z.string().max(63),
    }),
    response: serviceViewSchema,
  }),
  listServices: operation({
    id: 'listServices',
    method: 'get',
    path: '/services',
    summary: 'Services with a target, and whether the viewer may request one',
    response: z.object({ items: z.array(serviceViewSchema) }),
  }),
  listMetrics: operation({
    id: 'listMetrics',
    method: 'get',
    path: '/metrics',
    summary: "Metric definitions, with a service's values of today",
    query: z.object({ service: entityRefSchema.optional() }),
    response: z.object({ items: z.array(metricViewSchema) }),
  }),
  getMetricHistory: operation({
    id: 'getMetricHistory',
    method: 'get',
    path: '/metrics/{name}/history',
    summary: "A service's recent values, to judge a limit by",
    params: z.object({ name: slugSchema }),
    query: z.object({
      service: entityRefSchema,
      minutes: z.coerce.number().int().min(5).max(1440).default(60),
    }),
    response: z.object({ points: z.array(pointSchema) }),
  }),
} as const;

export type Operations = typeof operations;
export type OperationId = keyof Operations;
