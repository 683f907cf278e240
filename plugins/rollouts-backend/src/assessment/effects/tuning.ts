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

import type { Plan } from '@stagecraft/backstage-plugin-rollouts-common';
import { DEFAULT_TUNING } from './confidenceSequence';

/** Tuned lower than this, the interval stays wide for ever. */
const LEAST_TUNING = 100;

/**
 * The sample to which a plan's confidence sequences are tuned: the largest
 * minimum sample of a stage that splits everyone, as the evenly split sample
 * that tells as much. It comes from approved content, so nobody can change it
 * while looking at results.
 */
export function tuningOf(plan: Pick<Plan, 'stages'>): number {
  const planned = plan.stages
    .filter(stage => stage.audience.kind === 'everyone')
    .map(stage => 4 * stage.minimumSample * (1 - stage.exposure / 10_000));
  const largest = Math.max(0, ...planned);
  return largest > 0 ? Math.max(LEAST_TUNING, largest) : DEFAULT_TUNING;
}
