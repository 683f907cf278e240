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
  formatCount,
  formatDuration,
  policyTitle,
  seenLength,
  SHORTEST_JUSTIFICATION,
  type Actor,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { failingPolicies, FREEZE, standingFreezes } from '../bypasses';
import type { AnyCommand } from '../commands';
import type { DecideContext, Refused } from '../decision';
import type { Handler } from '../handler';
import { isOneOf } from '../people';
import { notEligible, notOpen, refuse, refuseStalePlan } from '../refuse';
import { mayGoOn, type RolloutState } from '../state';
import { addWorkingDays } from '../workingDays';

type Bypass = Extract<AnyCommand, { command: 'bypass' }>;

const LASTS_SECONDS = 4 * 3600;
const REVIEW_WITHIN_WORKING_DAYS = 2;

/** What a bypass goes past. */
interface InTheWay {
  /** As people read it, in a sentence. */
  what: string;
  title?: string;
  sentence: string;
}

/** What stands in the way under that name; undefined when nothing does. */
function standing(
  state: RolloutState,
  { policy, freeze }: Bypass,
  context: DecideContext,
): InTheWay | undefined {
  if (policy === FREEZE) {
    const frozen = standingFreezes(state, context).find(
      ({ id }) => id === freeze,
    );
    return frozen && { what: 'a freeze', sentence: frozen.sentence };
  }
  const failing = failingPolicies(state, context).find(
    result => result.policy === policy,
  );
  return (
    failing && {
      what: `the policy "${policyTitle(failing)}"`,
      title: failing.title,
      sentence: failing.explanation,
    }
  );
}

function refuseSubject(
  state: RolloutState,
  command: Bypass,
  context: DecideContext,
): Refused | undefined {
  const result = context.policies.find(
    ({ policy }) => policy === command.policy,
  );
  if (result?.neverBypassed) {
    return refuse(
      'policy',
      // Who decides, say, is no emergency's to settle.
      `Nobody goes past the policy "${policyTitle(result)}"`,
      'Ask somebody who may approve; rolling back stays open',
    );
  }
  return standing(state, command, context) === undefined
    ? refuse(
        'unknown-subject',
        command.policy === FREEZE
          ? 'No such freeze stands before the next stage'
          : `The policy "${policyTitle(
              result ?? command,
            )}" does not stand before the next stage`,
        'Load the page again: it may pass by now, or be bypassed already',
      )
    : undefined;
}

function refuseActor(actor: Actor, context: DecideContext) {
  const { owners, operators } = context.people;
  const who = [...owners, ...operators];
  if (!isOneOf(actor, who)) return notEligible('its owners and operators', who);
  if (context.openReviews === 0) return undefined;
  return refuse(
    'gate-closed',
    `You have ${formatCount(context.openReviews, 'open review')} of a bypass`,
    'Have it closed by somebody else first, or ask another owner or operator',
    who,
  );
}

function refuseJustification(reason: string): Refused | undefined {
  return seenLength(reason) >= SHORTEST_JUSTIFICATION
    ? undefined
    : refuse(
        'policy',
        'A bypass needs a justification that others can judge',
        `Say what is urgent and why it can't wait, in ${SHORTEST_JUSTIFICATION} characters or more`,
      );
}

/**
 * Goes past one policy or freeze that stands before the next stage, for one
 * plan and a few hours. What approvals, objections and evidence ask for stays.
 */
export const bypass: Handler<'bypass'> = (state, command, actor, context) => {
  const ahead = context.plan.stages[state.stageIndex + 1];
  if (!mayGoOn(state) || !ahead) {
    return notOpen(state.phase, 'There is no stage ahead to open');
  }
  const refused =
    refuseStalePlan(command.planHash, context) ??
    refuseActor(actor, context) ??
    refuseSubject(state, command, context) ??
    refuseJustification(command.reason);
  if (refused) return refused;
  const past = standing(state, command, context);
  if (!past) throw new Error('A bypass goes past what stands in the way');
  const { now, newId: reviewId, planHash } = context;
  const { policy, freeze, reason } = command;
  const expiresAt = new Date(
    now.getTime() + LASTS_SECONDS * 1000,
  ).toISOString();
  const dueAt = addWorkingDays(now, REVIEW_WITHIN_WORKING_DAYS).toISOString();
  const { what, title, sentence } = past;
  const { owners, operators } = context.people;
  return {
    accepted: true,
    next: {
      ...state,
      bypasses: [
        ...state.bypasses,
        {
          policy,
          ...(title === undefined ? {} : { title }),
          ...(freeze === undefined ? {} : { freeze }),
          planHash,
          actor,
          reason,
          at: now.toISOString(),
          expiresAt,
          reviewId,
        },
      ],
    },
    sentence: `${actor.name} goes past ${what} for ${formatDuration(
      LASTS_SECONDS,
    )}; a review is due by ${dueAt}`,
    evidence: {
      policy,
      ...(freeze === undefined ? {} : { freeze }),
      bypassed: sentence,
      expiresAt,
      review: reviewId,
    },
    effects: [
      {
        kind: 'open-review',
        review: 'bypass',
        id: reviewId,
        dueAt,
        actor,
        subject: policy,
        reason,
      },
      { kind: 'wake', urgent: true },
      {
        kind: 'notify',
        topic: 'bypassed',
        recipients: [...owners, ...operators, ...context.security],
        except: null,
        title: `${actor.name} goes past ${what}`,
        description: reason,
        severity: 'critical',
      },
    ],
  };
};
