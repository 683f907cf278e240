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

import type { Actor } from '@stagecraft/backstage-plugin-rollouts-common';
import { refuseActorKind } from './authority';
import type { AnyCommand, AnyCommandName } from './commands';
import type { Accepted, DecideContext, Outcome } from './decision';
import { asOf } from './expiry';
import type { Handler } from './handler';
import { asMembers, lapsedBetween } from './membership';
import { approve, withdrawApproval } from './handlers/approvals';
import { awaitGates } from './handlers/await';
import { bypass } from './handlers/bypass';
import {
  cancel,
  closeWayBack,
  promote,
  revise,
  withdraw,
} from './handlers/endings';
import { hold, resume } from './handlers/hold';
import { attestMilestone } from './handlers/milestones';
import { object, resolveObjection } from './handlers/objections';
import {
  acknowledgeExposure,
  advance,
  complete,
  start,
} from './handlers/progress';
import { remind } from './handlers/remind';
import { report } from './handlers/report';
import {
  acknowledgeRestore,
  acknowledgeStuck,
  reportStuck,
  rollBack,
} from './handlers/rollback';
import { askFor, settle } from './settle';
import type { RolloutState } from './state';

const HANDLERS: { [K in AnyCommandName]: Handler<K> } = {
  revise,
  withdraw,
  approve,
  'withdraw-approval': withdrawApproval,
  object,
  'resolve-objection': resolveObjection,
  'attest-milestone': attestMilestone,
  start,
  advance,
  hold,
  resume,
  'roll-back': rollBack,
  'acknowledge-stuck': acknowledgeStuck,
  promote,
  cancel,
  bypass,
  await: awaitGates,
  'acknowledge-exposure': acknowledgeExposure,
  'acknowledge-restore': acknowledgeRestore,
  remind,
  report,
  'report-stuck': reportStuck,
  complete,
  'close-way-back': closeWayBack,
};

function handle<K extends AnyCommandName>(
  state: RolloutState,
  command: Extract<AnyCommand, { command: K }>,
  actor: Actor,
  context: DecideContext,
): Outcome {
  // Looked up by the command's own name, so the handler takes this command.
  const handler = HANDLERS[command.command] as Handler<AnyCommandName>;
  return handler(state, command, actor, context);
}

/** Whose approval lapsed, and who is asked in their place, learn of it. */
function tellLapsed(
  accepted: Accepted,
  before: RolloutState,
  seen: RolloutState,
  context: DecideContext,
): Accepted {
  const lapsed = lapsedBetween(before, seen);
  if (lapsed.length === 0) return accepted;
  const { next, effects } = accepted;
  const askedAlready = next.askedAt !== null && next.askedAt === seen.askedAt;
  return {
    ...accepted,
    effects: [
      ...effects,
      {
        kind: 'notify',
        topic: 'approval-void',
        recipients: lapsed.map(({ actor }) => actor.ref),
        except: null,
        title: 'Your approval no longer counts',
        description: `You are in none of the groups that stage ${
          next.stageIndex + 2
        } asks any more`,
        severity: 'normal',
      },
      ...(askedAlready ? [askFor(next, context)] : []),
    ],
  };
}

/**
 * The one place where a rollout's fate is decided. Pure: the same state,
 * command, actor and context always give the same outcome, and nothing but
 * the outcome is touched.
 */
export function decide(
  state: RolloutState,
  command: AnyCommand,
  actor: Actor,
  context: DecideContext,
): Outcome {
  const before = asOf(state, context.now);
  const seen = asMembers(before, context);
  const outcome =
    refuseActorKind(command.command, actor) ??
    handle(seen, command, actor, context);
  return outcome.accepted
    ? tellLapsed(settle(outcome, context), before, seen, context)
    : outcome;
}
