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

import type { PolicyResult } from '@stagecraft/backstage-plugin-rollouts-common';
import type { DecideContext } from '../lifecycle/decision';
import { gatesAhead, isOfOpenStage } from '../lifecycle/gates';
import type { StoredRollout } from '../store/rollouts';
import type { PassDeps } from './deps';

/**
 * What policy says before the next stage. It is only asked once the data and
 * the time of the open stage are through: passes are many.
 */
export async function policiesAhead(
  { database, readAllPolicies }: PassDeps,
  rollout: StoredRollout,
  context: DecideContext,
): Promise<PolicyResult[]> {
  const { state } = rollout;
  const goesOn = ['approved', 'waiting', 'observing'].includes(state.phase);
  if (!readAllPolicies || !goesOn) return [];
  const open = gatesAhead(state, context).some(
    gate => isOfOpenStage(gate) && gate.for !== 'target',
  );
  if (open) return [];
  const [policies] = await readAllPolicies(database, [rollout], context.now);
  return policies;
}
