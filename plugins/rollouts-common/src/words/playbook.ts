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
import { guardrailSchema } from './guardrail';
import { ladderSchema } from './plan';
import { secondsSchema, slugSchema, textSchema } from './primitives';
import { playbookPolicySchema } from './policy';
import { roleSchema, stageSchema } from './stage';

/** A versioned template of stages, guardrails, roles and recovery steps. */
export const playbookSchema = z.strictObject({
  id: slugSchema,
  title: textSchema(120),
  purpose: textSchema(2000),
  /** Shown to people as meant for demonstrations only. */
  demonstration: z.boolean().optional(),
  roles: z
    .array(z.strictObject({ name: textSchema(80), does: textSchema(500) }))
    .max(12),
  stages: z.array(stageSchema).min(1).max(20),
  guardrails: z.array(guardrailSchema).min(1).max(12),
  /**
   * Ids of preflight checks that must pass on every target; a warning of them
   * refuses a plan too.
   */
  requiredPreflights: z.array(slugSchema).max(30).optional(),
  /** Time from the request to the plan's end that the playbook proposes. */
  endsAfterSeconds: secondsSchema.min(60),
  /** What a plan made from it must meet, besides what everybody must. */
  policy: playbookPolicySchema.optional(),
  /** Who signs off a change of it; the operators where nobody is named. */
  owner: roleSchema.optional(),
  /** Who may overrule an objection; the approvers where nobody is named. */
  overrules: roleSchema.optional(),
  /** How often its owner reads it again. */
  reviewEveryDays: z.int().min(1).max(730).optional(),
  /** What a drill of it must reach, counted from the injected breach. */
  drill: z
    .strictObject({
      detectWithinSeconds: secondsSchema.min(1),
      restoreWithinSeconds: secondsSchema.min(1),
      everyDays: z.int().min(1).max(730).optional(),
    })
    .optional(),
  recoverySteps: z.array(textSchema(1000)).min(1).max(30),
  contacts: z.array(textSchema(200)).max(10),
});
export type Playbook = z.infer<typeof playbookSchema>;

/** A playbook whose parts fit each other, as it is registered and proposed. */
export const playbookDocumentSchema = playbookSchema.superRefine(
  (playbook, context) => {
    const ladder = ladderSchema.safeParse(playbook);
    for (const { path, message } of ladder.error?.issues ?? []) {
      context.addIssue({ code: 'custom', path: [...path], message });
    }
    if (playbook.owner === 'approvers' || playbook.owner === 'owners') {
      context.addIssue({
        code: 'custom',
        path: ['owner'],
        message:
          'A playbook belongs to no service: name the operators, or a group such as group:default/on-call',
      });
    }
  },
);

/** Only what a playbook says, of a view of it or of a row; in reading order. */
export function documentOf(playbook: Playbook): Playbook {
  const known = Object.keys(playbookSchema.shape) as (keyof Playbook)[];
  return Object.fromEntries(
    known.flatMap(key =>
      playbook[key] === undefined ? [] : [[key, playbook[key]]],
    ),
  ) as Playbook;
}
