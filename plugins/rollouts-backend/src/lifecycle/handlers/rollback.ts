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
  isExposed,
  type Phase,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Handler } from '../handler';
import { incidentReview } from '../incident';
import { isOneOf } from '../people';
import { notEligible, notOpen, refuse } from '../refuse';
import { intendedExposure } from '../state';

function remedyWhenNothingIsExposed(phase: Phase): string {
  switch (phase) {
    case 'rolling-back':
    case 'stuck':
      return 'It is under way: nothing more to press';
    case 'rolled-back':
    case 'cancelled':
      return 'Nothing is exposed by it any more: there is nothing to take back';
    default:
      return 'Nothing is exposed: cancel the rollout instead';
  }
}

export const rollBack: Handler<'roll-back'> = (
  state,
  command,
  actor,
  context,
) => {
  if (!isExposed(intendedExposure(state, context.plan))) {
    return notOpen(state.phase, remedyWhenNothingIsExposed(state.phase));
  }
  if (state.wayBackClosedAt !== null) {
    return notOpen(
      state.phase,
      "The way back is closed: use the playbook's recovery steps",
    );
  }
  const { owners, approvers, operators, rollback = [] } = context.people;
  const who = [...owners, ...approvers, ...operators, ...rollback];
  const isPerson = actor.kind.startsWith('person');
  if (isPerson && !isOneOf(actor, who)) {
    return notEligible(
      'its owners, approvers, operators and who may roll back its system',
      who,
    );
  }
  if (!isPerson && context.plan.rollbackPlan.kind === 'hold-and-call') {
    return refuse(
      'policy',
      'The plan says that this change can not be undone: hold and call',
      'Hold it; only a person may decide to take it back',
      who,
    );
  }
  const cause = 'cause' in command ? command.cause : 'person';
  const checks = 'checks' in command ? command.checks : [];
  const firstSeen = checks.map(check => check.since).sort()[0];
  const confirmed = checks.map(check => check.assessedAt).sort()[0];
  return {
    accepted: true,
    next: {
      ...state,
      phase: 'rolling-back',
      held: null,
      stageTimes: state.stageTimes.map(time =>
        time.leftAt === null
          ? { ...time, leftAt: context.now.toISOString() }
          : time,
      ),
      reversal: {
        cause,
        sentence: command.reason,
        checks,
        actor,
        ...(firstSeen ? { firstSeenAt: firstSeen } : {}),
        ...(confirmed ? { confirmedAt: confirmed } : {}),
        decidedAt: context.now.toISOString(),
      },
    },
    sentence: `Rolling back: ${command.reason}`,
    evidence: { checks },
    effects: [
      { kind: 'clear-tickets' },
      { kind: 'wake', urgent: true },
      {
        kind: 'notify',
        topic: 'rolling-back',
        recipients: [
          state.requestedBy.ref,
          ...owners,
          ...approvers,
          ...operators,
        ],
        except: actor.ref,
        title: 'Rolling back',
        description: command.reason,
        // Nobody is called out of bed by a rehearsal that goes as it should.
        severity: context.plan.drill ? 'normal' : 'critical',
        cause,
      },
      ...incidentReview(
        {
          cause,
          sentence: command.reason,
          emergency: 'emergency' in command && command.emergency === true,
        },
        actor,
        context,
      ),
    ],
  };
};

export const acknowledgeRestore: Handler<'acknowledge-restore'> = (
  state,
  command,
  _actor,
  context,
) => {
  if (state.phase !== 'rolling-back' && state.phase !== 'stuck') {
    return notOpen(state.phase, 'Only a rollback under way is acknowledged');
  }
  const exposed = command.readBack.targets.find(({ exposure }) =>
    isExposed(exposure),
  );
  if (
    exposed ||
    command.readBack.targets.length !== context.plan.targets.length
  ) {
    return refuse(
      'gate-closed',
      'Not every target was read back at its baseline',
      'Restore again, then read back',
    );
  }
  const now = context.now.toISOString();
  return {
    accepted: true,
    next: {
      ...state,
      phase: 'rolled-back',
      stuck: null,
      endedAt: now,
      reversal: state.reversal && {
        ...state.reversal,
        restoredAt: command.restoredAt,
        verifiedAt: now,
      },
    },
    sentence: 'Rolled back: every target was read back at its baseline',
    evidence: { readBack: command.readBack },
    effects: [
      { kind: 'release-targets' },
      {
        kind: 'notify',
        topic: 'rolled-back',
        recipients: [state.requestedBy.ref, ...context.people.owners],
        except: null,
        title: 'Rolled back',
        description: state.reversal?.sentence ?? command.reason,
        severity: context.plan.drill ? 'low' : 'high',
        ...(state.reversal && { cause: state.reversal.cause }),
      },
    ],
  };
};

export const reportStuck: Handler<'report-stuck'> = (
  state,
  command,
  _actor,
  context,
) => {
  if (state.phase !== 'rolling-back') {
    return notOpen(state.phase, 'Only a rollback under way can be stuck');
  }
  const { owners, operators } = context.people;
  return {
    accepted: true,
    next: {
      ...state,
      phase: 'stuck',
      stuck: {
        since: context.now.toISOString(),
        sentence: command.reason,
        acknowledged: null,
      },
    },
    sentence: `Needs people now: ${command.reason}`,
    evidence: {},
    effects: [
      { kind: 'wake', urgent: true },
      {
        kind: 'notify',
        topic: 'stuck',
        recipients: [...operators, ...owners],
        except: null,
        title: 'A rollback is stuck and needs people now',
        description: command.reason,
        severity: 'critical',
      },
    ],
  };
};

export const acknowledgeStuck: Handler<'acknowledge-stuck'> = (
  state,
  command,
  actor,
  context,
) => {
  if (state.phase !== 'stuck' || state.stuck === null) {
    return notOpen(state.phase, 'There is nothing stuck to acknowledge');
  }
  const { owners, operators } = context.people;
  const who = [...operators, ...owners];
  if (!isOneOf(actor, who)) return notEligible('operators and owners', who);
  return {
    accepted: true,
    next: {
      ...state,
      stuck: {
        ...state.stuck,
        acknowledged: {
          by: actor,
          reason: command.reason,
          at: context.now.toISOString(),
        },
      },
    },
    sentence: `${actor.name} is on it`,
    evidence: {},
    effects: [{ kind: 'wake', urgent: true }],
  };
};
