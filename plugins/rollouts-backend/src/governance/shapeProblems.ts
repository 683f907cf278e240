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
  canonicalJson,
  ladderSchema,
  type PlanDraft,
  type Problem,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { z } from 'zod';
import { problemsOf } from '../problems/problems';

/** Of a plan's own schema. The ladder is judged by itself, even while other parts are missing. */
export function shapeProblems(
  error: z.ZodError,
  parts: Partial<PlanDraft>,
): Problem[] {
  const found = problemsOf(error);
  if (!parts.stages || !parts.guardrails) return found;
  const ladder = ladderSchema.safeParse(parts);
  const known = new Set(found.map(problem => canonicalJson(problem)));
  return ladder.success
    ? found
    : found.concat(
        problemsOf(ladder.error).filter(
          problem => !known.has(canonicalJson(problem)),
        ),
      );
}
