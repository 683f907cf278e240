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

import type {
  Exposure,
  TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { ObservedExposure } from '@stagecraft/backstage-plugin-rollouts-node';
import { fenceOf, fenceTrouble } from '../write/fence';
import { lastWriterOf } from '../write/lastWriter';
import { bandOf, type Band } from './band';
import {
  evaluatorsIn,
  keyOf,
  requireFlag,
  type FeatureFlag,
  type Flag,
} from './featureFlag';
import { shareOf } from './shares';
import { layersOf, withBand } from './targeting';

const WHOLE = 10_000;

function stateTroubles(flag: Flag, { backends }: TargetRef): string[] {
  const { state, variants, defaultVariant } = flag;
  const missing = [backends.baseline, backends.new].filter(
    variant => !Object.hasOwn(variants, variant),
  );
  return [
    ...(state === 'DISABLED'
      ? [
          'The flag is disabled: every caller falls to its own default, which may be the new behaviour',
        ]
      : []),
    ...missing.map(variant => `The flag has no variant ${variant}`),
    ...(defaultVariant === backends.baseline
      ? []
      : [
          `The default variant is ${defaultVariant} instead of ${backends.baseline}`,
        ]),
  ];
}

/** The end passed inside the flag, seconds before the plan's own. */
function lapseTroubles(flag: Flag, now: Date): string[] {
  const end = layersOf(flag.targeting)?.band?.end ?? null;
  return end !== null && now.getTime() / 1000 >= end
    ? [`The exposure lapsed by itself at ${new Date(end * 1000).toISOString()}`]
    : [];
}

/** The largest share that the targeting gives anyone; null for unknown. */
function shares(
  flag: Flag,
  object: FeatureFlag,
  target: TargetRef,
): Exposure | null {
  const { defaultVariant, targeting } = flag;
  const { backends } = target;
  const question = {
    variant: backends.new,
    defaultVariant,
    evaluators: evaluatorsIn(object),
  };
  if (flag.state === 'DISABLED') return { internal: 0, everyone: 0 };
  const all = shareOf(targeting, question);
  const layers = layersOf(targeting);
  const band = layers?.band;
  if (all === null || !layers || band?.new !== backends.new) {
    return all === null ? null : { internal: all, everyone: all };
  }
  // The same without the larger shares of narrower audiences.
  const { segment, everyone } = band.exposure;
  const highest = (narrowed: Band) =>
    shareOf(withBand(layers, narrowed), question);
  const others = highest(bandOf(target, { internal: everyone, everyone }, {}));
  if (others === null) return null;
  if (segment === undefined) return { internal: all, everyone: others };
  const ofSegment = highest({
    ...band,
    header: null,
    exposure: { internal: segment, segment, everyone },
  });
  return ofSegment === null
    ? null
    : { internal: all, segment: ofSegment, everyone: others };
}

/**
 * What a flag shows. Its kind has no status: what is read here is what is
 * stored, and evaluators follow within seconds.
 */
export function observedFlag(
  object: FeatureFlag,
  target: TargetRef,
  now: Date,
): ObservedExposure {
  const flag = requireFlag(object, keyOf(target));
  const exposure = shares(flag, object, target);
  const troubles = [
    ...stateTroubles(flag, target),
    ...(exposure
      ? []
      : [
          `Who gets ${target.backends.new} can't be told from the targeting, so it is taken for everybody`,
        ]),
    ...lapseTroubles(flag, now),
    ...fenceTrouble(object.metadata),
  ];
  return {
    exposure: exposure ?? { internal: WHOLE, everyone: WHOLE },
    fence: fenceOf(object.metadata),
    generation: object.metadata.generation,
    accepted: troubles.length === 0,
    trouble: troubles.length > 0 ? `${troubles.join('. ')}.` : null,
    lastWriter: lastWriterOf(object.metadata),
  };
}
