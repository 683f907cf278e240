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
  PreflightResult,
} from '@stagecraft/backstage-plugin-rollouts-common';
import {
  DriverError,
  type ExposeOptions,
} from '@stagecraft/backstage-plugin-rollouts-node';
import { fail } from './result';

const REMEDY =
  'Take the stages of narrower audiences out of the plan, or govern a route with a target of kind gateway-api or istio.';

/**
 * The one share of a target that tells no audiences apart.
 *
 * @param why - A clause that says why it can't.
 * @throws DriverError `invalid` where a narrower audience gets more.
 */
export function everyonesShare(exposure: Exposure, why: string): number {
  if (Math.max(...Object.values(exposure)) > exposure.everyone) {
    throw new DriverError(
      'invalid',
      `The stage exposes an audience narrower than everyone, and ${why}. ${REMEDY}`,
    );
  }
  return exposure.everyone;
}

/** Whether the plan asks for more than that. */
export function audienceChecks(
  { header, segment }: ExposeOptions,
  why: string,
): PreflightResult[] {
  const names = [header, segment].flatMap(each => (each ? [each.name] : []));
  if (names.length === 0) return [];
  return [
    fail(
      'audience',
      `The plan exposes requests by the header ${names.join(
        ' and ',
      )}, and ${why}.`,
      REMEDY,
    ),
  ];
}
