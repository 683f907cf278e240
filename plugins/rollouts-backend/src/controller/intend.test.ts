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

import type { RolloutState } from '../lifecycle/state';
import { makeCheck, makeGuardrail, makePlan, NOW } from '../testing/plans';
import {
  ALL,
  EVERYONE,
  INTERNAL,
  makeSubject,
  NOBODY,
  readBack,
  seen,
  written,
} from '../testing/subjects';
import { intend, intendBeforeLook } from './intend';
import type { Look, Subject, TargetView } from './subject';

const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const breached = [makeCheck({ verdict: 'breached' })];
const overdue = [makeCheck({ verdict: 'unknown', overdue: true })];
const evidence = (checks = [makeCheck()]) => ({ checks, sample: 1_000_000 });

/** What is intended, in short. */
function short(subject: Subject): string {
  const { command, bring } = intend(subject);
  if (command) {
    return 'cause' in command
      ? `${command.command} ${command.cause}`
      : command.command;
  }
  return bring.to === 'exposure' ? JSON.stringify(bring.exposure) : bring.to;
}

const exposing: Partial<RolloutState> = {
  phase: 'exposing',
  stageIndex: 1,
  acknowledged: false,
};
const earlier = { ...written, decision: 'experiment/2' };
const before = { ...readBack, decision: 'experiment/2' };
const unwritten: Partial<TargetView> = {
  writing: earlier,
  acknowledged: before,
};
const holdAndCall = makePlan({
  rollbackPlan: { kind: 'hold-and-call', notes: 'No way back' },
});
const onBreachHold = makePlan({
  guardrails: [makeGuardrail({ onBreach: 'hold' })],
});
const noDataBack = makePlan({
  guardrails: [
    makeGuardrail({ noData: { afterSeconds: 9, action: 'roll-back' } }),
  ],
});
const blind: Look = { outcome: 'blind', since: NOW, trouble: 'No answer' };
const asked: Partial<RolloutState> = {
  phase: 'waiting',
  stageIndex: 1,
  askedAt: NOW.toISOString(),
};
const untaken: Partial<TargetView> = {
  acknowledged: before,
  look: seen({ exposure: EVERYONE, accepted: false, trouble: 'Not taken' }),
};
const atEveryone: Partial<TargetView> = { look: seen({ exposure: EVERYONE }) };

