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
  MetricDefinition,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { FRESH_LOOKS } from './checkInput';
import { firstFullLook, noDataDeadline } from './noData';
import { clockTime } from './sentence';
import type { StageWatch } from './watch';

export interface FreshnessInput {
  guardrail: Guardrail;
  definition: MetricDefinition;
  stage: StageWatch;
  /** The newest verdict of this stage; null when there is none yet. */
  verdict: CheckVerdict | null;
  /** Since when somebody is there to look. */
  awakeSince: Date;
  now: Date;
  intervalSeconds: number;
}

/** When the stage's first full window ends, where that is yet to come. */
function firstLookOf({
  stage,
  definition,
  intervalSeconds,
  now,
}: FreshnessInput): Pick<CheckVerdict, 'firstLookAt'> {
  if (!stage.verified || !stage.from) return {};
  const first = firstFullLook(
    stage.from,
    definition.windowSeconds,
    intervalSeconds,
  );
  return now < first ? { firstLookAt: first.toISOString() } : {};
}

function missing(input: FreshnessInput): CheckVerdict {
  const { guardrail, definition, stage, now } = input;
  return {
    guardrail: guardrail.name,
    metric: definition.name,
    verdict: 'unknown',
    since: (stage.from ?? now).toISOString(),
    assessedAt: (stage.from ?? now).toISOString(),
    unit: definition.unit,
    new: null,
    baseline: null,
    limit: guardrail.check.kind === 'threshold' ? guardrail.check.limit : null,
    count: 0,
    failedLooks: 0,
    confirmations: guardrail.confirmations,
    overdue: false,
    ...firstLookOf(input),
    sentence: `${definition.title} is unknown: this stage has not been looked at yet`,
  };
}

/**
 * The verdict as it may be relied on now: one that was not renewed for three
 * intervals is unknown, and the no-data clock runs on with nobody sampling. An
 * outage of ours does not count: after it the sampler gets its chance first.
 */
export function judgeFreshness(input: FreshnessInput): CheckVerdict {
  const { guardrail, definition, stage, now, awakeSince, intervalSeconds } =
    input;
  const verdict = input.verdict ?? missing(input);
  const age = now.getTime() - Date.parse(verdict.assessedAt);
  if (input.verdict && age <= FRESH_LOOKS * intervalSeconds * 1000) {
    return verdict;
  }
  const lastLook = new Date(verdict.assessedAt);
  const since =
    verdict.verdict === 'unknown' ? verdict.since : verdict.assessedAt;
  const blindSince = new Date(
    Math.max(Date.parse(since), awakeSince.getTime()),
  );
  const overdue =
    stage.verified &&
    stage.from !== null &&
    now >=
      noDataDeadline(
        firstFullLook(stage.from, definition.windowSeconds, intervalSeconds),
        blindSince,
        guardrail.noData.afterSeconds,
      );
  // A verdict that was not renewed is no longer unknown for its youth alone.
  const { firstLookAt, ...last } = verdict;
  return {
    ...last,
    ...(!input.verdict && firstLookAt && { firstLookAt }),
    verdict: 'unknown',
    since,
    overdue,
    sentence: input.verdict
      ? `${definition.title} is unknown: no look since ${clockTime(
          lastLook,
          now,
        )}`
      : verdict.sentence,
  };
}
