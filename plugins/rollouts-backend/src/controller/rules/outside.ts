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
  formatDuration,
  isExposed,
  isWithin,
  targetLabel,
  type TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { ObservedExposure } from '@stagecraft/backstage-plugin-rollouts-node';
import type { HoldCause } from '../../lifecycle/state';
import {
  describeExposure,
  intended,
  isRaised,
  leastExposure,
  lowerOf,
} from '../exposure';
import {
  NOTHING,
  ownTarget,
  type Rule,
  type Step,
  type Subject,
  type TargetView,
} from '../subject';
import { canHold, tell } from './evidence';
import { holdOrTakeBack } from './halfWay';

/**
 * Holds; of a completed rollout, where there is nothing to hold, tells people
 * once and then does what it would do anyway.
 */
function holdOr(
  subject: Subject,
  { ref }: TargetView,
  cause: Exclude<HoldCause, 'person'>,
  reason: string,
  otherwise: Step,
): Step {
  if (canHold(subject)) {
    return { command: { command: 'hold', reason, cause, checks: [] } };
  }
  return tellOr(subject, ref, cause, reason, otherwise);
}

function tellOr(
  subject: Subject,
  ref: TargetRef,
  cause: HoldCause,
  reason: string,
  otherwise: Step,
): Step {
  const told =
    subject.state.phase === 'completed' &&
    tell(subject, `${cause}/${targetLabel(ref)}`, reason);
  return told || otherwise;
}

/** A fence above ours was given out by somebody who knows more than we do. */
export const onForeignFence: Rule = subject => {
  const own = ownTarget(subject);
  if (own.look.outcome !== 'seen') return undefined;
  const { fence } = own.look.observed;
  if (fence === null || compareFences(fence, own.fence) <= 0) return undefined;
  return holdOr(
    subject,
    own,
    'fault',
    `${targetLabel(
      own.ref,
    )} carries a newer fence than this portal's: another installation moves it, or the database was restored from a backup`,
    NOTHING,
  );
};

/** What already serves the new version has no way back that we could capture. */
export const onExposedBefore: Rule = subject => {
  const own = ownTarget(subject);
  if (own.look.outcome !== 'seen' || own.baseline !== null) return undefined;
  const { exposure } = own.look.observed;
  if (!isExposed(exposure)) return undefined;
  return holdOr(
    subject,
    own,
    'raised-outside',
    `${targetLabel(own.ref)} already exposes ${describeExposure(
      exposure,
    )} that nobody decided here: set it to zero, then resume`,
    NOTHING,
  );
};

/** Whoever changed a target, as far as its cluster can tell. */
function rivalOf({ lastWriter }: ObservedExposure): string {
  if (!lastWriter) return 'somebody outside, whose name is not known,';
  const { name, at } = lastWriter;
  const when = at === null ? '' : ` at ${at}`;
  return `somebody who writes as "${name}", last${when},`;
}

/** What others raise is lowered at once; after some times people are called. */
export const onRaised: Rule = subject => {
  const own = ownTarget(subject);
  if (own.look.outcome !== 'seen') return undefined;
  const { observed } = own.look;
  if (!isRaised(subject, own, observed)) return undefined;
  const lower: Step =
    observed.fence === null
      ? { bring: { to: 'marked' } }
      : {
          bring: {
            to: 'exposure',
            exposure: lowerOf(observed.exposure, intended(subject)),
            reverts: true,
          },
        };
  const reverts =
    own.writing?.decision === subject.decision ? own.writing.reverts : 0;
  if (reverts < subject.limits.reverts) return lower;
  return holdOr(
    subject,
    own,
    'raised-outside',
    `${targetLabel(own.ref)} shows ${describeExposure(
      observed.exposure,
    )}: ${rivalOf(
      observed,
    )} raised it again after it was lowered ${reverts} times. Stop that writer, then resume`,
    lower,
  );
};

/** What somebody lowered outside is not raised again before a person resumes. */
export const onLowered: Rule = subject => {
  const own = ownTarget(subject);
  if (own.look.outcome !== 'seen' || subject.state.phase === 'held') {
    return undefined;
  }
  const { observed } = own.look;
  const least = leastExposure(subject, own, observed);
  if (isWithin(least, observed.exposure)) return undefined;
  return holdOr(
    subject,
    own,
    'lowered-outside',
    `${targetLabel(own.ref)} shows ${describeExposure(
      observed.exposure,
    )}, less than the decided ${describeExposure(least)}: ${rivalOf(
      observed,
    )} lowered it`,
    NOTHING,
  );
};

/** Why a target can't be relied on; undefined while it was seen lately. */
function whyBlind(
  { context, limits, awakeSince }: Subject,
  { look, ref }: TargetView,
): string | undefined {
  if (look.outcome === 'gone') {
    return `${targetLabel(ref)} does not exist: ${look.trouble}`;
  }
  if (look.outcome !== 'blind' || look.since === null) return undefined;
  const now = context.now.getTime();
  const age = now - look.since.getTime();
  return Math.min(age, now - awakeSince.getTime()) >= limits.blindMs
    ? `${targetLabel(ref)} was not seen for ${formatDuration(age / 1000)}: ${
        look.trouble
      }`
    : undefined;
}

/** What is exposed and can't be seen does not go on. */
export const onBlind: Rule = subject => {
  for (const target of subject.targets) {
    const reason = whyBlind(subject, target);
    if (reason !== undefined) {
      return (
        holdOrTakeBack(subject, reason) ??
        tellOr(subject, target.ref, 'fault', reason, NOTHING)
      );
    }
  }
  return undefined;
};
