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

import { z } from 'zod';
import { metadataSchema } from '../write/fence';

const stepSchema = z.looseObject({
  setWeight: z.int().optional(),
  pause: z
    .looseObject({ duration: z.union([z.number(), z.string()]).optional() })
    .optional(),
});
export type RolloutStep = z.infer<typeof stepSchema>;

const canarySchema = z.looseObject({
  stableService: z.string().optional(),
  canaryService: z.string().optional(),
  steps: z.array(stepSchema).optional(),
  dynamicStableScale: z.boolean().optional(),
  analysis: z.unknown().optional(),
  trafficRouting: z
    .looseObject({ maxTrafficWeight: z.int().optional() })
    .optional(),
});

const destinationSchema = z.looseObject({
  weight: z.number(),
  /** Of the version that the weight goes to. */
  podTemplateHash: z.string().optional(),
});

const statusSchema = z.looseObject({
  /** Of `metadata.generation`, as a string. */
  observedGeneration: z.string().optional(),
  workloadObservedGeneration: z.string().optional(),
  phase: z.string().optional(),
  message: z.string().optional(),
  abort: z.boolean().optional(),
  promoteFull: z.boolean().optional(),
  controllerPause: z.boolean().optional(),
  pauseConditions: z.array(z.unknown()).optional(),
  currentStepIndex: z.int().optional(),
  /** Hash of the template that is being rolled out. */
  currentPodHash: z.string().optional(),
  /** Hash of the template that was promoted last. */
  stableRS: z.string().optional(),
  replicas: z.number().optional(),
  updatedReplicas: z.number().optional(),
  canary: z
    .looseObject({
      weights: z
        .looseObject({ canary: destinationSchema, stable: destinationSchema })
        .optional(),
    })
    .optional(),
});
export type RolloutStatus = z.infer<typeof statusSchema>;

/** An Argo Rollout; fields that Stagecraft does not read are kept as they are. */
export const rolloutSchema = z.looseObject({
  metadata: metadataSchema,
  spec: z.looseObject({
    replicas: z.int().optional(),
    paused: z.boolean().optional(),
    template: z.unknown().optional(),
    workloadRef: z
      .looseObject({ kind: z.string().optional(), name: z.string().optional() })
      .optional(),
    strategy: z.looseObject({ canary: canarySchema.optional() }).optional(),
  }),
  status: statusSchema.optional(),
});
export type ArgoRollout = z.infer<typeof rolloutSchema>;

export function stepsOf(rollout: ArgoRollout): RolloutStep[] {
  return rollout.spec.strategy?.canary?.steps ?? [];
}

export function statusOf(rollout: ArgoRollout): RolloutStatus {
  return rollout.status ?? {};
}

/** The place in the steps; Argo's default is the first. */
export function stepIndexOf(rollout: ArgoRollout): number {
  return statusOf(rollout).currentStepIndex ?? 0;
}

/** Whether a traffic router splits requests, or the pods' numbers do. */
export function isRouted(rollout: ArgoRollout): boolean {
  return rollout.spec.strategy?.canary?.trafficRouting !== undefined;
}

/** The weight that stands for all requests. */
export function highestWeight(rollout: ArgoRollout): number {
  return rollout.spec.strategy?.canary?.trafficRouting?.maxTrafficWeight ?? 100;
}

export function replicasOf(rollout: ArgoRollout): number {
  return rollout.spec.replicas ?? 1;
}

/** The Deployment that holds the template, where the Rollout has none itself. */
export function workloadName(rollout: ArgoRollout): string | undefined {
  return rollout.spec.workloadRef?.name;
}
