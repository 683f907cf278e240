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

import { freezeGates } from '../gates';
import type { Handler } from '../handler';
import { isOneOf } from '../people';
import { gateClosed, notEligible, notOpen, refuse } from '../refuse';

export const hold: Handler<'hold'> = (state, command, actor, context) => {
  const exposed =
    ['exposing', 'observing'].includes(state.phase) ||
    (state.phase === 'waiting' && state.stageIndex >= 0);
  if (!exposed) {
    return notOpen(
      state.phase,
      state.stageIndex < 0
        ? 'Nothing is exposed yet: object, or cancel the rollout'
        : 'Roll it back if it must not go on',
    );
  }
  const { owners, approvers, operators } = context.people;
  const who = [...owners, ...approvers, ...operators];
  const byPerson = actor.kind !== 'controller' && actor.kind !== 'service';
  if (byPerson && !isOneOf(actor, who)) {
    return notEligible('its owners, approvers and operators', who);
  }
  const cause = 'cause' in command ? command.cause : 'person';
  return {
    accepted: true,
    next: {
      ...state,
      phase: 'held',
      acknowledged: cause === 'lowered-outside' ? false : state.acknowledged,
      held: {
        cause,
        reason: command.reason,
        by: actor,
        at: context.now.toISOString(),
      },
    },
    sentence: `Held: ${command.reason}`,
    evidence: { checks: 'checks' in command ? command.checks : [] },
    effects: [
      { kind: 'clear-tickets' },
      { kind: 'wake', urgent: true },
      {
        kind: 'notify',
        topic: 'held',
        recipients: [state.requestedBy.ref, ...owners],
        except: actor.ref,
        title: 'Rollout held',
        description: command.reason,
        severity: 'high',
        cause,
      },
    ],
  };
};

export const resume: Handler<'resume'> = (state, _command, actor, context) => {
  if (state.phase !== 'held') {
    return notOpen(state.phase, 'Only a held rollout is resumed');
  }
  const { owners, operators } = context.people;
  const who = [...owners, ...operators];
  if (!isOneOf(actor, who)) return notEligible('its owners and operators', who);
  if (context.now.getTime() >= Date.parse(context.plan.end)) {
    return refuse(
      'gate-closed',
      "The plan's end has passed",
      'Roll it back, and request a new rollout with a later end',
    );
  }
  const [frozen] = state.acknowledged ? [] : freezeGates(state, context);
  // Where the open stage was not read back, resuming writes it anew.
  if (frozen) return gateClosed(frozen);
  const breached = context.evidence.checks.find(
    check => check.verdict === 'breached',
  );
  if (breached) {
    return refuse(
      'gate-closed',
      `A guardrail is breached: ${breached.sentence}`,
      'Roll it back, or resume when the guardrail holds again',
    );
  }
  return {
    accepted: true,
    next: {
      ...state,
      phase: state.acknowledged ? 'observing' : 'exposing',
      observedSince: state.acknowledged ? context.now.toISOString() : null,
      stageEnteredAt: state.acknowledged ? state.stageEnteredAt : null,
      stageTimes: state.acknowledged
        ? state.stageTimes
        : state.stageTimes.map(time =>
            time.leftAt === null
              ? { ...time, leftAt: context.now.toISOString() }
              : time,
          ),
      held: null,
      reported: [],
    },
    sentence: state.acknowledged
      ? 'Resumed: the bake time counts anew'
      : 'Resumed: the exposure of the open stage is written again',
    evidence: { checks: context.evidence.checks },
    effects: [{ kind: 'wake', urgent: true }],
  };
};
