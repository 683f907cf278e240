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

import type { ObservedExposure } from '@stagecraft/backstage-plugin-rollouts-node';
import { FENCE_ANNOTATION, fenceOf } from '../write/fence';
import { lastWriterOf } from '../write/lastWriter';
import { rungAt } from './ladder';
import { hasSameSteps, settledFence, versionsOf } from './marks';
import {
  statusOf,
  stepIndexOf,
  stepsOf,
  workloadName,
  type ArgoRollout,
} from './rollout';
import { askedShare, exposedShare } from './share';

const WORKLOAD_GENERATION = 'rollout.argoproj.io/workload-generation';

/**
 * A number that differs whenever spec, place in the steps, abort or promotion
 * do: `metadata.generation` alone does not notice who changes the status. The
 * controller's own way from a weight to its pause leaves it as it is.
 */
export function configurationOf(rollout: ArgoRollout): number {
  const { abort, promoteFull } = statusOf(rollout);
  const at = rungAt(rollout, stepIndexOf(rollout))?.index;
  const place = at ?? stepsOf(rollout).length;
  const flags = (abort ? 2 : 0) + (promoteFull ? 1 : 0);
  return rollout.metadata.generation * 1_000 + place * 4 + flags;
}

/** Why the controller has not taken what the object says, a sentence each. */
export function controllerTroubles(rollout: ArgoRollout): string[] {
  const { generation, annotations } = rollout.metadata;
  const status = statusOf(rollout);
  const seen = status.observedGeneration;
  const workloadSeen = status.workloadObservedGeneration;
  const workload = annotations?.[WORKLOAD_GENERATION];
  const { phase, message } = status;
  return [
    ...(seen === String(generation)
      ? []
      : [
          `The Argo Rollouts controller has taken generation ${
            seen ?? 'none'
          } and not yet ${generation}`,
        ]),
    ...(workloadName(rollout) === undefined ||
    workload === undefined ||
    workload === workloadSeen
      ? []
      : [
          `The Argo Rollouts controller has taken generation ${
            workloadSeen ?? 'none'
          } of the workload and not yet ${workload}`,
        ]),
    ...(phase === 'Degraded'
      ? [`The Rollout is degraded: ${message || 'no reason given'}`]
      : []),
  ];
}

/** Why the step that was asked for is not where the controller waits. */
function stepTroubles(rollout: ArgoRollout): string[] {
  const status = statusOf(rollout);
  if (status.stableRS === status.currentPodHash) {
    return status.phase === undefined || status.phase === 'Healthy'
      ? []
      : [`The Rollout is ${status.phase}: ${status.message || 'not done yet'}`];
  }
  const rung = rungAt(rollout, stepIndexOf(rollout));
  const waits =
    rung !== undefined &&
    stepIndexOf(rollout) === rung.index + 1 &&
    (status.pauseConditions?.length ?? 0) > 0;
  return [
    ...(waits ? [] : ['The controller is on its way to the step']),
    ...(askedShare(rollout) === exposedShare(rollout)
      ? []
      : ['The weight that the controller reports is not that of the step']),
  ];
}

function markTroubles(rollout: ArgoRollout): string[] {
  const text = rollout.metadata.annotations?.[FENCE_ANNOTATION];
  const versions = versionsOf(rollout);
  const { currentPodHash: current, stableRS: stable } = statusOf(rollout);
  const isOther =
    versions !== undefined &&
    current !== versions.new &&
    current !== versions.baseline;
  return [
    ...(text !== undefined && fenceOf(rollout.metadata) === null
      ? [
          `The annotation ${FENCE_ANNOTATION} reads "${text}", which is no fence`,
        ]
      : []),
    ...(isOther
      ? ['Its template was changed after the baseline was captured']
      : []),
    ...(versions !== undefined && stable !== versions.baseline
      ? ['It was promoted: its stable version is no longer the baseline']
      : []),
    ...(versions === undefined || hasSameSteps(rollout)
      ? []
      : ['Its steps were changed after the baseline was captured']),
  ];
}

/** What a live Rollout shows; nobody is internal to it. */
export function observedExposure(
  rollout: ArgoRollout,
  now: Date,
): ObservedExposure {
  const share = exposedShare(rollout);
  const acceptance = [...controllerTroubles(rollout), ...stepTroubles(rollout)];
  const troubles = [...markTroubles(rollout), ...acceptance];
  return {
    exposure: { internal: share, everyone: share },
    fence: settledFence(rollout, now),
    generation: configurationOf(rollout),
    accepted: acceptance.length === 0,
    trouble: troubles.length > 0 ? `${troubles.join('. ')}.` : null,
    lastWriter: lastWriterOf(rollout.metadata),
  };
}
