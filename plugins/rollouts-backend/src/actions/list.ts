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

import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { BOARD_GROUPS } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Caller } from './caller';

const LIMIT = 25;

export function registerList(registry: ActionsRegistryService, call: Caller) {
  registry.register({
    name: 'list-rollouts',
    title: 'List rollouts',
    description:
      'Governed rollouts that you may see, most urgent first: what is exposed, whether it is well, what happens next, and who must act.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          service: z
            .string()
            .optional()
            .describe('Entity reference, such as component:default/checkout'),
          group: z
            .enum(BOARD_GROUPS)
            .optional()
            .describe('Only what is exposed now, waits for people, …'),
          cursor: z
            .string()
            .optional()
            .describe('`nextCursor` of the page before'),
        }),
      output: z =>
        z.object({
          rollouts: z.array(
            z.object({
              id: z.string(),
              title: z.string(),
              service: z.string(),
              environment: z.string(),
              phase: z.string(),
              summary: z.string(),
              next: z.string(),
              whoMustAct: z.array(z.string()),
            }),
          ),
          nextCursor: z.string().nullable(),
        }),
    },
    async action({ input, credentials }) {
      const { items, nextCursor } = await call(credentials, 'listRollouts', {
        query: { ...input, limit: LIMIT },
      });
      return {
        output: {
          rollouts: items.map(row => ({
            id: row.id,
            title: row.experiment.title,
            service: row.service,
            environment: row.environment,
            phase: row.phase,
            summary: row.summary,
            next: row.next,
            whoMustAct: row.whoMustAct,
          })),
          nextCursor,
        },
      };
    },
  });
}
