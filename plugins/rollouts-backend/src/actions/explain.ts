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
import type {
  Decision,
  Rollout,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Caller } from './caller';

const DECISIONS = 10;

/** Where a rollout stands, why, and what would move it, in sentences. */
export function explanationOf(
  rollout: Rollout,
  decisions: readonly Decision[],
): string[] {
  const { reversal, heldReason } = rollout;
  return [
    rollout.summary,
    rollout.next,
    ...(heldReason ? [`It is held: ${heldReason}`] : []),
    ...(reversal ? [`It was taken back: ${reversal.sentence}`] : []),
    ...rollout.waitsFor.map(({ sentence }) => `It waits: ${sentence}`),
    ...rollout.checks.map(
      ({ guardrail, sentence }) => `${guardrail}: ${sentence}`,
    ),
    ...rollout.targets.flatMap(({ trouble }) => (trouble ? [trouble] : [])),
    ...decisions.map(
      ({ at, actor, result, reason }) =>
        `${at}, ${actor.name}: ${result.sentence} (${reason})`,
    ),
  ];
}

export function registerExplain(
  registry: ActionsRegistryService,
  call: Caller,
) {
  registry.register({
    name: 'explain-rollout',
    title: 'Explain a rollout',
    description:
      'Why a rollout stands where it stands: what it waits for and who could open that, what its guardrails say with numbers, and its latest decisions with who, when and why.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z => z.object({ rolloutId: z.string() }),
      output: z =>
        z.object({
          phase: z.string(),
          sentences: z.array(z.string()),
          whoMustAct: z.array(z.string()),
        }),
    },
    async action({ input, credentials }) {
      const params = { id: input.rolloutId };
      const [rollout, { items }] = await Promise.all([
        call(credentials, 'getRollout', { params }),
        call(credentials, 'listDecisions', {
          params,
          query: { limit: DECISIONS },
        }),
      ]);
      const { phase, whoMustAct } = rollout;
      const sentences = explanationOf(rollout, items);
      return { output: { phase, sentences, whoMustAct } };
    },
  });
}
