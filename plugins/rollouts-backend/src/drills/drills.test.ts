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

import type {
  DrillGoals,
  Playbook,
  Reversal,
} from '@stagecraft/backstage-plugin-rollouts-common';
import fc from 'fast-check';
import { errors } from '../sampling/__testUtils__/SamplingWorld';
import {
  controller,
  dana,
  internalStage,
  makeCheck,
  makeGuardrail,
  makePlanDraft,
  makeStage,
  NOW,
} from '../testing/plans';
import { makeState } from '../testing/subjects';
import { addLook } from './DrillRunner';
import { injectSamples, markInjected } from './injectSamples';
import { nextRun } from './nextRun';
import { nextStep, type DrillProgress } from './nextStep';
import { boundOf, drillPlan, goalsOf, guardrailOf } from './plan';
import { judgeDrill, type DrillOutcome } from './verdict';

const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const iso = (seconds: number) => later(seconds).toISOString();

const GOALS: DrillGoals = {
  detectWithinSeconds: 10,
  restoreWithinSeconds: 20,
  byPlaybook: true,
};

function reversal(overrides: Partial<Reversal> = {}): Reversal {
  return {
    cause: 'breach',
    sentence: 'error ratio 4.0 %, limit 2.0 %',
    checks: [makeCheck({ verdict: 'breached' })],
    actor: controller,
    firstSeenAt: iso(5),
    confirmedAt: iso(8),
    decidedAt: iso(8.5),
    restoredAt: iso(9),
    verifiedAt: iso(9.2),
    ...overrides,
  };
}

describe('the verdict', () => {
  const outcome: DrillOutcome = {
    guardrail: 'errors',
    goals: GOALS,
    breachBeganAt: NOW,
    breachEndedAt: later(9),
    phase: 'rolled-back',
    reversal: reversal(),
  };

  it('passes within the goals, with every instant', () => {
    expect(judgeDrill(outcome)).toEqual({
      passed: true,
      why: 'Detected after 8 s and restored after 9 s, within 10 s and 20 s',
      timings: {
        breachBeganAt: iso(0),
        detectedAt: iso(8),
        decidedAt: iso(8.5),
        restoredAt: iso(9),
        verifiedAt: iso(9.2),
        breachEndedAt: iso(9),
      },
    });
  });

  it.each<[string, Partial<DrillOutcome>, string]>([
    [
      'it is detected late',
      { reversal: reversal({ confirmedAt: iso(11) }) },
      'Detected after 11 s, the goal is 10 s',
    ],
    [
      'it is restored late',
      { reversal: reversal({ restoredAt: iso(20.6) }) },
      'Restored after 20.6 s, the goal is 20 s',
    ],
    [
      'nothing took it back but the bound',
      { reversal: reversal({ cause: 'end', sentence: 'Nobody noticed' }) },
      'Nobody noticed',
    ],
    [
      'a person was faster',
      { reversal: reversal({ cause: 'person', actor: dana }) },
      'dana took it back before Stagecraft did',
    ],
    [
      'another guardrail breached',
      {
        reversal: reversal({
          sentence: 'too slow',
          checks: [makeCheck({ guardrail: 'latency' })],
        }),
      },
      'Not errors but another guardrail took it back: too slow',
    ],
    [
      'the rollback is stuck',
      { phase: 'stuck', reversal: reversal({ restoredAt: undefined }) },
      'The rollback is stuck: not every target was read back',
    ],
    [
      'it was taken back before the breach',
      { breachBeganAt: null },
      'It was taken back before the breach was made: error ratio 4.0 %, limit 2.0 %',
    ],
    [
      'nobody was exposed',
      { phase: 'cancelled', reversal: null },
      'It was cancelled before it exposed anybody',
    ],
    [
      'it completed',
      { phase: 'completed', reversal: null },
      'It ended completed without a rollback',
    ],
  ])('fails when %s', (_, change, why) => {
    expect(judgeDrill({ ...outcome, ...change })).toMatchObject({
      passed: false,
      why,
    });
  });
});

