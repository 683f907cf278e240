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

import type { CheckVerdict } from '@stagecraft/backstage-plugin-rollouts-common';
import { assessCheck } from './assessCheck';
import type { CheckInput } from './checkInput';
import {
  checkInput,
  conversion,
  failures,
  oldStage,
  oneTarget,
  relative,
  sample,
  series,
  threshold,
  tick,
} from './testing';

describe('a threshold', () => {
  it.each([
    {
      news: [212, 212, 212],
      verdict: 'holds',
      sentence:
        'p95 latency 212 ms, limit 300 ms, baseline 198 ms, 3 of 3 looks hold',
    },
    {
      news: [300],
      verdict: 'holds',
      sentence:
        'p95 latency 300 ms, limit 300 ms, baseline 198 ms, 1 of 1 look holds',
    },
    {
      news: [212, 400, 412],
      verdict: 'suspect',
      sentence:
        'p95 latency 412 ms, limit 300 ms, baseline 198 ms, 2 of 3 looks failed',
    },
    {
      news: [212, 400, 410, 412],
      verdict: 'breached',
      sentence:
        'p95 latency 412 ms, limit 300 ms, baseline 198 ms, 3 of 3 looks failed',
    },
    {
      news: [400, 400, 400, 212],
      verdict: 'holds',
      sentence:
        'p95 latency 212 ms, limit 300 ms, baseline 198 ms, 1 of 3 looks hold',
    },
    { news: [400, null, 400, null, 400], verdict: 'breached' },
    { news: [400, 400, 400, null, null], verdict: 'breached' },
    { news: [400, 400, 400, null, null, null], verdict: 'unknown' },
    { news: [212, 212, null], verdict: 'unknown' },
    { news: [212, 212, Number.NaN], verdict: 'unknown' },
    { news: [212, Number.POSITIVE_INFINITY], verdict: 'unknown' },
    { news: [null], verdict: 'unknown' },
  ])('is $verdict after $news', ({ news, verdict, sentence }) => {
    const check = assessCheck(checkInput(news));
    expect(check.verdict).toBe(verdict);
    expect(check.sentence).toContain(sentence ?? 'p95 latency');
  });

  it('fails below its limit where higher is better', () => {
    const input = {
      definition: conversion,
      guardrail: {
        ...threshold,
        confirmations: 1,
        check: { kind: 'threshold' as const, limit: 0.04 },
      },
    };
    expect(assessCheck(checkInput([0.05], input)).verdict).toBe('holds');
    const below = assessCheck(
      checkInput([0.03], {
        ...input,
        targets: oneTarget(series([0.03], 0.042)),
      }),
    );
    expect(below.verdict).toBe('breached');
    expect(below.sentence).toBe(
      'Conversion 3.0 %, at least 4.0 %, baseline 4.2 %, 1 of 1 look failed',
    );
  });

  it.each([
    { kind: 'threshold', limit: 0.005, events: 1, verdict: 'unknown' },
    { kind: 'threshold', limit: 0.01, events: 2.4, verdict: 'unknown' },
    { kind: 'threshold', limit: 0.01, events: 2.6, verdict: 'suspect' },
    { kind: 'threshold', limit: 0.01, events: 3, verdict: 'suspect' },
    { kind: 'threshold', limit: 0.05, events: 2, verdict: 'holds' },
    // Where none may fail, as of corrupted records.
    { kind: 'threshold', limit: 0, events: 1, verdict: 'suspect' },
    // Events that were not counted, as in what a drill makes up.
    { kind: 'threshold', limit: 0.01, events: null, verdict: 'suspect' },
    { kind: 'relative', maxChange: 0.2, events: 2, verdict: 'unknown' },
    { kind: 'relative', maxChange: 0.2, events: 3, verdict: 'suspect' },
  ] as const)(
    'tells failures from chance: $kind, $events of 100 is $verdict',
    ({ events, verdict, ...check }) => {
      const [seen, baseline] = series([(events ?? 2) / 100], 0);
      const judged = assessCheck(
        checkInput([0], {
          definition: failures,
          guardrail: { ...threshold, check },
          targets: oneTarget([{ ...seen, sum: events }, baseline]),
        }),
      );
      expect(judged.verdict).toBe(verdict);
      expect(judged.sentence.includes('fewer than 3 may be chance')).toBe(
        verdict === 'unknown',
      );
    },
  );

  it('dates a breach from the end of its first failed window', () => {
    const check = assessCheck(checkInput([212, 400, 400, 400]));
    expect(check).toMatchObject({
      since: tick(1).toISOString(),
      assessedAt: tick(3).toISOString(),
      failedLooks: 3,
    });
  });

  it('remembers how long it fails beyond what it looks back at', () => {
    const news = Array.from({ length: 40 }, () => 400);
    let previous: CheckVerdict | null = null;
    news.forEach((_, index) => {
      previous = assessCheck(
        checkInput(news.slice(0, index + 1), { previous }),
      );
    });
    expect(previous).toMatchObject({
      verdict: 'breached',
      since: tick(0).toISOString(),
    });
  });
});

