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
  formatShare,
  type Exposure,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { DriverError } from '@stagecraft/backstage-plugin-rollouts-node';
import { createHash } from 'node:crypto';
import { everyonesShare } from '../preflight/everyoneOnly';
import {
  highestWeight,
  isRouted,
  replicasOf,
  stepsOf,
  type ArgoRollout,
  type RolloutStep,
} from './rollout';

export const FULL_SHARE = 10_000;

/** A step `setWeight` and the indefinite pause after it. */
export interface Rung {
  /** Of its `setWeight` in the steps. */
  index: number;
  weight: number;
  /** The weight in basis points. */
  share: number;
}

function isEndless(step: RolloutStep | undefined): boolean {
  return step?.pause !== undefined && step.pause.duration === undefined;
}

/** A step as the Rollout's manifest states it. */
function stepLabel(step: RolloutStep): string {
  if (step.setWeight !== undefined) return `setWeight: ${step.setWeight}`;
  const { duration } = step.pause ?? {};
  return duration === undefined
    ? Object.keys(step)[0] ?? 'an empty step'
    : `pause: { duration: ${duration} }`;
}

/**
 * What keeps the steps from being opened one at a time, a sentence each: every
 * step must be a `setWeight` with a pause after it that nothing but a person
 * ends, and the first must hold the new version at weight 0.
 */
export function ladderTroubles(rollout: ArgoRollout): string[] {
  const steps = stepsOf(rollout);
  const stray = steps.flatMap((step, index) => {
    const fits =
      index % 2 === 0
        ? step.setWeight !== undefined && isEndless(steps[index + 1])
        : isEndless(step);
    return fits ? [] : [`step ${index + 1} (${stepLabel(step)})`];
  });
  if (steps.length === 0) return ['spec.strategy.canary.steps is empty'];
  return [
    ...(stray.length
      ? [
          `${stray.join(
            ', ',
          )} of spec.strategy.canary.steps is no setWeight followed by pause: {}`,
        ]
      : []),
    ...(steps[0]?.setWeight === 0
      ? []
      : ['spec.strategy.canary.steps does not begin with setWeight: 0']),
  ];
}

export const LADDER_REMEDY =
  'Make spec.strategy.canary.steps pairs of setWeight and pause: {}, the first with setWeight: 0, one pair for the exposure of each stage.';

export function rungsOf(rollout: ArgoRollout): Rung[] {
  const highest = highestWeight(rollout);
  return stepsOf(rollout).flatMap(({ setWeight: weight }, index) =>
    weight === undefined
      ? []
      : [{ index, weight, share: Math.ceil((weight * FULL_SHARE) / highest) }],
  );
}

/** The rung whose weight or pause stands at a place in the steps. */
export function rungAt(rollout: ArgoRollout, index: number): Rung | undefined {
  return rungsOf(rollout).find(
    rung => index === rung.index || index === rung.index + 1,
  );
}

/** Whether pods alone can show the rung's share exactly. */
export function isExact(rollout: ArgoRollout, rung: Rung): boolean {
  const pods = replicasOf(rollout) * rung.weight;
  return isRouted(rollout) || pods % highestWeight(rollout) === 0;
}

export const NO_AUDIENCES =
  "an Argo Rollout's steps move weights only and know no header";

/**
 * The rung that shows the exposure.
 *
 * @throws DriverError `invalid` where the steps can't be opened one at a time,
 * or none of them has exactly that share.
 */
export function rungFor(rollout: ArgoRollout, exposure: Exposure): Rung {
  const { name } = rollout.metadata;
  const troubles = ladderTroubles(rollout);
  if (troubles.length > 0) {
    throw new DriverError(
      'invalid',
      `${troubles.join('; ')} in Rollout ${name}. ${LADDER_REMEDY}`,
    );
  }
  const share = everyonesShare(exposure, NO_AUDIENCES);
  const rungs = rungsOf(rollout);
  const rung = rungs.find(candidate => candidate.share === share);
  if (!rung) {
    throw new DriverError(
      'invalid',
      `Rollout ${name} can't show ${formatShare(
        share,
      )}: spec.strategy.canary.steps stops at ${rungs
        .map(candidate => formatShare(candidate.share))
        .join(
          ', ',
        )}. Give the stage one of these exposures, or add setWeight and pause: {} for it before the update starts.`,
    );
  }
  if (!isExact(rollout, rung)) {
    throw new DriverError(
      'invalid',
      `Rollout ${name} has no traffic router, so its ${replicasOf(
        rollout,
      )} pods would round setWeight: ${
        rung.weight
      } to another share. Set spec.replicas so that ${formatShare(
        share,
      )} of them is a whole number, or give it a traffic router.`,
    );
  }
  return rung;
}

/** A checksum of the steps: editing them in flight starts them anew. */
export function stepsSum(rollout: ArgoRollout): string {
  return createHash('sha256')
    .update(JSON.stringify(rungsOf(rollout)))
    .update(String(stepsOf(rollout).length))
    .digest('hex')
    .slice(0, 12);
}
