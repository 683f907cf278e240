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
  formatDuration,
  type CheckVerdict,
  type Guardrail,
  type MetricDefinition,
  type Sample,
  type Verdict,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { combineLooks, type TargetSamples } from './combine';
import {
  type JudgedLook,
  type Look,
  type LookContext,
  type ReferenceBaseline,
} from './look';
import { judgeLook } from './judgeLook';
import { firstFullLook, noDataDeadline } from './noData';
import { lookback, runOf, type Run } from './run';
import { clockTime, looksText, numbersOf } from './sentence';
import type { StageWatch } from './watch';

/** A failed look older than so many intervals is no fresh data. */
export const FRESH_LOOKS = 3;

export interface CheckInput {
  guardrail: Guardrail;
  definition: MetricDefinition;
  /** At least one; what the stage does not cover is left out. */
  targets: readonly TargetSamples[];
  stage: StageWatch;
  reference: ReferenceBaseline | null;
  /** This check's last verdict in the same stage; one no longer fresh is ignored. */
  previous: CheckVerdict | null;
  /** Why the tick has no samples, such as the source's error. */
  trouble: string | null;
  /** The tick: windows end on it. */
  at: Date;
  intervalSeconds: number;
}

type Pair = Pick<Look, 'new' | 'baseline'>;

/** Both variants of one target by the end of their window. */
function pairsOf(
  samples: readonly Sample[],
  isMeant: (end: number) => boolean,
): Map<number, Pair> {
  const pairs = new Map<number, Pair>();
  for (const sample of samples) {
    const end = Date.parse(sample.at);
    if (isMeant(end)) {
      const pair = pairs.get(end) ?? { new: undefined, baseline: undefined };
      pairs.set(end, { ...pair, [sample.variant]: sample });
    }
  }
  return pairs;
}

/** Looks newest first, of windows within the stage and the lookback. */
function looksOf(input: CheckInput): Look[] {
  const { guardrail, definition, stage, at, intervalSeconds } = input;
  const oldest =
    at.getTime() - lookback(guardrail.confirmations) * intervalSeconds * 1000;
  const windowMs = definition.windowSeconds * 1000;
  const targets = input.targets.map(({ name, samples }) => ({
    name,
    pairs: pairsOf(
      samples,
      end =>
        (!stage.from || end - windowMs >= stage.from.getTime()) &&
        end <= at.getTime() &&
        end > oldest,
    ),
  }));
  const ends = new Set(targets.flatMap(({ pairs }) => [...pairs.keys()]));
  return [...ends]
    .sort((a, b) => b - a)
    .map(end =>
      combineLooks(
        new Date(end),
        targets.map(({ name, pairs }) => ({
          name,
          new: pairs.get(end)?.new,
          baseline: pairs.get(end)?.baseline,
        })),
        definition,
        guardrail.check,
        stage.fullExposure,
      ),
    );
}

function isFresh(end: Date, { at, intervalSeconds }: CheckInput): boolean {
  return at.getTime() - end.getTime() < FRESH_LOOKS * intervalSeconds * 1000;
}

function verdictOf(
  run: Run,
  newest: JudgedLook | undefined,
  input: CheckInput,
): Verdict {
  const failing =
    run.failed > 0 && run.newestUsable && isFresh(run.newestUsable.at, input);
  if (failing) {
    return run.failed >= input.guardrail.confirmations ? 'breached' : 'suspect';
  }
  const passed =
    newest?.outcome === 'passed' && newest.at.getTime() === input.at.getTime();
  return passed && input.stage.verified ? 'holds' : 'unknown';
}

function isFailing(verdict: Verdict): boolean {
  return verdict === 'suspect' || verdict === 'breached';
}

function sinceOf(verdict: Verdict, run: Run, input: CheckInput): string {
  const { previous, at } = input;
  if (isFailing(verdict)) {
    const seen = (run.firstFailedAt ?? at).toISOString();
    const longer =
      previous && isFailing(previous.verdict) && !run.afterPass
        ? previous.since
        : seen;
    return longer < seen ? longer : seen;
  }
  return previous?.verdict === verdict ? previous.since : at.toISOString();
}