describe('the next step', () => {
  const observing = makeState({
    phase: 'observing',
    stageIndex: 0,
    acknowledged: true,
  });
  const waiting = makeState({
    phase: 'approved',
    stageIndex: -1,
    acknowledged: false,
  });
  const rollingBack = { ...observing, phase: 'rolling-back' as const };
  const drill: DrillProgress = {
    createdAt: NOW,
    breachBeganAt: null,
    breachOnAt: null,
    breachEndedAt: null,
    boundSeconds: 40,
    exposeWithinSeconds: 60,
  };
  const begun = { ...drill, breachBeganAt: later(10) };
  const on = { ...begun, breachOnAt: later(11) };
  const over = { ...on, breachEndedAt: later(20) };

  it.each<
    [string, DrillProgress, Parameters<typeof nextStep>[1], number, string]
  >([
    ['waits for the exposure', drill, waiting, 30, 'wait'],
    [
      'waits for its read-back',
      drill,
      { ...observing, acknowledged: false },
      30,
      'wait',
    ],
    ['cancels what is never exposed', drill, waiting, 61, 'cancel'],
    [
      'takes back what is never seen exposed',
      drill,
      { ...observing, acknowledged: false },
      61,
      'take-back',
    ],
    ['makes the breach', drill, observing, 30, 'begin-breach'],
    [
      'makes it while held, too',
      drill,
      { ...observing, phase: 'held' },
      30,
      'begin-breach',
    ],
    ['makes it again after a crash', begun, observing, 30, 'begin-breach'],
    [
      'gives up on a source that does not answer',
      begun,
      observing,
      41,
      'take-back',
    ],
    ['looks at the probes', on, observing, 30, 'watch-probes'],
    ['takes back what nothing took back', on, observing, 51, 'take-back'],
    [
      'ends the breach once the way back is decided',
      on,
      { ...rollingBack, reversal: reversal() },
      30,
      'end-breach',
    ],
    [
      'ends a breach that may have begun',
      begun,
      { ...rollingBack, reversal: reversal() },
      30,
      'end-breach',
    ],
    [
      'waits for the way back',
      over,
      { ...rollingBack, reversal: reversal() },
      30,
      'wait',
    ],
    [
      'ends the breach even when all is over',
      on,
      { ...observing, phase: 'completed' },
      30,
      'end-breach',
    ],
    [
      'takes back what completed meanwhile',
      over,
      { ...observing, phase: 'completed' },
      30,
      'take-back',
    ],
    [
      'leaves what completed and is closed',
      over,
      { ...observing, phase: 'completed', wayBackClosedAt: iso(20) },
      30,
      'finish',
    ],
    [
      'is finished when it is back',
      over,
      { ...observing, phase: 'rolled-back', reversal: reversal() },
      30,
      'finish',
    ],
    [
      'is finished when it is stuck',
      over,
      { ...observing, phase: 'stuck', reversal: reversal() },
      30,
      'finish',
    ],
    [
      'is finished when cancelled',
      drill,
      { ...makeState(), phase: 'cancelled' },
      30,
      'finish',
    ],
  ])('%s', (_, progress, state, seconds, expected) => {
    expect(nextStep(progress, state, later(seconds)).do).toBe(expected);
  });

  it('never finishes while a breach may be on', () => {
    const phases = [
      'observing',
      'held',
      'rolling-back',
      'rolled-back',
      'stuck',
      'completed',
      'cancelled',
    ] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...phases),
        fc.boolean(),
        fc.boolean(),
        fc.nat(1000),
        (phase, acknowledged, isBack, seconds) => {
          const state = {
            ...observing,
            phase,
            acknowledged,
            reversal: isBack ? reversal() : null,
          };
          expect(nextStep(on, state, later(seconds)).do).not.toBe('finish');
        },
      ),
    );
  });
});

