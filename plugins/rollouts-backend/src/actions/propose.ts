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
import { InputError } from '@backstage/errors';
import {
  experimentDraftSchema,
  planDraftSchema,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { z as words } from 'zod';
import type { Caller } from './caller';

const proposalSchema = words.object({
  service: words.string(),
  experiment: experimentDraftSchema,
  plan: planDraftSchema,
});

export function registerPropose(
  registry: ActionsRegistryService,
  call: Caller,
) {
  registry.register({
    name: 'propose-rollout',
    title: 'Propose a rollout',
    description:
      'Proposes an experiment with the plan of its first rollout. Nothing is exposed by it: owners approve it in person.',
    attributes: { readOnly: false, destructive: false, idempotent: false },
    schema: {
      input: z =>
        z.object({
          service: z.string().describe('Entity reference of the service'),
          experiment: z
            .object({})
            .passthrough()
            .describe('title, businessGoal, hypothesis'),
          plan: z
            .object({})
            .passthrough()
            .describe('A plan, as show-rollout gives one without its hashes'),
        }),
      output: z =>
        z.object({ experimentId: z.string(), rolloutId: z.string() }),
    },
    async action({ input, credentials }) {
      const parsed = proposalSchema.safeParse(input);
      if (!parsed.success) {
        throw new InputError(words.prettifyError(parsed.error));
      }
      const output = await call(credentials, 'propose', { body: parsed.data });
      return { output };
    },
  });
}
