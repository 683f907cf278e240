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

import { toError } from '@backstage/errors';
import { DriverError } from '@stagecraft/backstage-plugin-rollouts-node';
import type { ControllerCommand } from '../lifecycle/commands';
import { backoffMs } from '../pipeline/backoff';
import { readRollout } from '../store/rollouts';
import { saveTrouble } from '../store/targets';
import {
  completeWork,
  failWork,
  LostTicketError,
  type ClaimedWork,
} from '../store/work';
import { bringForward } from './bring';
import { CONTROLLER, type PassDeps } from './deps';
import { intend, intendBeforeLook } from './intend';
import { loadSubject, loadTargets } from './loadSubject';
import { takeLook } from './look';
import { restore } from './restore';
import { outcomeOfRestore } from './rules/back';
import { ownTarget, type Intention, type Subject } from './subject';

/** How a pass came out: when to pass by again, or what went wrong. */
type Result = { dueInMs: number } | { trouble: string };

const AT_ONCE: Result = { dueInMs: 0 };

/** That approvals no longer count shows only when the catalogue is asked. */
async function askAgain(
  deps: PassDeps,
  work: ClaimedWork,
  reason: string,
  otherwise: Result,
): Promise<Result> {
  const { accepted } = await deps.door.command({
    rolloutId: work.rolloutId,
    command: { command: 'await', reason },
    actor: CONTROLLER,
    ticket: { targetId: work.targetId, ticket: work.ticket },
  });
  return accepted ? AT_ONCE : otherwise;
}

async function command(
  deps: PassDeps,
  work: ClaimedWork,
  given: ControllerCommand,
  otherwise: Result,
): Promise<Result> {
  const result = await deps.door.command({
    rolloutId: work.rolloutId,
    command: given,
    actor: CONTROLLER,
    ticket: { targetId: work.targetId, ticket: work.ticket },
  });
  if (result.accepted) return AT_ONCE;
  const { code, reason } = result.refusal;
  deps.logger.info(
    `Rollout ${work.rolloutId}: ${given.command} is not open: ${reason}`,
  );
  return ['start', 'advance'].includes(given.command) && code === 'gate-closed'
    ? askAgain(deps, work, reason, otherwise)
    : otherwise;
}

async function carryOut(
  deps: PassDeps,
  work: ClaimedWork,
  subject: Subject,
  intention: Intention,
  stopping: AbortSignal,
): Promise<Result> {
  const untilNext = {
    dueInMs: intention.dueAt.getTime() - subject.context.now.getTime(),
  };
  if (intention.command) {
    return command(deps, work, intention.command, untilNext);
  }
  if (intention.bring.to !== 'nothing') {
    await bringForward(deps, work, subject, intention.bring, stopping);
    return AT_ONCE;
  }
  const { look } = ownTarget(subject);
  return look.outcome === 'seen' ? untilNext : { trouble: look.trouble };
}

async function goBack(
  deps: PassDeps,
  work: ClaimedWork,
  subject: Subject,
  stopping: AbortSignal,
): Promise<Result> {
  const trouble = await restore(deps, work, subject, stopping);
  const rollout = await readRollout(deps.database, work.rolloutId);
  if (!rollout) return AT_ONCE;
  const targets = await loadTargets(deps, rollout, work.now);
  const otherwise =
    trouble === null ? { dueInMs: deps.intervals.intervalMs } : { trouble };
  const outcome = outcomeOfRestore({ ...subject, targets }, trouble);
  return outcome ? command(deps, work, outcome, otherwise) : otherwise;
}

async function passBy(
  deps: PassDeps,
  work: ClaimedWork,
  stopping: AbortSignal,
): Promise<Result> {
  const subject = await loadSubject(deps, work);
  if (!subject) return { dueInMs: deps.intervals.idleMs };
  const atOnce = intendBeforeLook(subject);
  if (atOnce?.bring.to === 'baseline') {
    return goBack(deps, work, subject, stopping);
  }
  if (atOnce) {
    const dueInMs = atOnce.dueAt.getTime() - work.now.getTime();
    return atOnce.command
      ? command(deps, work, atOnce.command, { dueInMs })
      : { dueInMs };
  }
  const seen = await takeLook(deps, work, subject, stopping);
  return carryOut(deps, work, seen, intend(seen), stopping);
}

async function giveUp(
  deps: PassDeps,
  work: ClaimedWork,
  trouble: string,
): Promise<void> {
  const pause = backoffMs(work.attempts, {
    baseMs: deps.intervals.verifyMs,
    capMs: deps.intervals.intervalMs,
  });
  await failWork(deps.database, work, pause, trouble);
}

/** Whoever lost the work has nothing more to say of it. */
async function whileHeld(
  deps: PassDeps,
  work: ClaimedWork,
  act: () => Promise<void>,
): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof LostTicketError)) throw error;
    deps.logger.debug(`Rollout ${work.rolloutId}: ${error.message}`);
  }
}

async function keepFailure(
  deps: PassDeps,
  work: ClaimedWork,
  error: unknown,
): Promise<void> {
  const { message } = toError(error);
  deps.logger.warn(
    `Rollout ${work.rolloutId}, target ${work.targetId}: ${message}`,
  );
  if (error instanceof DriverError) {
    await saveTrouble(deps.database, work, message);
  }
  await giveUp(deps, work, message);
}

/**
 * One pass over one target's claimed work: look, intend, then one command or
 * one write, and give the work back. Whoever lost the ticket leaves everything
 * as it is.
 */
export async function pass(
  deps: PassDeps,
  work: ClaimedWork,
  stopping: AbortSignal,
): Promise<void> {
  await whileHeld(deps, work, async () => {
    try {
      const result = await passBy(deps, work, stopping);
      if ('trouble' in result) await giveUp(deps, work, result.trouble);
      else await completeWork(deps.database, work, Math.max(0, result.dueInMs));
    } catch (error) {
      if (error instanceof LostTicketError) throw error;
      await keepFailure(deps, work, error);
    }
  });
}
