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

import type { RolloutRow } from '@stagecraft/backstage-plugin-rollouts-common';
import { overallVerdict, worstCheck } from '../assessment';
import type { DecideContext } from '../lifecycle/decision';
import { asOf } from '../lifecycle/expiry';
import { intendedExposure, isWatched } from '../lifecycle/state';
import type { StoredRollout } from '../store/rollouts';
import { commandStates } from './commandStates';
import { nextOf, whoMustAct } from './next';
import { summaryOf } from './summary';
import type { Viewer } from '../permissions/Viewer';

/** One row of the board, as one viewer sees it now; pure. */
export function rolloutRow(
  stored: StoredRollout,
  title: string,
  context: DecideContext,
  viewer: Viewer,
): RolloutRow {
  const rollout = { ...stored, state: asOf(stored.state, context.now) };
  const { state, plan } = rollout;
  const { checks } = context.evidence;
  const watched = isWatched(state, plan);
  const next = nextOf(rollout, context);
  return {
    id: rollout.id,
    version: rollout.version,
    experiment: { id: rollout.experimentId, title },
    service: rollout.service,
    system: rollout.system,
    owner: rollout.owner,
    environment: plan.environment,
    ...(plan.drill && { drill: plan.drill }),
    playbook: plan.playbook,
    phase: state.phase,
    stageIndex: state.stageIndex,
    ladder: plan.stages.map(({ name, audience, exposure }) => ({
      name,
      audience,
      exposure,
    })),
    exposure: intendedExposure(state, plan),
    health: watched ? overallVerdict(checks) : null,
    worstCheck: watched ? worstCheck(checks) : null,
    summary: summaryOf(rollout),
    next: next.sentence,
    nextAt: next.at,
    waitsFor: next.waits,
    whoMustAct: whoMustAct(rollout, context, next.waits),
    heldReason: state.held?.reason ?? null,
    requestedBy: state.requestedBy.ref,
    createdAt: rollout.createdAt.toISOString(),
    updatedAt: rollout.updatedAt.toISOString(),
    stageEnteredAt: state.stageEnteredAt,
    endsAt: plan.end,
    commands: commandStates(rollout, context, viewer),
  };
}
