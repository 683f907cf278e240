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

import type { TargetRef } from '@stagecraft/backstage-plugin-rollouts-common';
import {
  DriverError,
  type Baseline,
  type Json,
} from '@stagecraft/backstage-plugin-rollouts-node';
import { z } from 'zod';
import {
  evaluatorsIn,
  flagSchema,
  keyOf,
  KIND,
  requireFlag,
  type FeatureFlag,
  type Flag,
} from './featureFlag';
import { layersOf, targetingTrouble } from './targeting';

const VERSION = 1;

const contentSchema = z.looseObject({ uid: z.string(), flag: flagSchema });
export type BaselineContent = z.infer<typeof contentSchema>;

/** Why the flag can't be where a rollout starts; null when it can. */
export function startTrouble(
  flag: Flag,
  object: FeatureFlag,
  { backends }: TargetRef,
): string | null {
  if (flag.state !== 'ENABLED') {
    return 'It is disabled, so nobody is served by it. Enable it with the baseline as its default variant.';
  }
  for (const variant of [backends.baseline, backends.new]) {
    if (!Object.hasOwn(flag.variants, variant)) {
      return `It has no variant ${variant}, only ${Object.keys(
        flag.variants,
      ).join(', ')}. Add it, or name another.`;
    }
  }
  if (flag.defaultVariant !== backends.baseline) {
    return `Its default variant is ${flag.defaultVariant}. Make it ${backends.baseline}, which is where a rollout starts and ends.`;
  }
  if (layersOf(flag.targeting)?.band) {
    return `An exposure of ${backends.new} is still in its targeting. Take it back before a rollout starts.`;
  }
  return targetingTrouble(flag, backends, evaluatorsIn(object));
}

/** @throws DriverError `invalid` for a flag that no rollout can start from. */
export function baselineOf(object: FeatureFlag, target: TargetRef): Baseline {
  const key = keyOf(target);
  const flag = requireFlag(object, key);
  const trouble = startTrouble(flag, object, target);
  if (trouble) {
    throw new DriverError(
      'invalid',
      `Flag ${key} of ${object.metadata.name} can't be exposed: ${trouble}`,
    );
  }
  return {
    kind: KIND,
    version: VERSION,
    content: z.json().parse({ uid: object.metadata.uid, flag }),
  };
}

/** @throws DriverError `invalid` for another driver's baseline, or a newer one. */
export function readBaseline(baseline: Baseline): BaselineContent {
  const content = contentSchema.safeParse(baseline.content);
  if (
    baseline.kind === KIND &&
    baseline.version === VERSION &&
    content.success
  ) {
    return content.data;
  }
  throw new DriverError(
    'invalid',
    `This baseline (${baseline.kind}, version ${baseline.version}) is not one that this version of the feature-flag driver reads. Restore the flag by hand from the rollout's record.`,
  );
}

/** The captured targeting; undefined for none, null where nothing is captured. */
export function capturedTargeting(
  baseline: Baseline | undefined,
): Json | undefined | null {
  return baseline ? readBaseline(baseline).flag.targeting : null;
}
