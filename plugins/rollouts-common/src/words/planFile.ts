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

import { z } from 'zod';
import { problemSchema } from './decision';
import { experimentDraftSchema } from './experiment';
import { planDraftSchema } from './plan';
import { entityRefSchema } from './primitives';

/** What is wrong with a text, and where in it, counted from 1. */
export const lineProblemSchema = problemSchema.extend({
  line: z.int(),
  column: z.int(),
});
export type LineProblem = z.infer<typeof lineProblemSchema>;

/** A plan in a file, with what a proposal of it needs where that is known. */
export const planFileSchema = z.strictObject({
  service: entityRefSchema.optional(),
  experiment: experimentDraftSchema.optional(),
  plan: planDraftSchema,
});
export type PlanFile = z.infer<typeof planFileSchema>;
