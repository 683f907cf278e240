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
  nameOfRef,
  type Actor,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { refuseActorKind } from './authority';
import type { AnyCommand, AnyCommandName } from './commands';
import type { Accepted, DecideContext, Outcome } from './decision';
import { asOf } from './expiry';
import type { Handler } from './handler';
import { asKnown, asMembers, countedAnew, lapsedBetween } from './membership';
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
import { refuse } from './refuse';
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

/** What opens a gate, or leads to it, by what somebody is in the catalogue. */
const OPENING: readonly AnyCommandName[] = [
  'approve',
  'resolve-objection',
  'attest-milestone',
  'start',
  'advance',
  'resume',
  'bypass',
];

/**
 * Nothing opens by a group that the catalogue does not have now: whoever is in
 * it, or in one above it, is told so.
 */
function handleAsKnown(
  state: RolloutState,
  command: AnyCommand,
  actor: Actor,
  context: DecideContext,
): Outcome {
  const known = asKnown(actor, context);
  const outcome = handle(state, command, known, context);
  if (outcome.accepted || known === actor) return outcome;
  const { code, whoCould } = outcome;
  const groups = [...(actor.groups ?? []), ...whoCould];
  const couldBe = { ...actor, groups };
  if (
    code !== 'not-eligible' ||
    !handle(state, command, couldBe, context).accepted
  ) {
    return outcome;
  }
  const missing = (actor.groups ?? []).filter(
    group => !known.groups?.includes(group),
  );
  return refuse(
    'not-eligible',
    `Whether this is for you is not known: the catalogue has no ${missing
      .map(nameOfRef)
      .join(', ')} now`,
    'Whoever keeps the catalogue can bring it back; holding and rolling back stay open',
    whoCould,
  );
}

function handleCounting(
  state: RolloutState,
  command: AnyCommand,
  actor: Actor,
  context: DecideContext,
  before: RolloutState,
): Outcome {
  const outcome = OPENING.includes(command.command)
    ? handleAsKnown(state, command, actor, context)
    : handle(state, command, actor, context);
  if (outcome.accepted || command.command !== 'await') return outcome;
  return countedAnew(before, state) ?? outcome;
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
        description: `The catalogue has you in none of the groups that stage ${
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
    handleCounting(seen, command, actor, context, before);
  return outcome.accepted
    ? tellLapsed(settle(outcome, context), before, seen, context)
    : outcome;
}
