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
  exposureOfStage,
  isFullExposure,
  type Plan,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { RolloutState } from '../../lifecycle/state';

/** What the checks of an open stage need to know of it. */
export interface StageWatch {
  /** Tells this stay in the stage from every other; verdicts carry it. */
  key: string;
  /** Only windows that begin at or after it count; null for any. */
  from: Date | null;
  /** Whether the exposure was read back; before that nothing can hold. */
  verified: boolean;
  /** The baseline has no traffic of its own any more. */
  fullExposure: boolean;
}

/**
 * The stage that a rollout's checks watch. While its exposure is being written
 * no time of entry is known: then windows after the decision to open it count,
 * so that a breach is seen without waiting for the read-back, and what an
 * earlier rollout of the service did is not held against this one.
 */
export function stageWatch(state: RolloutState, plan: Plan): StageWatch {
  const from = state.stageEnteredAt ?? state.stageOpenedAt;
  return {
    key: `${state.stageIndex}/${state.stageEnteredAt ?? 'opening'}`,
    from: from ? new Date(from) : null,
    verified: state.acknowledged && state.stageEnteredAt !== null,
    fullExposure: isFullExposure(
      exposureOfStage(plan.stages, state.stageIndex),
    ),
  };
}
