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
  conclusionDraftSchema,
  entityRefSchema,
  experimentDraftSchema,
  experimentSchema,
  OUTCOMES,
  planCheckSchema,
  planDraftSchema,
  targetPreflightSchema,
  targetPreviewSchema,
} from '../../words';
import { id, operation, page } from '../declare';

/** Experiments, and plans that are being written. */
export const experimentOperations = {
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
          businessGoal: z.string(),
          hypothesis: experimentDraftSchema.shape.hypothesis,
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
  preflightTargets: operation({
    id: 'preflightTargets',
    method: 'post',
    path: '/plans/preflight',
    summary:
      'Whether targets can be exposed and restored, before there is a plan',
    body: z.strictObject({
      service: entityRefSchema,
      targets: planDraftSchema.shape.targets,
    }),
    response: z.object({ items: z.array(targetPreflightSchema) }),
  }),
  previewPlan: operation({
    id: 'previewPlan',
    method: 'post',
    path: '/plans/preview',
    summary: 'Preflight of the targets, and the dry run of every stage',
    body: z.strictObject({ service: entityRefSchema, plan: planDraftSchema }),
    response: z.object({ targets: z.array(targetPreviewSchema) }),
  }),
} as const;
