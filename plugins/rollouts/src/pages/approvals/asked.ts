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

import { useState } from 'react';
import type { Rollout } from '@stagecraft/backstage-plugin-rollouts-common';
import { stateOf } from '../../commands/actionsOf';

/** What an approval is bound to. */
export interface Asked {
  planHash: string;
  stageIndex: number;
  /** The evidence that was frozen when people were asked, if any was. */
  evidenceDigest?: string;
}

/** The stage that waits to be opened, of the plan as it is now. */
export function askedOf(rollout: Rollout): Asked {
  const last = rollout.plan.stages.length - 1;
  return {
    planHash: rollout.planHash,
    stageIndex:
      stateOf(rollout, 'approve')?.stageIndex ??
      Math.min(rollout.stageIndex + 1, last),
    ...(rollout.asked?.evidenceDigest
      ? { evidenceDigest: rollout.asked.evidenceDigest }
      : {}),
  };
}

/**
 * What the viewer opened the page to decide on. It stays when the rollout
 * changes underneath, so that nobody approves what they have not read.
 */
export function usePinned(rollout: Rollout) {
  const now = askedOf(rollout);
  const [pinned, setPinned] = useState(now);
  return {
    asked: pinned,
    changed:
      pinned.planHash !== now.planHash ||
      pinned.stageIndex !== now.stageIndex ||
      pinned.evidenceDigest !== now.evidenceDigest,
    showNow: () => setPinned(now),
  };
}