describe('the schedule', () => {
  const berlin = { everyDays: 7, hour: 9, timeZone: 'Europe/Berlin' };

  it.each<[string, Parameters<typeof nextRun>, string]>([
    [
      'the same day',
      [berlin, new Date('2026-11-23T07:00:00Z'), null],
      '2026-11-23T08:00:00.000Z',
    ],
    [
      'the next day once the hour has passed',
      [berlin, new Date('2026-11-23T08:00:00Z'), null],
      '2026-11-24T08:00:00.000Z',
    ],
    [
      'so many days after the last',
      [
        berlin,
        new Date('2026-11-23T08:00:01Z'),
        new Date('2026-11-23T08:00:00Z'),
      ],
      '2026-11-30T08:00:00.000Z',
    ],
    [
      'by the clocks of summer',
      [
        berlin,
        new Date('2026-03-28T12:00:00Z'),
        new Date('2026-03-22T08:00:00Z'),
      ],
      '2026-03-29T07:00:00.000Z',
    ],
    [
      'after a long stop at once, not for each that was missed',
      [
        berlin,
        new Date('2026-12-23T07:00:00Z'),
        new Date('2026-11-01T08:00:00Z'),
      ],
      '2026-12-23T08:00:00.000Z',
    ],
    [
      'where the hour is skipped',
      [{ ...berlin, hour: 2 }, new Date('2026-03-28T23:30:00Z'), null],
      '2026-03-29T01:00:00.000Z',
    ],
  ])('is %s', (_, input, expected) => {
    expect(nextRun(...input).toISOString()).toBe(expected);
  });

  it('always lies ahead, at its hour', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 730 }),
        fc.integer({ min: 0, max: 23 }),
        fc.date({
          min: new Date('2025-01-01'),
          max: new Date('2028-01-01'),
          noInvalidDate: true,
        }),
        fc.option(fc.nat(1000)),
        (everyDays, hour, now, ago) => {
          const last =
            ago === null ? null : new Date(now.getTime() - ago * 86_400_000);
          const next = nextRun({ everyDays, hour, timeZone: 'UTC' }, now, last);
          expect(next > now).toBe(true);
          expect(next.getUTCHours()).toBe(hour);
        },
      ),
    );
  });

  it('refuses a time zone that there is none of', () => {
    expect(() =>
      nextRun({ ...berlin, timeZone: 'Mars/North' }, NOW, null),
    ).toThrow(RangeError);
  });
});

describe('the plan', () => {
  const draft = makePlanDraft();
  const playbook: Playbook = {
    id: 'standard',
    title: 'Standard',
    purpose: 'Any',
    roles: [],
    stages: draft.stages,
    guardrails: [
      makeGuardrail({ onBreach: 'hold' }),
      makeGuardrail({ name: 'latency' }),
    ],
    endsAfterSeconds: 3600,
    recoverySteps: ['Look'],
    contacts: [],
  };
  const template = {
    playbook,
    environment: 'production',
    isProduction: true,
    breach: 'injected-metric' as const,
    guardrail: playbook.guardrails[0],
    artefacts: draft.artefacts,
    targets: draft.targets,
    now: NOW,
    demands: [{ minimumBakeSeconds: 3600 }, { minimumSample: 500 }],
  };

  it('is the smallest stage by itself, opens without asking, and takes back', () => {
    const plan = drillPlan(template);
    expect(plan.stages).toEqual([
      expect.objectContaining({
        name: 'internal',
        exposure: 10_000,
        milestones: [],
        approvals: { required: 0, from: 'approvers' },
        bakeSeconds: 3600,
        minimumSample: 500,
      }),
    ]);
    expect(plan.guardrails.map(each => each.onBreach)).toEqual(['roll-back']);
    expect(plan.drill).toEqual({ breach: 'injected-metric' });
    expect(plan.stages[0].bakeSeconds).toBeGreaterThan(
      boundOf(goalsOf(playbook)),
    );
  });

  it('is bounded in production and asks where users may be hurt', () => {
    const everyone = makeStage({
      exposure: 500,
      approvals: { required: 1, from: 'approvers' },
    });
    const ofEveryone = {
      ...template,
      playbook: { ...playbook, stages: [everyone] },
    };
    expect(drillPlan(ofEveryone).stages[0]).toMatchObject({
      exposure: 100,
      approvals: { required: 1 },
    });
    expect(
      drillPlan({ ...ofEveryone, isProduction: false }).stages[0],
    ).toMatchObject({ exposure: 500, approvals: { required: 0 } });
  });

  it('breaches the guardrail that is named, else the first that takes back', () => {
    const watched = {
      ...playbook,
      stages: [{ ...internalStage, guardrails: ['errors', 'latency'] }],
    };
    expect(guardrailOf(watched, undefined)?.name).toBe('latency');
    expect(guardrailOf(watched, 'errors')?.name).toBe('errors');
    expect(guardrailOf(watched, 'orders')).toBeUndefined();
  });
});

