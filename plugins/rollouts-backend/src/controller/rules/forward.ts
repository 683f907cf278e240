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
  isFullExposure,
  targetLabel,
  type Wait,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { isStillAsked, isTimeToAsk } from '../../lifecycle/asking';
import { gatesAhead, isOfOpenStage } from '../../lifecycle/gates';
import {
  describeExposure,
  intended,
  isAcknowledged,
  isWritten,
} from '../exposure';
import {
  NOTHING,
  ownTarget,
  type Rule,
  type Subject,
  type TargetView,
} from '../subject';
import { holdOrTakeBack } from './halfWay';
import { readBackOf } from './readBack';

/**
 * Brings the own target to what was decided, each target after those before
 * it and only while all of them are freshly seen, and acknowledges once the
 * last was read back.
 */
export const onExposing: Rule = subject => {
  if (subject.state.phase !== 'exposing') return undefined;
  const own = ownTarget(subject);
  if (subject.targets.some(({ look }) => look.outcome !== 'seen')) {
    return NOTHING;
  }
  if (subject.targets.every(target => isAcknowledged(subject, target))) {
    return {
      command: {
        command: 'acknowledge-exposure',
        reason: 'Every target was read back as decided',
        readBack: readBackOf(subject),
      },
    };
  }
  const before = subject.targets.slice(0, subject.targets.indexOf(own));
  const isTurn = before.every(target => isAcknowledged(subject, target));
  if (!isTurn || isAcknowledged(subject, own)) return NOTHING;
  if (own.look.outcome !== 'seen') return NOTHING;
  const { observed } = own.look;
  if (own.baseline === null || observed.fence === null) {
    return { bring: { to: 'marked' } };
  }
  return isWritten(subject, own, observed)
    ? NOTHING
    : {
        bring: { to: 'exposure', exposure: intended(subject), reverts: false },
      };
};

/**
 * Since when a target is being exposed: those before it were read back, and
 * somebody was there to do it.
 */
function exposedFrom(
  { targets, decidedAt, awakeSince }: Subject,
  decision: string,
): number {
  return Math.max(
    decidedAt?.getTime() ?? 0,
    awakeSince.getTime(),
    ...targets.flatMap(({ acknowledged }) =>
      acknowledged?.decision === decision
        ? [Date.parse(acknowledged.seenAt)]
        : [],
    ),
  );
}

function whyNotExposed({ look, trouble }: TargetView): string {
  if (look.outcome !== 'seen') return look.trouble;
  const { observed } = look;
  return (
    observed.trouble ??
    trouble ??
    `it shows ${describeExposure(observed.exposure)}`
  );
}

/**
 * What can't be exposed in the time it is given does not go on trying: it is
 * held, or all taken back where other targets of the plan were exposed already.
 */
export const onOverdue: Rule = subject => {
  const { state, context, decision, targets, limits } = subject;
  if (state.phase !== 'exposing' || decision === null) return undefined;
  const late = targets.find(target => !isAcknowledged(subject, target));
  const age = context.now.getTime() - exposedFrom(subject, decision);
  if (!late || age < limits.exposeMs) return undefined;
  return holdOrTakeBack(
    subject,
    `${targetLabel(late.ref)} was not read back at ${describeExposure(
      intended(subject),
    )} within ${formatDuration(limits.exposeMs / 1000)}: ${whyNotExposed(
      late,
    )}`,
  );
};

/** Whether people are asked who can't decide, or are not asked any more. */
function asksWrongly({ state, context }: Subject, gates: Wait[]): boolean {
  if (state.phase !== 'waiting') return false;
  if (state.stageIndex < 0) return gates.some(gate => gate.for === 'approvals');
  return (
    state.askedAt !== null &&
    gates.some(gate => gate.for === 'policy' || gate.for === 'freeze') &&
    !isStillAsked(state, context)
  );
}

/** Goes on when nothing stands before it and every target is freshly seen. */
export const onNothingAhead: Rule = subject => {
  const { state, context, targets } = subject;
  if (state.phase !== 'observing' && state.phase !== 'waiting') {
    return undefined;
  }
  if (targets.some(target => target.look.outcome !== 'seen')) return undefined;
  const gates = gatesAhead(state, context);
  if (gates.length > 0) {
    const isThrough = state.phase === 'observing' && !gates.some(isOfOpenStage);
    const isToAsk = state.askedAt === null && isTimeToAsk(state, context);
    return isThrough || isToAsk || asksWrongly(subject, gates)
      ? { command: { command: 'await', reason: gates[0].sentence } }
      : undefined;
  }
  if (context.plan.stages[state.stageIndex + 1]) {
    return {
      command: {
        command: 'advance',
        reason: 'Nothing stands before the next stage',
      },
    };
  }
  const exposure = exposureOfStage(context.plan.stages, state.stageIndex);
  return state.phase === 'observing' && isFullExposure(exposure)
    ? {
        command: {
          command: 'complete',
          reason: 'The last stage held at full exposure',
        },
      }
    : undefined;
};