describe('intend', () => {
  it.each<[string, Parameters<typeof makeSubject>[0], string]>([
    ['waits for the bake time', {}, 'nothing'],
    ['advances after it', { context: { now: later(61) } }, 'advance'],
    [
      'takes back on a breach',
      { context: { evidence: evidence(breached) } },
      'roll-back breach',
    ],
    [
      'takes back on a breach without a look',
      { context: { evidence: evidence(breached) }, target: { look: blind } },
      'roll-back breach',
    ],
    [
      'takes back on a breach while held',
      { state: { phase: 'held' }, context: { evidence: evidence(breached) } },
      'roll-back breach',
    ],
    [
      'takes back a completed rollout',
      {
        state: { phase: 'completed', stageIndex: 2 },
        context: { evidence: evidence(breached) },
      },
      'roll-back breach',
    ],
    [
      'holds where the guardrail says so',
      { context: { evidence: evidence(breached), plan: onBreachHold } },
      'hold breach',
    ],
    [
      'holds what can not be undone',
      { context: { evidence: evidence(breached), plan: holdAndCall } },
      'hold breach',
    ],
    [
      'tells of a breach before the end',
      { context: { evidence: evidence(breached), now: later(1e6) } },
      'roll-back breach',
    ],
    [
      'holds without data',
      { context: { evidence: evidence(overdue) } },
      'hold no-data',
    ],
    [
      'takes back without data',
      { context: { evidence: evidence(overdue), plan: noDataBack } },
      'roll-back no-data',
    ],
    [
      'takes back at the end',
      { context: { now: later(1e6) } },
      'roll-back end',
    ],
    [
      'holds at the end what can not be undone',
      { context: { now: later(1e6), plan: holdAndCall } },
      'hold undecided',
    ],
    [
      'cancels at the end',
      {
        state: { phase: 'approved', stageIndex: -1 },
        context: { now: later(1e6) },
      },
      'cancel',
    ],
    [
      'closes the way back at the end',
      {
        state: { phase: 'completed', stageIndex: 2 },
        context: { now: later(1e6) },
      },
      'close-way-back',
    ],
    ['starts', { state: { phase: 'approved', stageIndex: -1 } }, 'start'],
    [
      'leaves a start by hand to people',
      {
        state: { phase: 'approved', stageIndex: -1 },
        context: { plan: makePlan({ schedule: { start: 'by-hand' } }) },
      },
      'nothing',
    ],
    [
      'never advances unseen',
      { context: { now: later(61) }, target: { look: blind } },
      'nothing',
    ],
    [
      'holds what it has not seen for long',
      { context: { now: later(91) }, target: { look: blind } },
      'hold fault',
    ],
    [
      'holds what does not exist',
      { target: { look: { outcome: 'gone', trouble: 'Gone' } } },
      'hold fault',
    ],
    [
      'holds what was lowered',
      { target: { look: seen({ exposure: NOBODY }) } },
      'hold lowered-outside',
    ],
    [
      'lowers what was raised',
      { target: { look: seen({ exposure: ALL }) } },
      JSON.stringify(INTERNAL),
    ],
    [
      'lowers only',
      {
        state: { stageIndex: 1 },
        target: { look: seen({ exposure: { internal: 0, everyone: 9000 } }) },
      },
      '{"internal":0,"everyone":500}',
    ],
    [
      'lowers while held',
      { state: { phase: 'held' }, target: { look: seen({ exposure: ALL }) } },
      JSON.stringify(INTERNAL),
    ],
    [
      'holds after three reverts',
      {
        target: {
          look: seen({ exposure: ALL }),
          writing: { ...written, reverts: 3 },
        },
      },
      'hold raised-outside',
    ],
    [
      'marks what was stripped before it lowers',
      { target: { look: seen({ exposure: ALL, fence: null }) } },
      'marked',
    ],
    [
      'stops before a newer fence',
      { target: { look: seen({ fence: { epoch: 1, count: 9 } }) } },
      'hold fault',
    ],
    [
      'marks before the first exposure',
      {
        state: { ...exposing, stageIndex: 0 },
        target: {
          baseline: null,
          writing: null,
          acknowledged: null,
          look: seen({ exposure: NOBODY, fence: null }),
        },
      },
      'marked',
    ],
    [
      'captures nothing that is exposed already',
      {
        state: { ...exposing, stageIndex: 0 },
        target: { baseline: null, writing: null, acknowledged: null },
      },
      'hold raised-outside',
    ],
    [
      'exposes what was decided',
      { state: exposing, target: unwritten },
      JSON.stringify(EVERYONE),
    ],
    [
      'does not overrule who lowered before it wrote',
      {
        state: exposing,
        target: { ...unwritten, look: seen({ exposure: NOBODY }) },
      },
      'hold lowered-outside',
    ],
    [
      'acknowledges what was read back',
      { state: exposing, target: atEveryone },
      'acknowledge-exposure',
    ],
    [
      'gives what is written time to be taken',
      {
        state: exposing,
        target: { ...untaken },
        context: { now: later(119) },
      },
      'nothing',
    ],
    [
      'holds what is written and never taken',
      { state: exposing, target: untaken, context: { now: later(120) } },
      'hold fault',
    ],
    [
      'holds what can not be written',
      { state: exposing, target: unwritten, context: { now: later(120) } },
      'hold fault',
    ],
    [
      'acknowledges what was read back in the end',
      { state: exposing, target: atEveryone, context: { now: later(120) } },
      'acknowledge-exposure',
    ],
    ['restores', { state: { phase: 'rolling-back' } }, 'baseline'],
    [
      'goes on restoring what is stuck',
      { state: { phase: 'stuck' }, target: { look: blind } },
      'baseline',
    ],
    [
      'asks people last',
      {
        state: { stageIndex: 1 },
        target: atEveryone,
        context: { now: later(61) },
      },
      'await',
    ],
    [
      'asks them once the data holds again',
      {
        state: { ...asked, askedAt: null },
        target: atEveryone,
        context: { now: later(61) },
      },
      'await',
    ],
    [
      'waits for them',
      { state: asked, target: atEveryone, context: { now: later(3599) } },
      'nothing',
    ],
    [
      'holds when nobody decided',
      { state: asked, target: atEveryone, context: { now: later(3600) } },
      'hold undecided',
    ],
    [
      'completes',
      {
        state: { stageIndex: 2 },
        target: { look: seen({ exposure: ALL }) },
        context: { now: later(61) },
      },
      'complete',
    ],
    [
      'does nothing once it ended',
      {
        state: { phase: 'rolled-back' },
        context: { evidence: evidence(breached), now: later(1e6) },
      },
      'nothing',
    ],
  ])('%s', (_, over, expected) => {
    expect(short(makeSubject(over))).toBe(expected);
  });

  it.each<[string, Partial<TargetView>, string]>([
    ['the data plane', untaken, 'Not taken'],
    ['the write', { ...unwritten, trouble: 'Forbidden' }, 'Forbidden'],
    ['nothing', unwritten, 'it shows internal users at 100 %'],
  ])(
    'says which target was not exposed, and what %s says',
    (_, target, why) => {
      const context = { now: later(120) };
      const { command } = intend(
        makeSubject({ state: exposing, target, context }),
      );
      expect(command?.reason).toContain('checkout was not read back at');
      expect(command?.reason).toContain(`within 2 minutes: ${why}`);
    },
  );

  it('looks again when the bake time is over, not an interval later', () => {
    const { dueAt } = intend(makeSubject({ context: { now: later(55) } }));
    expect(dueAt).toEqual(later(60));
  });

  it('decides to take back before it looks', () => {
    const subject = makeSubject({ context: { evidence: evidence(breached) } });
    expect(intendBeforeLook(subject)?.command?.command).toBe('roll-back');
    expect(intendBeforeLook(makeSubject())).toBeUndefined();
  });
});
