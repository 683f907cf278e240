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
  lineProblemSchema,
  planFileSchema,
  playbookChangeDraftSchema,
  playbookChangeSchema,
  playbookEventSchema,
  playbookSchema,
  playbookViewSchema,
  reasonSchema,
  textSchema,
} from '../../words';
import { id, operation } from '../declare';

const YAML = 'application/yaml';
const yamlText = z.object({ yaml: z.string() });

/** Playbooks as documents: changes, sign-off, reviews, and files. */
export const playbookOperations = {
  exportPlaybook: operation({
    id: 'exportPlaybook',
    method: 'get',
    path: '/playbooks/{id}/export',
    summary: 'One playbook as YAML',
    params: id,
    query: z.object({ version: z.coerce.number().int().min(1).optional() }),
    response: z.string(),
    media: YAML,
  }),
  parsePlaybook: operation({
    id: 'parsePlaybook',
    method: 'post',
    path: '/playbooks/parse',
    summary: 'What a playbook in YAML says, and what is wrong with it by line',
    body: yamlText,
    response: z.object({
      playbook: playbookSchema.nullable(),
      problems: z.array(lineProblemSchema),
    }),
  }),
  listPlaybookChanges: operation({
    id: 'listPlaybookChanges',
    method: 'get',
    path: '/playbooks/{id}/changes',
    summary: 'Changes of a playbook, open ones first, then the newest',
    params: id,
    response: z.object({ items: z.array(playbookChangeSchema) }),
  }),
  proposePlaybookChange: operation({
    id: 'proposePlaybookChange',
    method: 'post',
    path: '/playbooks/{id}/changes',
    summary: 'Propose a change of a playbook, or a new one',
    params: id,
    body: playbookChangeDraftSchema,
    response: playbookChangeSchema,
    status: 201,
    idempotent: true,
  }),
  getPlaybookChange: operation({
    id: 'getPlaybookChange',
    method: 'get',
    path: '/playbook-changes/{id}',
    summary: 'One change of a playbook',
    params: id,
    response: playbookChangeSchema,
  }),
  decidePlaybookChange: operation({
    id: 'decidePlaybookChange',
    method: 'post',
    path: '/playbook-changes/{id}/decision',
    summary: 'Sign off, refuse or withdraw a change of a playbook',
    params: id,
    body: z.strictObject({
      decision: z.enum(['sign-off', 'refuse', 'withdraw']),
      reason: reasonSchema(2000),
    }),
    response: playbookChangeSchema,
    idempotent: true,
  }),
  reviewPlaybook: operation({
    id: 'reviewPlaybook',
    method: 'post',
    path: '/playbooks/{id}/reviews',
    summary: 'Record that its owner has read the playbook again',
    params: id,
    body: z.strictObject({
      /** The version that was read; it must be the newest. */
      version: z.int().min(1),
      note: textSchema(2000),
    }),
    response: playbookViewSchema,
    idempotent: true,
  }),
  listPlaybookEvents: operation({
    id: 'listPlaybookEvents',
    method: 'get',
    path: '/playbooks/{id}/history',
    summary: 'What happened to a playbook, newest first',
    params: id,
    response: z.object({ items: z.array(playbookEventSchema) }),
  }),
  exportPlan: operation({
    id: 'exportPlan',
    method: 'get',
    path: '/rollouts/{id}/plan/export',
    summary: "A rollout's plan as YAML, as it can be proposed again",
    params: id,
    response: z.string(),
    media: YAML,
  }),
  parsePlan: operation({
    id: 'parsePlan',
    method: 'post',
    path: '/plans/parse',
    summary: 'What a plan in YAML says, and what is wrong with it by line',
    body: yamlText,
    response: z.object({
      draft: planFileSchema.nullable(),
      problems: z.array(lineProblemSchema),
    }),
  }),
} as const;
