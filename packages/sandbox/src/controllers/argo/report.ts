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

import { isRecord } from '../../kubernetes/object';
import type { RolloutSpec, RolloutStatus } from './rolloutShape';

type Row = [type: string, status: string, reason: string, message: string];

function phase(
  spec: RolloutSpec,
  status: RolloutStatus,
  problem: string | undefined,
): [phase: string, message: string] {
  if (problem) return ['Degraded', `InvalidSpec: ${problem}`];
  if (status.abort) return ['Degraded', 'RolloutAborted: Rollout aborted'];
  if (spec.paused) return ['Paused', 'manually paused'];
  const [pause] = status.pauseConditions ?? [];
  if (pause) return ['Paused', pause.reason];
  return status.stableRS !== undefined &&
    status.stableRS === status.currentPodHash
    ? ['Healthy', '']
    : ['Progressing', 'waiting for all steps to complete'];
}

function rows(status: RolloutStatus, problem: string | undefined): Row[] {
  const paused = (status.pauseConditions?.length ?? 0) > 0;
  const done = status.stableRS === status.currentPodHash;
  const yes = (value: boolean) => (value ? 'True' : 'False');
  let reason = done ? 'NewReplicaSetAvailable' : 'ReplicaSetUpdated';
  if (paused) reason = 'RolloutPaused';
  if (status.abort) reason = 'RolloutAborted';
  return [
    ...(problem
      ? [['InvalidSpec', 'True', 'InvalidSpec', problem] satisfies Row]
      : []),
    [
      'Available',
      'True',
      'AvailableReason',
      'Rollout has minimum availability',
    ],
    ['Paused', yes(paused), 'RolloutPaused', 'Rollout is paused'],
    ['Healthy', yes(done), 'RolloutHealthy', ''],
    ['Completed', yes(done), 'RolloutCompleted', 'RolloutCompleted'],
    ['Progressing', yes(!status.abort), reason, ''],
  ];
}

function conditions(status: RolloutStatus, all: Row[], now: string) {
  const before = Array.isArray(status.conditions)
    ? status.conditions.filter(isRecord)
    : [];
  return all.map(([type, value, reason, message]) => {
    const same = before.find(
      entry =>
        entry.type === type &&
        entry.status === value &&
        entry.reason === reason,
    );
    return {
      type,
      status: value,
      reason,
      message,
      lastTransitionTime: same?.lastTransitionTime ?? now,
      lastUpdateTime: same?.lastUpdateTime ?? now,
    };
  });
}

/** The status with what people read of it: phase, message and conditions. */
export function reported(
  spec: RolloutSpec,
  status: RolloutStatus,
  problem: string | undefined,
  now: string,
): RolloutStatus {
  const [name, message] = phase(spec, status, problem);
  return {
    ...status,
    phase: name,
    message,
    conditions: conditions(status, rows(status, problem), now),
  };
}