/**
 * Since when looks were made and showed nothing usable. While nobody looked,
 * as in an outage of ours, the source was not silent: the clock starts anew.
 */
function blindSince(run: Run, { previous, at }: CheckInput): Date {
  if (!previous) return at;
  if (run.newestUsable) return run.newestUsable.at;
  return new Date(
    previous.verdict === 'unknown' ? previous.since : previous.assessedAt,
  );
}

interface Unknown {
  because: string;
  overdue: boolean;
  firstLook?: Date;
}

function whyUnknown(
  run: Run,
  newest: JudgedLook | undefined,
  input: CheckInput,
): Unknown {
  const { stage, at, definition, guardrail, intervalSeconds } = input;
  if (!stage.verified || !stage.from) {
    return {
      because: "the stage's exposure is not read back yet",
      overdue: false,
    };
  }
  const firstFull = firstFullLook(
    stage.from,
    definition.windowSeconds,
    intervalSeconds,
  );
  if (at < firstFull) {
    const entered = clockTime(stage.from, at);
    return {
      because: `the stage was entered at ${entered} and its first full window ends at ${clockTime(
        firstFull,
        at,
      )}`,
      overdue: false,
      firstLook: firstFull,
    };
  }
  const { afterSeconds } = guardrail.noData;
  const deadline = noDataDeadline(
    firstFull,
    blindSince(run, input),
    afterSeconds,
  );
  const overdue = at >= deadline;
  const ofThisTick =
    newest?.at.getTime() === at.getTime() ? newest.reason : null;
  const why =
    input.trouble ?? ofThisTick ?? 'the metrics source had no sample of it';
  return {
    because: overdue
      ? `${why}, for longer than the ${formatDuration(afterSeconds)} it may`
      : why,
    overdue,
  };
}

/**
 * The verdict of one guardrail at one tick; pure. `suspect` and `breached` rest
 * on fresh failed looks alone, whatever the stage still lacks; `holds` needs a
 * usable look of this very tick that passed; everything else is `unknown`.
 * `since` of a failing check is the end of its first failed window.
 */
export function assessCheck(given: CheckInput): CheckVerdict {
  const { guardrail, definition, at, previous } = given;
  const recent = previous && isFresh(new Date(previous.assessedAt), given);
  const input = { ...given, previous: recent ? previous : null };
  const context: LookContext = {
    definition,
    fullExposure: input.stage.fullExposure,
    reference: input.reference,
  };
  const looks = looksOf(input).map(look => judgeLook(guardrail, look, context));
  const newest = looks[0];
  const run = runOf(looks, guardrail.confirmations);
  const verdict = verdictOf(run, newest, input);
  const since = sinceOf(verdict, run, input);
  const shown = isFailing(verdict) ? run.newestUsable : newest;
  const unknown =
    verdict === 'unknown' ? whyUnknown(run, newest, input) : undefined;
  const said = unknown
    ? `${definition.title} is unknown since ${clockTime(
        new Date(since),
        at,
      )}: ${unknown.because}`
    : shown &&
      `${numbersOf(definition, shown, at)}, ${looksText(
        verdict,
        guardrail,
        run,
      )}`;
  return {
    guardrail: guardrail.name,
    metric: definition.name,
    verdict,
    since,
    assessedAt: at.toISOString(),
    unit: definition.unit,
    new: shown?.new ?? null,
    baseline: shown?.baseline ?? null,
    limit: shown ? shown.limit : thresholdLimit(guardrail),
    count: shown?.count ?? 0,
    failedLooks: run.failed,
    confirmations: guardrail.confirmations,
    overdue: unknown?.overdue ?? false,
    ...(unknown?.firstLook && {
      firstLookAt: unknown.firstLook.toISOString(),
    }),
    sentence: said ?? definition.title,
  };
}

function thresholdLimit({ check }: Guardrail): number | null {
  return check.kind === 'threshold' ? check.limit : null;
}
