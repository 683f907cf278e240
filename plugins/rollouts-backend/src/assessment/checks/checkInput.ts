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
import type { TargetSamples } from './combine';
import type { ReferenceBaseline } from './look';
import type { StageWatch } from './watch';

/** A failed look older than so many intervals is no fresh data. */
export const FRESH_LOOKS = 3;

/** What one guardrail is judged by at one tick. */
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

export function isFresh(
  end: Date,
  { at, intervalSeconds }: CheckInput,
): boolean {
  return at.getTime() - end.getTime() < FRESH_LOOKS * intervalSeconds * 1000;
}
