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

import { intend } from '../controller/intend';
import type { Look, Subject, TargetView } from '../controller/subject';
import type { HoldCause, RolloutState } from '../lifecycle/state';
import { controller, makeCheck, makeGuardrail, makePlan, NOW } from './plans';
import { ALL, EVERYONE, readBack, seen, written } from './subjects';

export const later = (seconds: number) =>
  new Date(NOW.getTime() + seconds * 1000);
export const breached = [makeCheck({ verdict: 'breached' })];
export const overdue = [makeCheck({ verdict: 'unknown', overdue: true })];
export const evidence = (checks = [makeCheck()]) => ({
  checks,
  sample: 1_000_000,
});

/** What is intended, in short: a command with its cause, or what is brought. */
export function short(subject: Subject): string {
  const { command, bring } = intend(subject);
  if (command) {
    return 'cause' in command
      ? `${command.command} ${command.cause}`
      : command.command;
  }
  return bring.to === 'exposure' ? JSON.stringify(bring.exposure) : bring.to;
}

export const exposing: Partial<RolloutState> = {
  phase: 'exposing',
  stageIndex: 1,
  acknowledged: false,
};
export const earlier = { ...written, decision: 'experiment/2' };
export const before = { ...readBack, decision: 'experiment/2' };
export const unwritten: Partial<TargetView> = {
  writing: earlier,
  acknowledged: before,
};
export const holdAndCall = makePlan({
  rollbackPlan: { kind: 'hold-and-call', notes: 'No way back' },
});
export const onBreachHold = makePlan({
  guardrails: [makeGuardrail({ onBreach: 'hold' })],
});
export const onBreachNotify = makePlan({
  guardrails: [makeGuardrail({ onBreach: 'notify' })],
});
export const noDataBack = makePlan({
  guardrails: [
    makeGuardrail({ noData: { afterSeconds: 9, action: 'roll-back' } }),
  ],
});
export const blind: Look = {
  outcome: 'blind',
  since: NOW,
  trouble: 'No answer',
};
export const asked: Partial<RolloutState> = {
  phase: 'waiting',
  stageIndex: 1,
  askedAt: NOW.toISOString(),
};
export const completed: Partial<RolloutState> = {
  phase: 'completed',
  stageIndex: 2,
};
export const atAll: Partial<TargetView> = { look: seen({ exposure: ALL }) };
export const heldBy = (cause: HoldCause): RolloutState['held'] => ({
  cause,
  reason: 'Because',
  by: controller,
  at: NOW.toISOString(),
});
export const untaken: Partial<TargetView> = {
  acknowledged: before,
  look: seen({ exposure: EVERYONE, accepted: false, trouble: 'Not taken' }),
};
export const atEveryone: Partial<TargetView> = {
  look: seen({ exposure: EVERYONE }),
};
