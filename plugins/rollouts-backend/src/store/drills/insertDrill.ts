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

import type {
  Actor,
  BreachKind,
  DrillGoals,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';

export interface NewDrill {
  id: string;
  rolloutId: string;
  experimentId: string;
  service: string;
  playbook: { id: string; version: number };
  environment: string;
  requestedBy: Actor;
  scheduleId: string | null;
  breach: BreachKind;
  guardrail: string;
  goals: DrillGoals;
}

export async function insertDrill(trx: Knex, drill: NewDrill): Promise<void> {
  await trx('drills').insert({
    id: drill.id,
    rollout_id: drill.rolloutId,
    experiment_id: drill.experimentId,
    service: drill.service,
    playbook_id: drill.playbook.id,
    playbook_version: drill.playbook.version,
    environment: drill.environment,
    requested_by: JSON.stringify(drill.requestedBy),
    schedule_id: drill.scheduleId,
    breach: drill.breach,
    guardrail: drill.guardrail,
    goals: JSON.stringify(drill.goals),
  });
}
