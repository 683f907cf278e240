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
import type { Caller } from './caller';

export function registerShow(registry: ActionsRegistryService, call: Caller) {
  registry.register({
    name: 'show-rollout',
    title: 'Show a rollout',
    description:
      'One rollout whole, as the portal has it: hypothesis, plan and its hash, stages, approvals, checks with their numbers, targets, and which commands are open to you.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z => z.object({ rolloutId: z.string() }),
      output: z => z.object({}).passthrough(),
    },
    async action({ input, credentials }) {
      const output = await call(credentials, 'getRollout', {
        params: { id: input.rolloutId },
      });
      return { output };
    },
  });
}
