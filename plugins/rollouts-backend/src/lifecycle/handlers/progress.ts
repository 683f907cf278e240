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
  isFullExposure,
  isSameExposure,
  policyTitle,
  type Actor,
  type Bypass,
  type Wait,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { neededBypasses } from '../bypasses';
import { restsOn, type DecideContext, type Refused } from '../decision';
import { describeStage, gatesAhead } from '../gates';
import type { Handler } from '../handler';
import { isOneOf } from '../people';
import { gateClosed, notEligible, notOpen, refuse } from '../refuse';

/** What is settled before a rollout starts to wait for the rest. */
const BEFORE_START: readonly Wait['for'][] = [
  'not-before',
  'objection',
  'approvals',
  'policy',
];

/** `, past a freeze by the bypass of petra`. */
function pastSentence(bypasses: readonly Bypass[]): string {
  return bypasses
    .map(bypass => {
      const what = bypass.freeze
        ? 'a freeze'
        : `the policy "${policyTitle(bypass)}"`;
      return `, past ${what} by the bypass of ${bypass.actor.name}`;
    })
    .join('');
}

function refuseStranger(
  actor: Actor,
  context: DecideContext,
): Refused | undefined {
  if (actor.kind === 'controller') return undefined;
  const { owners, operators } = context.people;
  const who = [...owners, ...operators];
  return isOneOf(actor, who) ? undefined : notEligible('its owners', who);
}

export const start: Handler<'start'> = (state, _command, actor, context) => {
  if (state.phase !== 'approved') {
    return notOpen(
      state.phase,
      state.phase === 'proposed'
        ? 'Its first stage must be approved first'
        : 'It was started already',
    );
  }
  const stranger = refuseStranger(actor, context);
  if (stranger) return stranger;
  if (
    actor.kind === 'controller' &&
    context.plan.schedule.start !== 'when-approved'
  ) {
    return refuse('gate-closed', 'The plan is started by hand', 'Press Start');
  }
  const closed = gatesAhead(state, context).find(wait =>
    BEFORE_START.includes(wait.for),
  );
  if (closed) return gateClosed(closed);
  return {
    accepted: true,
    next: { ...state, phase: 'waiting' },
    sentence:
      'Started: the first stage opens as soon as nothing stands before it',
    evidence: {},
    effects: [{ kind: 'wake', urgent: true }],
  };
};

export const advance: Handler<'advance'> = (
  state,
  _command,
  actor,
  context,
) => {
  if (state.phase !== 'waiting' && state.phase !== 'observing') {
    return notOpen(
      state.phase,
      state.phase === 'held'
        ? 'Resume it first'
        : 'A rollout advances while it waits or is observed',
    );
  }
  const stranger = refuseStranger(actor, context);
  if (stranger) return stranger;
  const stageIndex = state.stageIndex + 1;
  const stage = context.plan.stages[stageIndex];
  if (!stage) {
    return refuse(
      'not-open',
      'The last stage is open',
      'It completes when its bake time is over, at full exposure',
    );
  }
  if (context.now.getTime() >= Date.parse(context.plan.end)) {
    return refuse(
      'gate-closed',
      "The plan's end has passed",
      'Request a new rollout with a later end',
    );
  }
  const [closed] = gatesAhead(state, context);
  if (closed) return gateClosed(closed);
  const now = context.now.toISOString();
  const past = neededBypasses(state, context);
  return {
    accepted: true,
    next: {
      ...state,
      phase: 'exposing',
      stageIndex,
      acknowledged: false,
      stageOpenedAt: now,
      stageEnteredAt: null,
      observedSince: null,
      reported: [],
      stageTimes: state.stageTimes.map(time =>
        time.leftAt === null ? { ...time, leftAt: now } : time,
      ),
    },
    sentence: `Stage ${stageIndex + 1} opens: ${describeStage(
      stage,
    )}${pastSentence(past)}`,
    evidence: {
      ...restsOn(context),
      ...(past.length > 0 && { bypasses: past }),
    },
    effects: [{ kind: 'wake', urgent: true }],
  };
};

export const acknowledgeExposure: Handler<'acknowledge-exposure'> = (
  state,
  command,
  _actor,
  context,
) => {
  if (state.phase !== 'exposing') {
    return notOpen(state.phase, 'Only an exposure under way is acknowledged');
  }
  const intended = exposureOfStage(context.plan.stages, state.stageIndex);
  const differs = command.readBack.targets.find(
    ({ exposure }) => !isSameExposure(exposure, intended),
  );
  if (
    differs ||
    command.readBack.targets.length !== context.plan.targets.length
  ) {
    return refuse(
      'gate-closed',
      `What was read back is not ${describeStage(
        context.plan.stages[state.stageIndex],
      )} on every target`,
      'Write again, then read back',
    );
  }
  const now = context.now.toISOString();
  return {
    accepted: true,
    next: {
      ...state,
      phase: 'observing',
      acknowledged: true,
      stageEnteredAt: now,
      observedSince: now,
      stageTimes: [
        ...state.stageTimes,
        { index: state.stageIndex, enteredAt: now, leftAt: null },
      ],
    },
    sentence: `Read back: ${describeStage(
      context.plan.stages[state.stageIndex],
    )}`,
    evidence: { readBack: command.readBack },
    effects: [{ kind: 'wake', urgent: false }],
  };
};

export const complete: Handler<'complete'> = (
  state,
  _command,
  _actor,
  context,
) => {
  if (state.phase !== 'observing') {
    return notOpen(state.phase, 'Only an observed last stage completes');
  }
  if (context.plan.stages[state.stageIndex + 1]) {
    return refuse('not-open', 'There are stages ahead', 'Advance');
  }
  if (!isFullExposure(exposureOfStage(context.plan.stages, state.stageIndex))) {
    return refuse(
      'gate-closed',
      'The last stage is not at full exposure',
      "It is taken back at the plan's end; request a rollout up to everyone at 100 %",
    );
  }
  const [closed] = gatesAhead(state, context);
  if (closed) return gateClosed(closed);
  return {
    accepted: true,
    next: { ...state, phase: 'completed', endedAt: context.now.toISOString() },
    sentence:
      'Completed at full exposure; the old version stays warm until the new one is promoted',
    evidence: restsOn(context),
    effects: [
      { kind: 'seal-completed' },
      { kind: 'wake', urgent: false },
      {
        kind: 'notify',
        topic: 'completed',
        recipients: [state.requestedBy.ref, ...context.people.owners],
        except: null,
        title: 'Rollout completed at full exposure',
        description:
          'Promote the new version in Git, then say so here; until then the way back stays open',
        severity: 'normal',
      },
    ],
  };
};
