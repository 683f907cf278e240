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
  compareFences,
  formatShare,
  isSameExposure,
  isWithin,
  NO_EXPOSURE,
  segmentOf,
  type Exposure,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { ObservedExposure } from '@stagecraft/backstage-plugin-rollouts-node';
import { intendedExposure } from '../lifecycle/state';
import type { Subject, TargetView } from './subject';

/** The smaller share of each audience. */
export function lowerOf(a: Exposure, b: Exposure): Exposure {
  return {
    internal: Math.min(a.internal, b.internal),
    ...((a.segment !== undefined || b.segment !== undefined) && {
      segment: Math.min(segmentOf(a), segmentOf(b)),
    }),
    everyone: Math.min(a.everyone, b.everyone),
  };
}

/** `internal users at 100 %, the segment at 20 %, everyone at 5 %`. */
export function describeExposure(exposure: Exposure): string {
  const { internal, segment, everyone } = exposure;
  return [
    `internal users at ${formatShare(internal)}`,
    ...(segment === undefined
      ? []
      : [`the segment at ${formatShare(segment)}`]),
    `everyone at ${formatShare(everyone)}`,
  ].join(', ');
}

export function intended(subject: Subject): Exposure {
  return intendedExposure(subject.state, subject.context.plan);
}

/** Whether the write of the decision in force is what the object shows. */
function hasLanded(
  subject: Subject,
  target: TargetView,
  observed: ObservedExposure,
): boolean {
  const { writing } = target;
  return (
    writing !== null &&
    writing.decision === subject.decision &&
    observed.fence !== null &&
    compareFences(observed.fence, writing.fence) >= 0
  );
}

/** Whether the decided exposure is yet to be seen on the object. */
function isUnderWay(
  subject: Subject,
  target: TargetView,
  observed: ObservedExposure,
): boolean {
  return (
    subject.state.phase === 'exposing' && !hasLanded(subject, target, observed)
  );
}

/** What the target shows unless somebody else lowered it. */
export function leastExposure(
  subject: Subject,
  target: TargetView,
  observed: ObservedExposure,
): Exposure {
  if (!isUnderWay(subject, target, observed)) return intended(subject);
  return target.acknowledged?.exposure ?? NO_EXPOSURE;
}

/** Whether more is exposed than decided, and not about to be written anyway. */
export function isRaised(
  subject: Subject,
  target: TargetView,
  observed: ObservedExposure,
): boolean {
  return (
    !isUnderWay(subject, target, observed) &&
    !isWithin(observed.exposure, intended(subject))
  );
}

/** Whether the object shows the newest write, at the decided exposure. */
export function isWritten(
  subject: Subject,
  target: TargetView,
  observed: ObservedExposure,
): boolean {
  return (
    hasLanded(subject, target, observed) &&
    observed.fence !== null &&
    compareFences(observed.fence, target.fence) === 0 &&
    isSameExposure(observed.exposure, intended(subject))
  );
}

/** Whether the target was seen as the decision in force wants it. */
export function isAcknowledged(subject: Subject, target: TargetView): boolean {
  return (
    subject.decision !== null &&
    target.acknowledged?.decision === subject.decision
  );
}
