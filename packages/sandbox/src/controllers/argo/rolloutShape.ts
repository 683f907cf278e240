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

import type { KubeObject } from '../../kubernetes/object';

export interface RolloutStep {
  setWeight?: number;
  pause?: { duration?: number | string };
}

export interface RolloutSpec {
  replicas?: number;
  template?: Record<string, unknown>;
  workloadRef?: { kind?: string; name?: string };
  paused?: boolean;
  strategy?: {
    canary?: {
      steps?: RolloutStep[];
      stableService?: string;
      canaryService?: string;
      dynamicStableScale?: boolean;
      trafficRouting?: {
        maxTrafficWeight?: number;
        plugins?: Record<string, { httpRoute?: string; namespace?: string }>;
        istio?: { virtualService?: { name: string } };
      };
    };
  };
}

export interface RolloutStatus {
  observedGeneration?: string;
  workloadObservedGeneration?: string;
  phase?: string;
  message?: string;
  abort?: boolean;
  abortedAt?: string;
  promoteFull?: boolean;
  controllerPause?: boolean;
  pauseConditions?: { reason: string; startTime: string }[];
  currentStepIndex?: number;
  currentStepHash?: string;
  currentPodHash?: string;
  stableRS?: string;
  canary?: { weights?: Weights };
  [field: string]: unknown;
}

export interface Weights {
  canary: Destination;
  stable: Destination;
}

interface Destination {
  weight: number;
  podTemplateHash?: string;
  serviceName?: string;
}

// What is stored went through the schema of its kind.
export function specOf(rollout: KubeObject): RolloutSpec {
  return (rollout.spec ?? {}) as RolloutSpec;
}

export function statusOf(rollout: KubeObject): RolloutStatus {
  return (rollout.status ?? {}) as RolloutStatus;
}

/** Services, and a Deployment, that it can't do without. */
export function namesOf(rollout: KubeObject): (string | undefined)[] {
  const { strategy, workloadRef } = specOf(rollout);
  const { stableService, canaryService } = strategy?.canary ?? {};
  return [stableService, canaryService, workloadRef?.name];
}

export function stepsOf(spec: RolloutSpec): RolloutStep[] {
  return spec.strategy?.canary?.steps ?? [];
}

export function highestWeight(spec: RolloutSpec): number {
  return spec.strategy?.canary?.trafficRouting?.maxTrafficWeight ?? 100;
}

export function isRouted(spec: RolloutSpec): boolean {
  return spec.strategy?.canary?.trafficRouting !== undefined;
}

/** The weight that is in force at a step: the last one set on the way there. */
export function weightAt(spec: RolloutSpec, index: number): number {
  const steps = stepsOf(spec);
  if (index >= steps.length) return highestWeight(spec);
  return (
    steps
      .slice(0, index + 1)
      .findLast(({ setWeight }) => setWeight !== undefined)?.setWeight ?? 0
  );
}
