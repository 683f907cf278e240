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
  exposureOfStage,
  formatDuration,
  formatShare,
  type BlastRadius,
  type Exposure,
  type Stage,
} from '@stagecraft/backstage-plugin-rollouts-common';

/** The stages from `from` on that open without asking anybody in between. */
function lastBeforeAsked(stages: readonly Stage[], from: number): number {
  const asked = stages.findIndex(
    (stage, index) => index > from && stage.approvals.required > 0,
  );
  return asked < 0 ? stages.length - 1 : asked - 1;
}

function describeExposure({ internal, everyone }: Exposure): string {
  return everyone > 0
    ? `${formatShare(everyone)} of everyone`
    : `${formatShare(internal)} of internal users`;
}

function describeRate(requestsPerSecond: number): string {
  if (requestsPerSecond < 1) return 'less than one request a second';
  const rate = Number(requestsPerSecond.toPrecision(2));
  return rate === 1
    ? 'about one request a second'
    : `about ${rate} requests a second`;
}

/**
 * How much is at risk from the opening of stage `from` until people are asked
 * again, in words and in numbers.
 *
 * @param trafficPerSecond - All requests of the service; null when unknown.
 */
export function blastRadius(
  stages: readonly Stage[],
  trafficPerSecond: number | null,
  from = 0,
): BlastRadius {
  const last = lastBeforeAsked(stages, from);
  const exposure = exposureOfStage(stages, last);
  const seconds = stages
    .slice(from, last + 1)
    .reduce((sum, stage) => sum + stage.bakeSeconds, 0);
  const requests =
    trafficPerSecond === null
      ? null
      : (trafficPerSecond * exposure.everyone) / 10_000;
  const asked = last < stages.length - 1;
  const sentence = [
    `At most ${describeExposure(exposure)}`,
    ...(requests !== null && exposure.everyone > 0
      ? [describeRate(requests)]
      : []),
    `for at least ${formatDuration(seconds)} ${
      asked
        ? 'before anyone is asked again'
        : 'to the end, and nobody is asked again'
    }`,
  ].join(', ');
  return {
    sentence,
    exposureBeforeAsked: exposure,
    secondsBeforeAsked: seconds,
    requestsPerSecond: requests,
  };
}
