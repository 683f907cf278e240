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

import type { Exposure } from '@stagecraft/backstage-plugin-rollouts-common';
import type { ObservedExposure } from '@stagecraft/backstage-plugin-rollouts-node';
import { DEFAULT_INTERVALS } from '../controller/deps';
import type { Look, Subject, TargetView } from '../controller/subject';
import { asOf } from '../lifecycle/expiry';
import { initialState } from '../lifecycle/propose';
import type { RolloutState } from '../lifecycle/state';
import type { Acknowledged, Writing } from '../store/tables';
import { controller, makeContext, makePlan, NOW } from './plans';

export const INTERNAL: Exposure = { internal: 10_000, everyone: 0 };
export const EVERYONE: Exposure = { internal: 10_000, everyone: 500 };
export const NOBODY: Exposure = { internal: 0, everyone: 0 };
export const ALL: Exposure = { internal: 10_000, everyone: 10_000 };
const ADVANCE = 'experiment/5';

export function seen(over: Partial<ObservedExposure> = {}): Look {
  return {
    outcome: 'seen',
    at: NOW,
    observed: {
      exposure: INTERNAL,
      fence: { epoch: 1, count: 3 },
      generation: 4,
      accepted: true,
      trouble: null,
      ...over,
    },
  };
}

export const written: Writing = {
  decision: ADVANCE,
  exposure: INTERNAL,
  fence: { epoch: 1, count: 3 },
  reverts: 0,
};

export const readBack: Acknowledged = {
  decision: ADVANCE,
  exposure: INTERNAL,
  fence: { epoch: 1, count: 3 },
  writtenAt: NOW.toISOString(),
  seenAt: NOW.toISOString(),
};

export function makeTarget(over: Partial<TargetView> = {}): TargetView {
  return {
    id: 'target',
    ref: makePlan().targets[0],
    fence: { epoch: 1, count: 3 },
    baseline: { kind: 'gateway-api', version: 1, content: {} },
    writing: written,
    acknowledged: readBack,
    look: seen(),
    trouble: null,
    ...over,
  };
}

/** Observing its first stage. */
export function makeState(over: Partial<RolloutState> = {}): RolloutState {
  return {
    ...initialState(controller),
    phase: 'observing',
    stageIndex: 0,
    acknowledged: true,
    stageOpenedAt: NOW.toISOString(),
    stageEnteredAt: NOW.toISOString(),
    observedSince: NOW.toISOString(),
    ...over,
  };
}

export function makeSubject(
  over: {
    state?: Partial<RolloutState>;
    context?: Parameters<typeof makeContext>[0];
    target?: Partial<TargetView>;
    awakeSince?: Date;
  } = {},
): Subject {
  const context = makeContext(over.context);
  return {
    state: asOf(makeState(over.state), context.now),
    context,
    decision: ADVANCE,
    decidedAt: NOW,
    targets: [makeTarget(over.target)],
    own: 'target',
    awakeSince: over.awakeSince ?? new Date(0),
    limits: DEFAULT_INTERVALS,
  };
}
