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

import { deadlineOf, nextReminder } from '../lifecycle/deadline';
import { nextExpiry } from '../lifecycle/expiry';
import { gatesAhead } from '../lifecycle/gates';
import { unknownAhead } from '../lifecycle/membership';
import { isWatched } from '../lifecycle/state';
import { isAcknowledged } from './exposure';
import { onBreach, onNoData } from './rules/evidence';
import { onExposing, onNothingAhead, onOverdue } from './rules/forward';
import { onFrozen } from './rules/frozen';
import {
  onBlind,
  onExposedBefore,
  onForeignFence,
  onLowered,
  onRaised,
} from './rules/outside';
import {
  onApproved,
  onEnded,
  onEndOfPlan,
  onUnknownApprovals,
} from './rules/time';
import { onUndecided, onUndecidedBefore } from './rules/undecided';
import {
  NOTHING,
  ownTarget,
  type Intention,
  type Rule,
  type Step,
  type Subject,
} from './subject';

/** Rules that no look at the target may delay, in their order. */
const BEFORE_LOOK: readonly Rule[] = [
  onEnded,
  onBreach,
  onNoData,
  onEndOfPlan,
  onUndecidedBefore,
  onApproved,
];

/** What the target shows, then what merely holds, people last. */
const AFTER_LOOK: readonly Rule[] = [
  onForeignFence,
  onExposedBefore,
  onRaised,
  onLowered,
  onBlind,
  onFrozen,
  onOverdue,
  onExposing,
  onNothingAhead,
  onUndecided,
  onUnknownApprovals,
];

function firstStep(rules: readonly Rule[], subject: Subject): Step | undefined {
  for (const rule of rules) {
    const step = rule(subject);
    if (step) return step;
  }
  return undefined;
}

function pauseMs(subject: Subject): number {
  const { state, context, limits } = subject;
  if (state.phase === 'exposing') {
    return isAcknowledged(subject, ownTarget(subject))
      ? limits.intervalMs
      : limits.verifyMs;
  }
  // What policy refuses now, or the catalogue can't tell, may pass by what
  // others do, and nobody wakes it.
  const looks =
    state.phase === 'waiting' ||
    isWatched(state, context.plan) ||
    unknownAhead(state, context.planHash).length > 0 ||
    context.policies.some(({ outcome }) => outcome === 'fail');
  return looks ? limits.intervalMs : limits.idleMs;
}

function deadlines({ state, context }: Subject): (string | undefined)[] {
  const gates = ['approved', 'observing', 'waiting'].includes(state.phase)
    ? gatesAhead(state, context)
    : [];
  return [
    context.plan.end,
    deadlineOf(state, context.plan)?.at.toISOString(),
    nextReminder(state, context.plan)?.toISOString(),
    nextExpiry(state) ?? undefined,
    ...gates.map(gate => gate.until),
  ];
}

/** The next deadline, or the next regular pass, whichever comes first. */
function nextPass(subject: Subject): Date {
  const now = subject.context.now.getTime();
  const ahead = deadlines(subject)
    .flatMap(instant => (instant === undefined ? [] : [Date.parse(instant)]))
    .filter(instant => instant > now);
  return new Date(Math.min(now + pauseMs(subject), ...ahead));
}

function toIntention(subject: Subject, step: Step): Intention {
  return {
    command: 'command' in step ? step.command : null,
    bring: 'bring' in step ? step.bring : { to: 'nothing' },
    dueAt: nextPass(subject),
  };
}

/**
 * What is due whatever the target shows; undefined when it takes a look. Pure.
 */
export function intendBeforeLook(subject: Subject): Intention | undefined {
  const step = firstStep(BEFORE_LOOK, subject);
  return step && toIntention(subject, step);
}

/**
 * The one thing to do for a target now: a command for the door, or a write.
 * Pure: state, evidence, looks and clock in, an intention out.
 */
export function intend(subject: Subject): Intention {
  return (
    intendBeforeLook(subject) ??
    toIntention(subject, firstStep(AFTER_LOOK, subject) ?? NOTHING)
  );
}
