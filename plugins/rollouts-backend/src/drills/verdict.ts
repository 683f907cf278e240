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
  DrillTimings,
  Phase,
  Reversal,
} from '@stagecraft/backstage-plugin-rollouts-common';

function formatSeconds(seconds: number): string {
  return `${Math.round(seconds * 10) / 10} s`;
}

/** What a drill is judged by. */
export interface DrillOutcome {
  guardrail: string;
  goals: DrillGoals;
  breachBeganAt: Date | null;
  /** When its source said that it is on. */
  breachOnAt: Date | null;
  breachEndedAt: Date | null;
  phase: Phase;
  reversal: Reversal | null;
}

export interface DrillVerdict {
  /** Null where nothing was rehearsed, so that it is neither. */
  passed: boolean | null;
  /** One sentence. */
  why: string;
  timings: DrillTimings;
}

export function timingsOf({
  breachBeganAt,
  breachEndedAt,
  reversal,
}: Pick<
  DrillOutcome,
  'breachBeganAt' | 'breachEndedAt' | 'reversal'
>): DrillTimings {
  const detected =
    reversal?.cause === 'breach'
      ? reversal.confirmedAt ?? reversal.decidedAt
      : null;
  const began = breachBeganAt?.toISOString() ?? null;
  return {
    breachBeganAt: began,
    // Windows end on the sampling's ticks, so the first may be a little older.
    detectedAt: detected && began && detected < began ? began : detected,
    decidedAt: reversal?.decidedAt ?? null,
    restoredAt: reversal?.restoredAt ?? null,
    verifiedAt: reversal?.verifiedAt ?? null,
    breachEndedAt: breachEndedAt?.toISOString() ?? null,
  };
}

/** Seconds from the breach to an instant; null where one is missing. */
export function secondsSinceBreach(
  { breachBeganAt }: DrillTimings,
  at: string | null,
): number | null {
  return breachBeganAt === null || at === null
    ? null
    : (Date.parse(at) - Date.parse(breachBeganAt)) / 1000;
}

function failureOf(
  { guardrail, goals, breachBeganAt, phase, reversal }: DrillOutcome,
  timings: DrillTimings,
): string | undefined {
  if (phase === 'cancelled')
    return 'It was cancelled before it exposed anybody';
  if (!reversal) return `It ended ${phase} without a rollback`;
  if (breachBeganAt === null) {
    return `It was taken back before the breach was made: ${reversal.sentence}`;
  }
  if (reversal.cause === 'person') {
    return `${reversal.actor.name} took it back before Stagecraft did`;
  }
  if (reversal.cause !== 'breach') return reversal.sentence;
  if (!reversal.checks.some(check => check.guardrail === guardrail)) {
    return `Not ${guardrail} but another guardrail took it back: ${reversal.sentence}`;
  }
  const detected = secondsSinceBreach(timings, timings.detectedAt);
  if (detected === null || detected > goals.detectWithinSeconds) {
    return `Detected after ${formatSeconds(
      detected ?? 0,
    )}, the goal is ${formatSeconds(goals.detectWithinSeconds)}`;
  }
  if (phase !== 'rolled-back') {
    return 'The rollback is stuck: not every target was read back';
  }
  const restored = secondsSinceBreach(timings, timings.restoredAt);
  if (restored === null || restored > goals.restoreWithinSeconds) {
    return `Restored after ${formatSeconds(
      restored ?? 0,
    )}, the goal is ${formatSeconds(goals.restoreWithinSeconds)}`;
  }
  return undefined;
}

/** Whether there was no breach to be taken back from. */
function didNotRun({ breachOnAt, phase, reversal }: DrillOutcome): boolean {
  return (
    breachOnAt === null && reversal?.cause !== 'breach' && phase !== 'stuck'
  );
}

/** Whether the way back held what its playbook promises; pure. */
export function judgeDrill(outcome: DrillOutcome): DrillVerdict {
  const timings = timingsOf(outcome);
  const failure = failureOf(outcome, timings);
  const restored = secondsSinceBreach(timings, timings.restoredAt) ?? 0;
  const detected = secondsSinceBreach(timings, timings.detectedAt) ?? 0;
  return {
    passed: didNotRun(outcome) ? null : failure === undefined,
    why:
      failure ??
      `Detected after ${formatSeconds(
        detected,
      )} and restored after ${formatSeconds(restored)}, within ${formatSeconds(
        outcome.goals.detectWithinSeconds,
      )} and ${formatSeconds(outcome.goals.restoreWithinSeconds)}`,
    timings,
  };
}
