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

import { Profile } from '../world/services';

export const BEHAVIOURS = [
  'healthy',
  'slow',
  'failing',
  'leaking',
  'better',
] as const;
export type Behaviour = (typeof BEHAVIOURS)[number];

const SLOW_FACTOR = 2.5;
const FAILING_RATIO = 0.15;
const BETTER_LATENCY_FACTOR = 0.7;
const BETTER_CONVERSION_FACTOR = 1.3;

/** A leak doubles the latency every so many seconds in use. */
const LEAK_DOUBLING_SECONDS = 40;
const LEAK_MAX_FACTOR = 12;
/** A leak starts to fail requests here, and is at its worst after `FULL`. */
const LEAK_ERRORS_AFTER_SECONDS = 60;
const LEAK_FULL_SECONDS = 150;
const LEAK_MAX_ERROR_RATIO = 0.4;

function leaking(profile: Profile, secondsInUse: number): Profile {
  const progress =
    (secondsInUse - LEAK_ERRORS_AFTER_SECONDS) /
    (LEAK_FULL_SECONDS - LEAK_ERRORS_AFTER_SECONDS);
  const errors = LEAK_MAX_ERROR_RATIO * Math.min(1, Math.max(0, progress));
  const factor = Math.min(
    LEAK_MAX_FACTOR,
    2 ** (secondsInUse / LEAK_DOUBLING_SECONDS),
  );
  return {
    ...profile,
    medianMilliseconds: profile.medianMilliseconds * factor,
    errorRatio: Math.max(profile.errorRatio, errors),
  };
}

/**
 * What a version is like right now.
 *
 * @param secondsInUse - Seconds with traffic since the behaviour was set; a
 * leak grows with use, not with time.
 */
export function behaving(
  profile: Profile,
  behaviour: Behaviour,
  secondsInUse: number,
): Profile {
  switch (behaviour) {
    case 'slow':
      return {
        ...profile,
        medianMilliseconds: profile.medianMilliseconds * SLOW_FACTOR,
      };
    case 'failing':
      return { ...profile, errorRatio: FAILING_RATIO };
    case 'leaking':
      return leaking(profile, secondsInUse);
    case 'better':
      return {
        ...profile,
        medianMilliseconds: profile.medianMilliseconds * BETTER_LATENCY_FACTOR,
        conversionRatio: Math.min(
          1,
          profile.conversionRatio * BETTER_CONVERSION_FACTOR,
        ),
      };
    default:
      return profile;
  }
}
