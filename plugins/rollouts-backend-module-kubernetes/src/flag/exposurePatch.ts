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
import type {
  Baseline,
  ExposeOptions,
} from '@stagecraft/backstage-plugin-rollouts-node';
import { setTested, test, type Operation } from '../write/patch';
import { bandOf } from './band';
import { capturedTargeting } from './baseline';
import {
  evaluatorsIn,
  flagPath,
  keyOf,
  requireFlag,
  type FeatureFlag,
} from './featureFlag';
import { layersFor, withBand } from './targeting';

/**
 * Brings the flag to the exposure, testing every value that it rests on. A
 * default variant that somebody else set goes back to the baseline along.
 *
 * @param captured - The baseline, where one is known: what the flag is exposed
 * through when the live targeting is not to be understood any more.
 */
export function exposurePatch(
  object: FeatureFlag,
  target: TargetRef,
  exposure: Exposure,
  options: ExposeOptions,
  captured?: Baseline,
): Operation[] {
  const key = keyOf(target);
  const flag = requireFlag(object, key);
  const { backends } = target;
  const layers = layersFor(
    flag,
    capturedTargeting(captured),
    backends,
    evaluatorsIn(object),
  );
  const path = (member: string) => flagPath(key, member);
  return [
    test(path('state'), flag.state),
    test(path('variants'), flag.variants),
    ...setTested(
      path('defaultVariant'),
      flag.defaultVariant,
      backends.baseline,
    ),
    ...setTested(
      path('targeting'),
      flag.targeting,
      withBand(layers, bandOf(target, exposure, options)),
    ),
  ];
}
