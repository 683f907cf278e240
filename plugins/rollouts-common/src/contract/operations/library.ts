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
  entityRefSchema,
  learningSchema,
  OUTCOMES,
  playbookViewSchema,
  proposedPlaybookSchema,
  slugSchema,
} from '../../words';
import { id, operation, page } from '../declare';

/** Playbooks and learnings. */
export const libraryOperations = {
  listPlaybooks: operation({
    id: 'listPlaybooks',
    method: 'get',
    path: '/playbooks',
    summary: 'Playbooks in their newest version, and how they fared',
    response: z.object({
      items: z.array(playbookViewSchema),
      /** New ones that wait for sign-off, the oldest first. */
      proposed: z.array(proposedPlaybookSchema),
    }),
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
      /** One of its tags, as it was written. */
      tag: z.string().max(40).optional(),
    }),
    response: z.object({
      items: z.array(learningSchema),
      nextCursor: z.string().nullable(),
    }),
  }),
  listSimilar: operation({
    id: 'listSimilar',
    method: 'get',
    path: '/learnings/similar',
    summary:
      'What experiments that share words with a text taught, likest first',
    query: z.object({
      text: z.string().min(1).max(4000),
      /** An experiment that is not looked for: the one it is like. */
      except: z.string().max(64).optional(),
      limit: z.coerce.number().int().min(1).max(10).default(3),
    }),
    response: z.object({ items: z.array(learningSchema) }),
  }),
} as const;
