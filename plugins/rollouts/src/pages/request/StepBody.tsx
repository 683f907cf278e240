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

import type { ComponentType } from 'react';
import { Heading, Stack } from '../../kit';
import { useText } from '../../translation/useText';
import { useDraftValue } from '../../draft/DraftContext';
import { stepOf, STEPS, type Step } from '../../draft/steps';
import { ProblemSummary } from './ProblemList';
import { GuardrailsStep } from './steps/GuardrailsStep';
import { HypothesisStep } from './steps/HypothesisStep';
import { ReviewStep } from './steps/ReviewStep';
import { StagesStep } from './steps/StagesStep';
import { TargetStep } from './steps/TargetStep';

const BODIES: Record<Step, ComponentType> = {
  target: TargetStep,
  hypothesis: HypothesisStep,
  stages: StagesStep,
  guardrails: GuardrailsStep,
  review: ReviewStep,
};

/** One step, with what is to be put right in it. */
export function StepBody() {
  const t = useText();
  const { state, problems } = useDraftValue();
  const { step } = state;
  const Body = BODIES[step];
  const shown =
    step !== 'review' && state.tried.includes(step)
      ? problems.filter(({ path }) => stepOf(path) === step)
      : [];
  return (
    <Stack gap={2}>
      <div>
        <div data-step-heading tabIndex={-1} style={{ outline: 'none' }}>
          <Heading level={3}>
            {t('request.stepLabel', {
              number: String(STEPS.indexOf(step) + 1),
              steps: String(STEPS.length),
              step: t(`request.step.${step}`),
            })}
          </Heading>
        </div>
        <ProblemSummary problems={shown} />
      </div>
      <Body />
    </Stack>
  );
}
