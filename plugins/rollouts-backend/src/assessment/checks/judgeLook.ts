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

import type { Guardrail } from '@stagecraft/backstage-plugin-rollouts-common';
import type { JudgedLook, Look, LookContext } from './look';
import { judgeRelative } from './relative';
import { judgeThreshold } from './threshold';

/**
 * One look by the guardrail's kind of check. What was not seen of every target
 * can fail and not pass.
 */
export function judgeLook(
  guardrail: Guardrail,
  look: Look,
  context: LookContext,
): JudgedLook {
  const judged =
    guardrail.check.kind === 'threshold'
      ? judgeThreshold(guardrail, guardrail.check, look, context)
      : judgeRelative(guardrail, guardrail.check, look, context);
  return look.lacks === null || judged.outcome === 'failed'
    ? judged
    : { ...judged, outcome: 'unusable', reason: look.lacks };
}
