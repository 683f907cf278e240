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
  guardrailSchema,
  successMetricSchema,
  type Guardrail,
} from './guardrail';
import {
  entityRefSchema,
  instantSchema,
  refuseHidden,
  sha256Schema,
  slugSchema,
  textSchema,
} from './primitives';
import { rises, stageSchema, type Stage } from './stage';
import { targetLabel, targetRefSchema, type TargetRef } from './target';

export const artefactsSchema = z.strictObject({
  images: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(500).superRefine(refuseHidden),
        digest: z
          .string()
          .regex(
            /^sha256:[0-9a-f]{64}$/,
            'Use an image digest such as sha256:… with 64 hexadecimal digits',
          ),
      }),
    )
    .min(1, 'Name the image that is exposed')
    .max(20),
  commit: z
    .string()
    .regex(/^[0-9a-f]{7,64}$/, 'Use a commit hash of 7 to 64 digits'),
  /** An http(s) address of the pull request or the build. */
  pullRequest: z
    .url({ protocol: /^https?$/, error: 'Use an http or https address' })
    .max(500)
    .optional(),
  /** An http(s) address of the build that made the images. */
  build: z
    .url({ protocol: /^https?$/, error: 'Use an http or https address' })
    .max(500)
    .optional(),
  /** Who wrote the change; none of them may approve it. */
  authors: z.array(entityRefSchema).max(50),
});

/** Whether stages and guardrails fit each other; what one part can't tell. */
function refineLadder(
  plan: { stages: Stage[]; guardrails: Guardrail[] },
  context: z.RefinementCtx,
): void {
  plan.stages.forEach((stage, index) => {
    const previous = plan.stages[index - 1];
    if (stage.exposure === 0) {
      context.addIssue({
        code: 'custom',
        path: ['stages', index, 'exposure'],
        message: 'A stage exposes somebody: use more than 0 %',
      });
    }
    if (previous && !rises(previous, stage)) {
      context.addIssue({
        code: 'custom',
        path: ['stages', index, 'exposure'],
        message:
          'The ladder must rise: expose a wider audience or a larger share than the stage before',
      });
    }
    stage.guardrails.forEach((name, position) => {
      if (!plan.guardrails.some(guardrail => guardrail.name === name)) {
        context.addIssue({
          code: 'custom',
          path: ['stages', index, 'guardrails', position],
          message: `The plan has no guardrail named ${name}`,
        });
      }
    });
  });
  for (const [path, names] of [
    ['stages', plan.stages.map(stage => stage.name)],
    ['guardrails', plan.guardrails.map(guardrail => guardrail.name)],
  ] as const) {
    names.forEach((name, index) => {
      if (names.indexOf(name) !== index) {
        context.addIssue({
          code: 'custom',
          path: [path, index, 'name'],
          message: `Another one is named ${name}: give each its own name`,
        });
      }
    });
  }
  refineAudiences(plan.stages, context);
}

/** Audiences nest only where each is one set of people throughout. */
function refineAudiences(
  stages: readonly Stage[],
  context: z.RefinementCtx,
): void {
  const of = (kind: 'internal' | 'segment') =>
    new Set(
      stages.flatMap(({ audience }) =>
        audience.kind === kind ? [JSON.stringify(audience)] : [],
      ),
    );
  const headers = new Set(
    stages.flatMap(({ audience }) =>
      audience.kind === 'everyone' ? [] : [JSON.stringify(audience.header)],
    ),
  );
  const issue = (message: string) =>
    context.addIssue({ code: 'custom', path: ['stages'], message });
  const [internal, segment] = [of('internal').size, of('segment').size];
  if (internal > 1) issue('All internal stages must use the same header');
  if (segment > 1) {
    issue('All segment stages must name the same segment by the same header');
  }
  if (internal === 1 && segment === 1 && headers.size === 1) {
    issue('The segment needs another header than internal users');
  }
}

/** No target may be moved twice. */
function refineTargets(targets: TargetRef[], context: z.RefinementCtx): void {
  const labels = targets.map(targetLabel);
  labels.forEach((label, index) => {
    if (labels.indexOf(label) !== index) {
      context.addIssue({
        code: 'custom',
        path: [index],
        message: `The plan names ${label} twice: leave one out`,
      });
    }
  });
}

/** What a person or a pipeline writes. The server adds what it must know itself. */
export const planDraftSchema = z
  .strictObject({
    environment: slugSchema,
    playbook: slugSchema,
    artefacts: artefactsSchema,
    /** Exposed in this order, each after those before it; restored all at once. */
    targets: z
      .array(targetRefSchema)
      .min(1, 'Name the target that is moved')
      .max(10, 'At most 10 targets a plan')
      .superRefine(refineTargets),
    stages: z
      .array(stageSchema)
      .min(1, 'A plan needs at least one stage')
      .max(20, 'At most 20 stages'),
    guardrails: z.array(guardrailSchema).min(1).max(12),
    successMetrics: z
      .array(successMetricSchema)
      .min(1, 'Name at least one success metric')
      .max(8),
    decisionRule: z.enum([
      'clear-signals',
      'do-no-harm',
      'superior-and-not-inferior',
    ]),
    schedule: z.strictObject({
      /** `when-approved` opens the first stage by itself. */
      start: z.enum(['when-approved', 'by-hand']),
      notBefore: instantSchema.optional(),
    }),
    /** Not completed by then, the rollout is taken back. */
    end: instantSchema,
    /** Present in a rehearsal: how the guardrail is made to breach. */
    drill: z
      .strictObject({
        breach: z.enum(['sandbox-fault', 'injected-metric', 'chaos-mesh']),
      })
      .optional(),
    rollbackPlan: z.strictObject({
      /** `hold-and-call` is for a change that can't be undone. */
      kind: z.enum(['restore-baseline', 'hold-and-call']),
      notes: textSchema(2000),
    }),
  })
  .superRefine(refineLadder);
export type PlanDraft = z.infer<typeof planDraftSchema>;

/** The ladder of a plan by itself, for judging a plan that is being written. */
export const ladderSchema = z
  .object({
    stages: planDraftSchema.shape.stages,
    guardrails: planDraftSchema.shape.guardrails,
  })
  .superRefine(refineLadder);

/** What is approved. Immutable; identified by the SHA-256 of its RFC 8785 form. */
export const planSchema = z.strictObject({
  ...planDraftSchema.shape,
  format: z.literal(1),
  service: entityRefSchema,
  playbook: z.strictObject({ id: slugSchema, version: z.int().min(1) }),
  /** SHA-256 of every metric definition the plan uses, by metric name. */
  metricDefinitions: z.record(slugSchema, sha256Schema),
});
export type Plan = z.infer<typeof planSchema>;
