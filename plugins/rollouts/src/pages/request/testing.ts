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

import { aPlan, aRollout } from '../../testing';
import type { Form } from '../../draft/form';
import type { DraftState } from '../../draft/state';
import { formOfPlan } from '../../draft/template';

/** A form with nothing wrong in it. */
export function aForm(): Form {
  const { experiment, businessGoal, hypothesis } = aRollout();
  return formOfPlan(aPlan(), {
    title: experiment.title,
    businessGoal,
    hypothesis,
  });
}

/** A draft of that form, as somebody left it. */
export function aDraft(overrides: Partial<DraftState> = {}): DraftState {
  return {
    id: 'draft',
    revision: 3,
    form: aForm(),
    step: 'review',
    touched: [],
    tried: [],
    before: null,
    focus: { path: null, times: 0 },
    ...overrides,
  };
}
