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
  Audience,
  Guardrail,
  MetricDefinition,
  Stage,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { formatChange, formatShare, formatValue } from '../kit';
import type { Text } from '../translation/useText';

/** Definitions of the metrics a plan names, by metric name. */
export type Definitions = ReadonlyMap<string, MetricDefinition>;

export const NO_DEFINITIONS: Definitions = new Map();

/** "5.0 % of everyone", with the header of a narrower audience. */
export function exposesText(
  stage: { audience: Audience; exposure: number },
  t: Text,
): string {
  const share = formatShare(stage.exposure);
  const { audience } = stage;
  if (audience.kind === 'everyone') return t('plan.stages.everyone', { share });
  const header = `${audience.header.name}: ${audience.header.value}`;
  return audience.kind === 'segment'
    ? t('plan.stages.segment', { share, name: audience.name, header })
    : t('plan.stages.internal', { share, header });
}

/** "at most 300 ms", "at most +20 % above the baseline". */
export function limitText(
  check: Guardrail['check'],
  definition: MetricDefinition | undefined,
  t: Text,
): string {
  const direction = definition?.direction ?? 'unknown';
  return check.kind === 'threshold'
    ? t(`plan.guardrails.threshold.${direction}`, {
        limit: definition
          ? formatValue(check.limit, definition.unit)
          : String(check.limit),
      })
    : t(`plan.guardrails.relative.${direction}`, {
        change: formatChange(check.maxChange).replace('+', ''),
      });
}

/** The sum of bake times, in seconds: the least a ladder can take. */
export function leastSeconds(stages: readonly Pick<Stage, 'bakeSeconds'>[]) {
  return stages.reduce((sum, stage) => sum + stage.bakeSeconds, 0);
}
