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
import {
  AUDIENCE_KINDS,
  RISK_TIERS,
  UNDECIDED,
  type LineProblem,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { LadderForm, StageForm } from '../../../draft/form';
import type { Path } from '../../../draft/path';
import { inForm, type FieldProblem } from '../../../draft/problems';
import { sentLadder } from '../../../draft/proposal';

/**
 * What a text has to look like to be shown in fields: every value may still be
 * missing, but none is of another kind, and nothing is there without a field.
 */
const text = z
  .string()
  .nullish()
  .transform(value => value ?? '');
const amount = z
  .number()
  .nullish()
  .transform(value => value ?? null);
const flag = z
  .boolean()
  .nullish()
  .transform(value => value ?? undefined);
const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform(value => value ?? []);

const header = z.strictObject({ name: text, value: text });
const quorum = z.strictObject({ required: amount, from: text });

const stage = z.strictObject({
  name: text,
  audience: z.strictObject({
    kind: z.enum(AUDIENCE_KINDS),
    name: text.optional(),
    header: header.optional(),
  }),
  exposure: amount,
  bakeSeconds: amount,
  minimumSample: amount,
  milestones: listOf(z.strictObject({ name: text, title: text, role: text })),
  approvals: z.strictObject({
    ...quorum.shape,
    also: z.array(quorum).optional(),
    onEvidence: z.boolean().optional(),
  }),
  guardrails: listOf(text),
  decideBySeconds: amount,
  undecided: z.enum(UNDECIDED).optional(),
});

const guardrail = z.strictObject({
  name: text,
  metric: text,
  check: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('threshold'), limit: amount }),
    z.strictObject({ kind: z.literal('relative'), maxChange: amount }),
  ]),
  confirmations: amount,
  minimumCount: amount,
  noData: z.strictObject({
    afterSeconds: amount,
    action: z.enum(['hold', 'roll-back']),
  }),
  onBreach: z.enum(['roll-back', 'hold', 'notify']),
});

const policy = z.strictObject({
  maximumFirstExposure: amount,
  maximumStep: amount,
  minimumBakeSeconds: amount,
  minimumSample: amount,
  requiredGuardrails: listOf(text),
  rehearsedWithinDays: amount,
  endsWithinDays: amount,
  earlierEnvironment: text,
  buildRequired: flag,
  exposedAtOnce: z
    .strictObject({ system: amount, namespace: amount, cluster: amount })
    .prefault({}),
  approvals: z.partialRecord(z.enum(RISK_TIERS), listOf(quorum)).prefault({}),
});

const about = {
  id: text,
  title: text,
  purpose: text,
  demonstration: flag,
  roles: listOf(z.strictObject({ name: text, does: text })),
  requiredPreflights: listOf(text),
  endsAfterSeconds: amount,
  policy: policy.prefault({}),
  owner: text,
  overrules: text,
  reviewEveryDays: amount,
  drill: z
    .strictObject({
      detectWithinSeconds: amount,
      restoreWithinSeconds: amount,
      everyDays: amount,
    })
    .prefault({}),
  recoverySteps: listOf(text),
  contacts: listOf(text),
};

const documentSchema = z.strictObject({
  ...about,
  stages: listOf(stage),
  guardrails: listOf(guardrail),
});
type WrittenStage = z.infer<typeof stage>;

/** A playbook in fields: its ladder as the wizard has it, and the rest. */
export interface PlaybookForm extends LadderForm {
  about: Omit<z.infer<typeof documentSchema>, 'stages' | 'guardrails'>;
}

/** What marks an audience; undefined where its stages disagree. */
function markOf(
  stages: readonly WrittenStage[],
  kind: StageForm['audience']['kind'],
) {
  const marks = stages
    .filter(({ audience }) => audience.kind === kind)
    .map(({ audience }) => ({
      name: audience.name ?? '',
      header: audience.header ?? { name: '', value: '' },
    }));
  const first = marks[0] ?? { name: '', header: { name: '', value: '' } };
  return marks.every(mark => JSON.stringify(mark) === JSON.stringify(first))
    ? first
    : undefined;
}

/** The fields of what a text says, or undefined where they cannot show it. */
export function playbookFormOf(value: unknown): PlaybookForm | undefined {
  const read = documentSchema.safeParse(value).data;
  if (!read) return undefined;
  const { stages, guardrails, ...rest } = read;
  const internal = markOf(stages, 'internal');
  const segment = markOf(stages, 'segment');
  if (!internal || !segment) return undefined;
  return {
    header: internal.header,
    segment,
    about: rest,
    plan: {
      stages: stages.map((each, index) => ({
        ...each,
        key: `stage-${index + 1}`,
        audience: { kind: each.audience.kind },
      })),
      guardrails: guardrails.map((each, index) => ({
        ...each,
        key: `guardrail-${index + 1}`,
      })),
    },
  };
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** Without what was left empty, however deep; undefined where nothing is left. */
function given(value: unknown): unknown {
  if (Array.isArray(value)) return value.length > 0 ? value : undefined;
  if (typeof value !== 'object' || value === null) {
    return isEmpty(value) ? undefined : value;
  }
  const left = Object.entries(value)
    .map(([name, part]) => [name, given(part)] as const)
    .filter(([, part]) => part !== undefined);
  return left.length > 0 ? Object.fromEntries(left) : undefined;
}

/** What the fields say, in reading order; its values may still be wrong. */
export function writtenPlaybook(form: PlaybookForm): Record<string, unknown> {
  const { about: rest } = form;
  return {
    id: rest.id,
    title: rest.title,
    purpose: rest.purpose,
    demonstration: rest.demonstration,
    roles: rest.roles,
    ...sentLadder(form),
    requiredPreflights: given(rest.requiredPreflights),
    endsAfterSeconds: rest.endsAfterSeconds,
    policy: given(rest.policy),
    owner: given(rest.owner),
    overrules: given(rest.overrules),
    reviewEveryDays: given(rest.reviewEveryDays),
    drill: given(rest.drill),
    recoverySteps: rest.recoverySteps,
    contacts: rest.contacts,
  };
}

/** The field that shows what stands at a place of the text. */
export function fieldOf(path: Path, { plan }: LadderForm): Path {
  const root =
    path[0] === 'stages' || path[0] === 'guardrails' ? 'plan' : 'about';
  return inForm([root, ...path], plan.stages);
}

/** What is wrong with a text, by the field that shows it. */
export function fieldProblems(
  problems: readonly LineProblem[],
  form: LadderForm,
): FieldProblem[] {
  return problems.map(({ path, message }) => ({
    path: fieldOf(path, form),
    message,
  }));
}
