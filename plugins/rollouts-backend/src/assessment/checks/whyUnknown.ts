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

import { formatDuration } from '@stagecraft/backstage-plugin-rollouts-common';
import type { CheckInput } from './checkInput';
import type { JudgedLook } from './look';
import { firstFullLook, noDataDeadline } from './noData';
import type { Run } from './run';
import { clockTime } from './sentence';

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

/** Why nothing can be said, and whether for too long. */
export interface Unknown {
  because: string;
  overdue: boolean;
  firstLook?: Date;
}

export function whyUnknown(
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
