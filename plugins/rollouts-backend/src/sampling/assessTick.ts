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
  VARIANTS,
  type Guardrail,
  type MetricDefinition,
  type Sample,
} from '@stagecraft/backstage-plugin-rollouts-common';
import {
  assessCheck,
  overallVerdict,
  type ReferenceBaseline,
} from '../assessment';
import { injectSamples, markInjected } from './injectSamples';
import type { NewObservation } from '../store/observations';
import type { VerdictRow } from '../store/tables';
import type { Watched } from './watched';
import { unwatchedSeconds } from './unwatched';
import { openGuardrails } from './watched';

export interface Tick {
  definitionHash: string;
  definition: MetricDefinition;
  watched: readonly Watched[];
  at: Date;
  intervalSeconds: number;
  /** By subject, this tick's included. */
  samples: ReadonlyMap<string, readonly Sample[]>;
  /** By subject: why this tick has no samples. */
  failed: ReadonlyMap<string, string>;
  /** By rollout, then guardrail: the verdicts before. */
  previous: ReadonlyMap<string, ReadonlyMap<string, VerdictRow>>;
  /** By rollout: the baseline before full exposure, where it is needed. */
  references: ReadonlyMap<string, ReferenceBaseline>;
  /** By rollout: the guardrail that a drill makes breach, and since when. */
  injected: ReadonlyMap<string, { guardrail: string; from: Date }>;
}

function referenceOf(
  tick: Tick,
  rolloutId: string,
  row: VerdictRow | undefined,
): ReferenceBaseline | null {
  if (row?.reference) {
    return { at: new Date(row.reference.at), value: row.reference.value };
  }
  return tick.references.get(rolloutId) ?? null;
}

/** One guardrail's new verdict. */
export function assessGuardrail(
  tick: Tick,
  { rollout, targets, stage }: Watched,
  guardrail: Guardrail,
): VerdictRow {
  const row = tick.previous.get(rollout.id)?.get(guardrail.name);
  const reference = referenceOf(tick, rollout.id, row);
  const failure = targets
    .map(({ subject }) => tick.failed.get(subject))
    .find(why => why !== undefined);
  const injected = tick.injected.get(rollout.id);
  const injects = injected?.guardrail === guardrail.name;
  const seenOf = (subject: string) => {
    const measured = tick.samples.get(subject) ?? [];
    return injects
      ? injectSamples(
          measured,
          guardrail,
          tick.definition,
          injected.from,
          reference?.value ?? null,
        )
      : measured;
  };
  const previous = row?.stage === stage.key ? row.body : null;
  const assessed = assessCheck({
    guardrail,
    definition: tick.definition,
    targets: targets.map(({ name, subject }) => ({
      name,
      samples: seenOf(subject),
    })),
    stage,
    reference,
    previous,
    trouble:
      failure === undefined
        ? null
        : `the metrics source could not be read: ${failure}`,
    at: tick.at,
    intervalSeconds: tick.intervalSeconds,
  });
  const unwatched = unwatchedSeconds({
    observedSince: rollout.state.observedSince,
    previous,
    answered: failure === undefined,
    at: tick.at,
    intervalSeconds: tick.intervalSeconds,
  });
  const body = {
    ...(injects ? markInjected(assessed) : assessed),
    ...(unwatched > 0 && { unwatchedSeconds: unwatched }),
  };
  return {
    rollout_id: rollout.id,
    guardrail: guardrail.name,
    stage: stage.key,
    verdict: body.verdict,
    body,
    reference: reference && {
      at: reference.at.toISOString(),
      value: reference.value,
    },
    interval_seconds: tick.intervalSeconds,
    assessed_at: tick.at,
  };
}

/** Whether the controller has something new to act on. */
export function isNews(before: VerdictRow | undefined, now: VerdictRow) {
  const known = before?.stage === now.stage ? before : undefined;
  return (
    (known?.verdict ?? 'unknown') !== now.verdict ||
    (now.body.overdue && !known?.body.overdue)
  );
}

/** What this tick's windows add to the sums of the open stage, a target each. */
export function observationsOf(
  tick: Tick,
  { rollout, targets, stage }: Watched,
): NewObservation[] {
  const windowMs = tick.definition.windowSeconds * 1000;
  const begins = tick.at.getTime() - windowMs;
  if (!stage.verified || !stage.from || begins < stage.from.getTime()) {
    return [];
  }
  return targets.flatMap(({ subject }) =>
    ofTarget(tick, rollout.id, stage.key, subject),
  );
}

function ofTarget(
  tick: Tick,
  rolloutId: string,
  stage: string,
  subject: string,
): NewObservation[] {
  const samples = tick.samples.get(subject) ?? [];
  return VARIANTS.flatMap(variant => {
    const sample = samples.find(
      candidate =>
        candidate.variant === variant &&
        Date.parse(candidate.at) === tick.at.getTime(),
    );
    if (!sample || sample.value === null || sample.count === 0) return [];
    const weighted = sample.value * sample.count;
    const isProportion = tick.definition.statistic === 'proportion';
    const events = sample.sum ?? weighted;
    return [
      {
        rollout_id: rolloutId,
        definition_hash: tick.definitionHash,
        stage,
        subject,
        variant,
        count: sample.count,
        // Of zeros and ones, the squares add up to the events.
        sum: isProportion ? events : sample.sum,
        sum_squares: isProportion ? events : sample.sumSquares,
        weighted,
        counted_until: tick.at,
      },
    ];
  });
}

/** The verdict over all guardrails of the open stage, after this tick. */
export function healthOf(
  tick: Tick,
  { rollout, stage }: Watched,
  verdicts: readonly VerdictRow[],
) {
  const rows = new Map([
    ...(tick.previous.get(rollout.id) ?? []),
    ...verdicts.map(row => [row.guardrail, row] as const),
  ]);
  const checks = openGuardrails(rollout).map(({ name }) => rows.get(name));
  return checks.some(row => row?.stage !== stage.key)
    ? overallVerdict([])
    : overallVerdict(checks.flatMap(row => row?.body ?? []));
}
