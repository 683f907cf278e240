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

import fc from 'fast-check';
import {
  FIGURES,
  type FigureId,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { behindOf, evaluateFigure } from './evaluate';
import type { Facts, ReversalFact, RolloutFact } from './facts';
import { figures } from './figures';

const START = Date.parse('2026-11-01T00:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (ms: number) => new Date(START + ms);
const PERIOD = { from: at(0), to: at(28 * DAY) };

const NONE: Facts = {
  rollouts: [],
  waits: [],
  conclusions: [],
  bypasses: [],
  drills: [],
};

function subject(rolloutId: string, when: Date, service = 'checkout') {
  return {
    rolloutId,
    experimentId: `e-${rolloutId}`,
    service,
    at: when,
  };
}

function rollout(id: string, more: Partial<RolloutFact> = {}): RolloutFact {
  return {
    ...subject(id, at(DAY)),
    exposedAt: null,
    completedAt: null,
    reversal: null,
    movesFlag: false,
    promotedAt: null,
    ...more,
    rolloutId: id,
  };
}

function reversal(more: Partial<ReversalFact> = {}): ReversalFact {
  return {
    cause: 'breach',
    by: 'controller',
    breached: true,
    firstSeenAt: at(2 * DAY),
    confirmedAt: at(2 * DAY + 20_000),
    decidedAt: at(2 * DAY + 21_000),
    verifiedAt: at(2 * DAY + 24_000),
    ...more,
  };
}

const byPerson = reversal({
  cause: 'person',
  by: 'person',
  breached: false,
  firstSeenAt: null,
  confirmedAt: null,
  decidedAt: at(3 * DAY),
  verifiedAt: at(3 * DAY + 2000),
});

function figure(id: FigureId, facts: Partial<Facts>) {
  const definition = figures.find(candidate => candidate.id === id);
  if (!definition) throw new Error(id);
  return evaluateFigure(definition, { ...NONE, ...facts }, PERIOD);
}

const exposed = { exposedAt: at(DAY + HOUR) };

describe('figures', () => {
  it('are all there, in order', () => {
    expect(figures.map(({ id }) => id)).toEqual(FIGURES);
  });

  it.each<[FigureId, Partial<Facts>, number | null, number]>([
    ['change-lead-time', { rollouts: [rollout('a', exposed)] }, 3600, 1],
    ['change-lead-time', { rollouts: [rollout('a')] }, null, 0],
    [
      'deployment-frequency',
      { rollouts: [rollout('a', exposed), rollout('b', exposed)] },
      0.5,
      2,
    ],
    [
      'recovery-time',
      { rollouts: [rollout('a', { ...exposed, reversal: reversal() })] },
      24,
      1,
    ],
    [
      'change-fail-rate',
      {
        rollouts: [
          rollout('a', { ...exposed, reversal: reversal() }),
          rollout('b', exposed),
          rollout('c'),
        ],
      },
      0.5,
      2,
    ],
    [
      'rework-rate',
      {
        rollouts: [
          rollout('a', { ...exposed, reversal: reversal() }),
          rollout('b', { at: at(4 * DAY), exposedAt: at(5 * DAY) }),
          rollout('c', { ...exposed, at: at(4 * DAY), service: 'search' }),
          rollout('d', { at: at(20 * DAY), exposedAt: at(21 * DAY) }),
          rollout('never exposed', { at: at(4 * DAY) }),
        ],
      },
      0.25,
      4,
    ],
    [
      'automatic-rollbacks',
      {
        rollouts: [
          rollout('a', { reversal: reversal() }),
          rollout('b', { reversal: reversal({ cause: 'end' }) }),
          rollout('c', { reversal: byPerson }),
        ],
      },
      2,
      2,
    ],
    [
      'manual-rollbacks',
      { rollouts: [rollout('c', { reversal: byPerson })] },
      1,
      1,
    ],
    [
      'time-to-detect',
      { rollouts: [rollout('a', { reversal: reversal() })] },
      20,
      1,
    ],
    [
      'time-to-decide',
      { rollouts: [rollout('a', { reversal: reversal() })] },
      1,
      1,
    ],
    [
      'time-to-restore',
      { rollouts: [rollout('a', { reversal: reversal() })] },
      3,
      1,
    ],
    [
      'time-to-restore',
      {
        rollouts: [rollout('a', { reversal: reversal({ verifiedAt: null }) })],
      },
      null,
      0,
    ],
    [
      'approval-wait',
      { waits: [{ ...subject('a', at(DAY + 60_000)), askedAt: at(DAY) }] },
      60,
      1,
    ],
    [
      'hypotheses-refuted',
      {
        conclusions: [
          { ...subject('a', at(DAY)), outcome: 'refuted' },
          { ...subject('b', at(DAY)), outcome: 'validated' },
        ],
      },
      0.5,
      2,
    ],
    [
      'disciplined-reversals',
      {
        rollouts: [
          rollout('a', { reversal: byPerson }),
          rollout('b', { reversal: { ...byPerson, breached: true } }),
          rollout('by a pipeline', {
            reversal: {
              ...byPerson,
              by: 'service',
            },
          }),
          rollout('c', { reversal: reversal() }),
        ],
      },
      1,
      1,
    ],
    [
      'drills-passed',
      {
        drills: [
          { ...subject('a', at(DAY)), passed: true },
          { ...subject('b', at(DAY)), passed: false },
        ],
      },
      0.5,
      2,
    ],
    ['bypasses', { bypasses: [subject('a', at(DAY))] }, 1, 1],
    [
      'stale-flags',
      {
        rollouts: [
          rollout('a', { movesFlag: true, completedAt: at(-29 * DAY) }),
          rollout('b', { movesFlag: true, completedAt: at(-DAY) }),
          rollout('c', { completedAt: at(-29 * DAY) }),
          rollout('d', {
            movesFlag: true,
            completedAt: at(-29 * DAY),
            promotedAt: at(-28 * DAY),
          }),
        ],
      },
      1,
      1,
    ],
  ])('%s', (id, facts, value, sample) => {
    expect(figure(id, facts)).toMatchObject({ value, sample });
  });

  it.each<[string, FigureId, number[], { low: number; high: number } | null]>([
    ['none', 'change-fail-rate', [], null],
    ['one of one', 'change-fail-rate', [1], { low: 0.207, high: 1 }],
    ['none of four', 'change-fail-rate', [0, 0, 0, 0], { low: 0, high: 0.49 }],
    [
      'one of four',
      'change-fail-rate',
      [0, 1, 0, 0],
      { low: 0.046, high: 0.699 },
    ],
    ['twenty', 'change-fail-rate', Array.from({ length: 20 }, () => 1), null],
    ['one duration', 'change-lead-time', [60], null],
    ['two', 'change-lead-time', [60, 90], { low: 60, high: 90 }],
    ['a rate', 'deployment-frequency', [1], null],
  ])('tell the range of few: %s', (_few, id, values, range) => {
    const rollouts = values.map((value, index) =>
      rollout(String(index), {
        ...(id === 'change-lead-time'
          ? { exposedAt: at(DAY + value * 1000) }
          : exposed),
        ...(id === 'change-fail-rate' && value === 1
          ? { reversal: reversal() }
          : {}),
      }),
    );
    const told = figure(id, { rollouts }).range;
    const rounded = (value: number) => Math.round(value * 1000) / 1000;
    expect(
      told && { low: rounded(told.low), high: rounded(told.high) },
    ).toEqual(range);
  });

  it('compare with the period of the same length before', () => {
    const before = rollout('a', { exposedAt: at(-HOUR), at: at(-2 * HOUR) });
    expect(figure('change-lead-time', { rollouts: [before] })).toMatchObject({
      value: null,
      sample: 0,
      previous: { value: 3600, sample: 1 },
    });
  });

  it('have the parts of the period as their trend', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -30 * DAY, max: 60 * DAY })),
        times => {
          const bypasses = times.map((ms, index) =>
            subject(String(index), at(ms)),
          );
          const { value, sample, trend } = figure('bypasses', { bypasses });
          const parts = trend.reduce((sum, part) => sum + part.sample, 0);
          expect(parts).toBe(sample);
          expect(value).toBe(
            times.filter(ms => ms >= 0 && ms < 28 * DAY).length,
          );
        },
      ),
    );
  });

  it('have what raises them behind them, latest first', () => {
    const definition = figures.find(({ id }) => id === 'change-fail-rate');
    const facts = {
      ...NONE,
      rollouts: [
        rollout('a', { ...exposed, reversal: reversal() }),
        rollout('b', exposed),
        rollout('c', { exposedAt: at(2 * DAY), reversal: byPerson }),
      ],
    };
    expect(
      definition &&
        behindOf(definition, facts, PERIOD).map(({ rolloutId }) => rolloutId),
    ).toEqual(['c', 'a']);
  });
});