describe('a relative check', () => {
  const at = tick(0);
  const input = (
    value: number | null,
    baseline: number | null,
    overrides = {},
  ) =>
    checkInput([0], {
      guardrail: { ...relative, confirmations: 1 },
      targets: oneTarget([
        sample(at, 'new', value),
        sample(at, 'baseline', baseline, baseline === null ? 0 : 100),
      ]),
      ...overrides,
    });

  it.each([
    [240, 200, 'holds'],
    [241, 200, 'breached'],
    [0, 0, 'holds'],
    [1, 0, 'breached'],
    [-90, -100, 'holds'],
    [-70, -100, 'breached'],
    [240, null, 'unknown'],
    [null, 200, 'unknown'],
  ])('of %p against %p is %s', (value, baseline, verdict) => {
    expect(assessCheck(input(value, baseline)).verdict).toBe(verdict);
  });

  it('says the limit it computed', () => {
    expect(assessCheck(input(212, 198)).sentence).toBe(
      'p95 latency 212 ms, limit 238 ms, baseline 198 ms, 1 of 1 look holds',
    );
  });

  it('wants as many observations of the baseline', () => {
    const check = assessCheck(
      input(212, 198, {
        targets: oneTarget([
          sample(at, 'new', 212),
          sample(at, 'baseline', 198, 19),
        ]),
      }),
    );
    expect(check.verdict).toBe('unknown');
    expect(check.sentence).toContain(
      'the baseline has only 19 of the 20 observations',
    );
  });

  it('compares with the baseline as last seen at full exposure, and says so', () => {
    const stage = { ...oldStage, fullExposure: true };
    const reference = { at: tick(-60), value: 198 };
    const check = assessCheck(input(212, 5, { stage, reference }));
    expect(check).toMatchObject({
      verdict: 'holds',
      baseline: 198,
      sentence:
        'p95 latency 212 ms, limit 238 ms, baseline 198 ms as last seen at 11:50:00 UTC, 1 of 1 look holds',
    });
    expect(assessCheck(input(212, 198, { stage })).verdict).toBe('unknown');
  });
});

describe('what is unknown', () => {
  it.each([
    [sample(tick(0), 'new', null, 0), 'no traffic to the new version'],
    [sample(tick(0), 'new', 0, 0), 'no traffic to the new version'],
    [sample(tick(0), 'new', null, 5), 'no usable value of the new version'],
    [
      sample(tick(0), 'new', 900, 19),
      'the new version has only 19 of the 20 observations that a look needs',
    ],
    [
      sample(tick(0), 'baseline', 198),
      'the metrics source had no sample of the new version',
    ],
  ])('says why (%#)', (only, reason) => {
    const check = assessCheck(checkInput([0], { targets: oneTarget([only]) }));
    expect(check.verdict).toBe('unknown');
    expect(check.sentence).toBe(
      `p95 latency is unknown since 12:00:00 UTC: ${reason}`,
    );
  });

  it("passes on the source's trouble", () => {
    const check = assessCheck(
      checkInput([null], {
        trouble: 'the metrics source could not be read: connection refused',
      }),
    );
    expect(check.sentence).toContain('connection refused');
  });

  const after = (
    ticks: readonly number[],
    input: (index: number) => CheckInput,
  ) =>
    ticks.reduce<CheckVerdict | null>(
      (previous, index) => assessCheck({ ...input(index), previous }),
      null,
    );
  const news = [212, ...Array.from({ length: 9 }, () => null)];
  const upTo = (index: number) => checkInput(news.slice(0, index + 1));

  it('is overdue when looks showed nothing usable for the time allowed', () => {
    expect(after([0, 1, 2, 3, 4, 5], upTo)?.overdue).toBe(false);
    const check = after([0, 1, 2, 3, 4, 5, 6], upTo);
    expect(check?.overdue).toBe(true);
    expect(check?.sentence).toContain('for longer than the 60 seconds it may');
  });

  it('does not count the time in which nobody looked', () => {
    expect(after([0, 1, 8, 9], upTo)?.overdue).toBe(false);
  });

  it('counts no data from the first full window of the stage', () => {
    const stage = { ...oldStage, from: new Date(tick(0).getTime() + 4000) };
    const at = (last: number) =>
      after(
        Array.from({ length: last + 1 }, (_, index) => index),
        index => checkInput([], { stage, at: tick(index) }),
      );
    expect(at(3)).toMatchObject({ verdict: 'unknown', overdue: false });
    expect(at(3)?.sentence).toContain(
      'the stage was entered at 12:00:04 UTC and its first full window ends at 12:00:40 UTC',
    );
    expect(at(3)?.firstLookAt).toBe(tick(4).toISOString());
    expect(at(4)).toMatchObject({ verdict: 'unknown' });
    expect(at(4)).not.toHaveProperty('firstLookAt');
    expect(at(9)?.overdue).toBe(false);
    expect(at(10)?.overdue).toBe(true);
  });
});

describe('a change of stage', () => {
  it('leaves out every window that straddles it', () => {
    const stage = { ...oldStage, from: tick(1) };
    const news = [400, 400, 400, 400];
    expect(assessCheck(checkInput(news, { stage })).verdict).toBe('unknown');
    expect(assessCheck(checkInput([...news, 212], { stage })).verdict).toBe(
      'holds',
    );
  });

  it('can breach but never hold before the exposure is read back', () => {
    const stage = { ...oldStage, verified: false };
    expect(assessCheck(checkInput([212, 212], { stage })).verdict).toBe(
      'unknown',
    );
    expect(assessCheck(checkInput([400, 400, 400], { stage })).verdict).toBe(
      'breached',
    );
  });
});
