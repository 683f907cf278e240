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

import type { WebhookEvent } from '@stagecraft/backstage-plugin-rollouts-common';

/** At most `max` characters, the cut marked. */
export function shortened(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1)}…`;
}

/** What a card shows besides title and description, at most ten. */
export function factsOf({
  severity,
  rollout,
  actor,
}: WebhookEvent): { name: string; value: string }[] {
  return [
    { name: 'Severity', value: severity },
    ...(rollout
      ? [
          { name: 'Service', value: rollout.service },
          { name: 'Environment', value: rollout.environment },
          { name: 'Stage', value: `${rollout.stage} of ${rollout.stages}` },
          ...(rollout.drill ? [{ name: 'Drill', value: 'A rehearsal' }] : []),
        ]
      : []),
    ...(actor ? [{ name: 'By', value: actor.name }] : []),
  ];
}
