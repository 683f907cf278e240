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

const LOWERING = [
  {
    command: 'hold',
    name: 'hold-rollout',
    title: 'Hold a rollout',
    description:
      'Keeps the exposure of a rollout where it is, until a person resumes it.',
  },
  {
    command: 'roll-back',
    name: 'roll-back-rollout',
    title: 'Roll a rollout back',
    description:
      'Takes the new version away from everybody who got it by this rollout, back to the captured baseline. Needs no approval; can’t be undone, only rolled out anew.',
  },
] as const;

/** What keeps exposure from rising, or takes it back. */
export function registerLowering(
  registry: ActionsRegistryService,
  call: Caller,
) {
  for (const { command, ...words } of LOWERING) {
    registry.register({
      ...words,
      attributes: { readOnly: false, destructive: true, idempotent: true },
      schema: {
        input: z => z.object({ rolloutId: z.string(), reason: z.string() }),
        output: z => z.object({ phase: z.string(), summary: z.string() }),
      },
      async action({ input, credentials }) {
        const { phase, summary } = await call(credentials, 'commandRollout', {
          params: { id: input.rolloutId },
          body: { command, reason: input.reason },
        });
        return { output: { phase, summary } };
      },
    });
  }
}
