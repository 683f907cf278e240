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
  CheckVerdict,
  Guardrail,
  Verdict,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { isFresh, type CheckInput } from './checkInput';
import { judgeLook } from './judgeLook';
import type { JudgedLook, LookContext } from './look';
import { looksOf } from './looksOf';
import { runOf, type Run } from './run';
import { clockTime, looksText, numbersOf } from './sentence';
import { whyUnknown } from './whyUnknown';

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
