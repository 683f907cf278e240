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

import { isDeepStrictEqual } from 'node:util';
import { add, remove, type Operation } from '../write/patch';
import type { WayBack } from '../write/writeBack';
import type { BaselineContent } from './baseline';
import { flagIn, flagPath, type FeatureFlag, type Flag } from './featureFlag';

/** The captured choice, whatever is there: adding also replaces. */
export function choiceOperations(key: string, captured: Flag): Operation[] {
  const { state, defaultVariant, targeting } = captured;
  const path = flagPath(key, 'targeting');
  return [
    add(flagPath(key, 'state'), state),
    add(flagPath(key, 'defaultVariant'), defaultVariant),
    ...(targeting === undefined
      ? // What is not there can't be removed, and nobody may add it meanwhile.
        [add(path, {}), remove(path)]
      : [add(path, targeting)]),
  ];
}

function changedValue(key: string, live: Flag, captured: Flag): string | null {
  const variant = captured.defaultVariant;
  return isDeepStrictEqual(live.variants[variant], captured.variants[variant])
    ? null
    : `Variant ${variant} of flag ${key} is not what it was, so that nobody gets the old behaviour by it. Give it its value ${JSON.stringify(
        captured.variants[variant],
      )} again.`;
}

/** The way back from a live object: the flag chooses as it was captured. */
export function restorePatch(
  object: FeatureFlag,
  key: string,
  { flag: captured }: BaselineContent,
): WayBack {
  const live = flagIn(object, key);
  if (!live) {
    return {
      operations: [],
      remains: `${object.metadata.name} has no flag ${key} any more, so that every caller falls to its own default. Add the flag again as the rollout's record has it.`,
    };
  }
  return {
    operations: choiceOperations(key, captured),
    remains: changedValue(key, live, captured),
  };
}
