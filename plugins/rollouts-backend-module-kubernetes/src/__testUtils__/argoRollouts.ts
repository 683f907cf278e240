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

import { rolloutSchema, type ArgoRollout } from '../argo/rollout';

export const WEIGHTS = [0, 5, 20, 100];
export const STEPS = WEIGHTS.flatMap(setWeight => [
  { setWeight },
  { pause: {} },
]);

interface Parts {
  annotations?: Record<string, string>;
  generation?: number;
  spec?: object;
  canary?: object;
  status?: object;
}

/** A Rollout with a traffic router that holds version `new` at its first step. */
export function argoRollout(parts: Parts = {}): ArgoRollout {
  return rolloutSchema.parse({
    metadata: {
      name: 'checkout',
      namespace: 'shop',
      uid: '9b2e',
      resourceVersion: '17',
      generation: parts.generation ?? 3,
      ...(parts.annotations && { annotations: parts.annotations }),
    },
    spec: {
      replicas: 4,
      template: { spec: { containers: [] } },
      strategy: {
        canary: {
          stableService: 'checkout-stable',
          canaryService: 'checkout-canary',
          trafficRouting: { istio: {} },
          steps: STEPS,
          ...parts.canary,
        },
      },
      ...parts.spec,
    },
    status: {
      observedGeneration: '3',
      phase: 'Paused',
      stableRS: 'old',
      currentPodHash: 'new',
      currentStepIndex: 1,
      controllerPause: true,
      pauseConditions: [{ reason: 'CanaryPauseStep' }],
      replicas: 4,
      updatedReplicas: 0,
      canary: { weights: { canary: { weight: 0 }, stable: { weight: 100 } } },
      ...parts.status,
    },
  });
}

/** What the traffic router was told, and for which version. */
export function weighing(canary: number, podTemplateHash?: string) {
  return {
    canary: {
      weights: {
        canary: { weight: canary, podTemplateHash },
        stable: { weight: 100 - canary },
      },
    },
  };
}