describe('injected samples', () => {
  const sample = (
    variant: 'new' | 'baseline',
    seconds: number,
    value: number | null,
    count: number,
  ) => ({
    variant,
    at: iso(seconds),
    value,
    count,
    sum: null,
    sumSquares: null,
  });

  it('fail from then on, and leave what was measured before alone', () => {
    const measured = [
      sample('baseline', 0, 0.01, 900),
      sample('new', 0, 0.01, 90),
      sample('baseline', 1, 0.01, 900),
      sample('new', 1, null, 0),
    ];
    const seen = injectSamples(
      measured,
      makeGuardrail(),
      errors,
      later(1),
      null,
    );
    expect(seen.slice(0, 3)).toEqual(measured.slice(0, 3));
    expect(seen[3]).toMatchObject({ value: 0.04, count: 20 });
  });

  it('go beyond a limit that moves with the baseline, either way', () => {
    const relative = makeGuardrail({
      check: { kind: 'relative', maxChange: 0.5 },
    });
    const measured = [
      sample('baseline', 1, 0.2, 900),
      sample('new', 1, 0.2, 90),
    ];
    const [, up] = injectSamples(measured, relative, errors, NOW, null);
    expect(up.value).toBeGreaterThan(0.2 * 1.5);
    const [, down] = injectSamples(
      measured,
      relative,
      { ...errors, direction: 'higher-is-better' },
      NOW,
      null,
    );
    expect(down.value).toBeLessThan(0.2 * 0.5);
    const alone = injectSamples(
      [sample('new', 1, 0.2, 90)],
      relative,
      errors,
      NOW,
      null,
    );
    expect(alone[0].value).toBe(0.2);
  });

  it('are marked in the evidence', () => {
    expect(markInjected(makeCheck())).toMatchObject({
      injected: true,
      sentence: 'error ratio 1.0 %, limit 2.0 % (made up by a drill)',
    });
  });
});

describe('readiness probes', () => {
  const ready = { ready: true, sentence: 'All 2 pods are ready' };
  const unready = { ready: false, sentence: '1 of 2 pods is ready' };

  it('have noticed when they did once', () => {
    const first = addLook(null, [ready]);
    expect(first).toEqual({
      noticed: false,
      sentence: ready.sentence,
      looks: 1,
    });
    const second = addLook(first, [ready, unready]);
    expect(second).toEqual({
      noticed: true,
      sentence: unready.sentence,
      looks: 2,
    });
    expect(addLook(second, [ready])).toEqual({ ...second, looks: 3 });
  });

  it('are unknown where nothing sees them', () => {
    expect(addLook(null, [])).toMatchObject({ noticed: null, looks: 1 });
  });
});
