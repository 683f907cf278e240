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
  planDraftSchema,
  planFileSchema,
  type PlanDraft,
  type PlanFile,
  type Stage,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Form, LadderForm } from './form';
import { planOf, proposalOf, sentLadder } from './proposal';

/** The plan, where it can be sent as it is. */
export function wholePlanOf(form: Form): PlanDraft | undefined {
  return planDraftSchema.safeParse(planOf(form)).data;
}

/** The draft as a file, where it can be proposed as it is. */
export function wholeFileOf(form: Form): PlanFile | undefined {
  return planFileSchema.safeParse(proposalOf(form)).data;
}

/** The stages for drawing; what is not written yet counts as nothing. */
export function drawnStages(form: LadderForm): Stage[] {
  return sentLadder(form).stages.map(stage => ({
    ...stage,
    exposure: stage.exposure ?? 0,
    bakeSeconds: stage.bakeSeconds ?? 0,
    minimumSample: stage.minimumSample ?? 0,
    approvals: {
      ...stage.approvals,
      required: stage.approvals.required ?? 0,
      also: stage.approvals.also?.map(quorum => ({
        ...quorum,
        required: quorum.required ?? 0,
      })),
    },
    decideBySeconds: stage.decideBySeconds ?? 0,
  }));
}
