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
  exposureOfStage,
  type Exposure,
  type Stage,
} from '@stagecraft/backstage-plugin-rollouts-common';

/** What is exposed from an instant on, in seconds after the start. */
export interface ExposureStep extends Exposure {
  at: number;
  /** The stage that opens then; the last point only ends the last one. */
  stage: string;
}

/**
 * The exposure over time of a ladder that nobody and nothing keeps waiting:
 * a point where each stage opens, and one where the last has baked.
 */
export function exposureSteps(stages: readonly Stage[]): ExposureStep[] {
  let at = 0;
  const steps = stages.map((stage, index) => {
    const step = { at, stage: stage.name, ...exposureOfStage(stages, index) };
    at += stage.bakeSeconds;
    return step;
  });
  const last = steps.at(-1);
  return last ? [...steps, { ...last, at }] : [];
}
