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

import {
  formatDuration,
  formatShare,
  isExposed,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { describeStage } from '../lifecycle/gates';
import { intendedExposure } from '../lifecycle/state';
import type { StoredRollout } from '../store/rollouts';

function exposed({ state, plan }: StoredRollout): string {
  const { internal, everyone } = intendedExposure(state, plan);
  return everyone > 0
    ? `everyone at ${formatShare(everyone)}`
    : `internal users at ${formatShare(internal)}`;
}

function secondsToRestore({ state }: StoredRollout): string {
  const { reversal } = state;
  if (!reversal?.verifiedAt) return '';
  const milliseconds =
    Date.parse(reversal.verifiedAt) - Date.parse(reversal.decidedAt);
  return ` in ${formatDuration(milliseconds / 1000)}`;
}

/** One sentence: where a rollout stands. */
export function summaryOf(rollout: StoredRollout): string {
  const { state, plan } = rollout;
  const stage = plan.stages[state.stageIndex];
  const place = `Stage ${state.stageIndex + 1} of ${plan.stages.length}`;
  switch (state.phase) {
    case 'proposed':
      return 'Proposed; nobody is exposed yet.';
    case 'approved':
      return 'Approved; nobody is exposed yet.';
    case 'waiting':
      return isExposed(intendedExposure(state, plan))
        ? `${place} is through; ${exposed(rollout)} stays exposed.`
        : 'Started; nobody is exposed yet.';
    case 'exposing':
      return `${place} is being opened: ${describeStage(stage)}.`;
    case 'observing':
      return `${place} is observed: ${describeStage(stage)}.`;
    case 'held':
      return `Held in stage ${state.stageIndex + 1} of ${plan.stages.length}${
        state.held?.cause === 'lowered-outside'
          ? ''
          : `, ${exposed(rollout)} stays exposed`
      }: ${state.held?.reason ?? ''}`;
    case 'rolling-back':
      return `Rolling back: ${state.reversal?.sentence ?? ''}`;
    case 'stuck':
      return `Needs people now: ${state.stuck?.sentence ?? ''}`;
    case 'rolled-back':
      return `Rolled back${secondsToRestore(rollout)}: ${
        state.reversal?.sentence ?? ''
      }`;
    case 'completed':
      return state.promotedAt === null
        ? 'Completed at full exposure.'
        : 'Completed, and the new version is promoted.';
    case 'cancelled':
      return 'Cancelled; nobody was exposed.';
    default:
      throw new Error(`No such phase: ${state.phase satisfies never}`);
  }
}
