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

import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  experimentDraftSchema,
  planDraftSchema,
  tellProblems,
  type OperationOutput,
  type Operations,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { z as words } from 'zod';
import type { RolloutsService } from '@stagecraft/backstage-plugin-rollouts-node';
import { asStarter } from '../asStarter';
import { DRY_RUN_ID } from '../dryRun';
import { proposeExamples } from './examples';

const proposalSchema = words.object({
  experiment: experimentDraftSchema,
  plan: planDraftSchema,
});

function proposalOf(input: { experiment: unknown; plan: unknown }) {
  const parsed = proposalSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new InputError(
    tellProblems(
      parsed.error.issues.map(({ path, message }) => ({
        path: path.map(part =>
          typeof part === 'symbol' ? String(part) : part,
        ),
        message,
      })),
    ),
  );
}

/** @throws InputError with the lines of YAML that are no plan. */
async function planOf(
  plan: unknown,
  parse: (yaml: string) => Promise<OperationOutput<Operations['parsePlan']>>,
): Promise<unknown> {
  if (typeof plan !== 'string') return plan;
  const { draft, problems } = await parse(plan);
  if (problems.length > 0) throw new InputError(tellProblems(problems));
  return draft?.plan;
}

/** Proposes an experiment with its first rollout; a dry run checks the plan. */
export function createProposeAction(rollouts: RolloutsService) {
  return createTemplateAction({
    id: 'rollouts:propose',
    description:
      'Proposes a governed rollout: an experiment with its hypothesis, and the plan of its first rollout. Owners approve it in the portal.',
    examples: proposeExamples,
    supportsDryRun: true,
    schema: {
      input: {
        service: z =>
          z.string({
            description: 'Entity reference, such as component:default/checkout',
          }),
        experiment: z =>
          z
            .object({
              title: z.string(),
              businessGoal: z.string(),
              hypothesis: z.object({
                belief: z.string(),
                audience: z.string(),
                expectedOutcome: z.string(),
                refutedBy: z.string(),
              }),
              description: z.string().optional(),
              tags: z.array(z.string()).optional(),
            })
            .describe('What is believed, and what would prove it wrong'),
        plan: z =>
          z
            .union([z.string(), z.record(z.any())])
            .describe(
              'The plan, or the YAML that the portal exports of a rollout, of which the plan is taken',
            ),
      },
      output: {
        experimentId: z => z.string(),
        rolloutId: z => z.string(),
        path: z =>
          z.string({ description: "The rollout's page in the portal" }),
      },
    },
    async handler(ctx) {
      const { service } = ctx.input;
      const { experiment, plan } = proposalOf({
        experiment: ctx.input.experiment,
        plan: await planOf(ctx.input.plan, yaml =>
          asStarter(ctx, rollouts, 'parsePlan', { body: { yaml } }),
        ),
      });
      if (ctx.isDryRun) {
        const { problems } = await asStarter(ctx, rollouts, 'checkPlan', {
          body: { service, plan },
        });
        if (problems.length > 0) {
          throw new InputError(tellProblems(problems));
        }
        ctx.logger.info('The plan has no problems; nothing was proposed');
        ctx.output('experimentId', DRY_RUN_ID);
        ctx.output('rolloutId', DRY_RUN_ID);
        ctx.output('path', '/rollouts');
        return;
      }
      const proposed = await asStarter(ctx, rollouts, 'propose', {
        body: { service, experiment, plan },
        // A task that is run again after a restart proposes nothing twice.
        idempotencyKey: `scaffolder-${ctx.task.id}-${
          ctx.step?.id ?? 'propose'
        }`,
      });
      ctx.output('experimentId', proposed.experimentId);
      ctx.output('rolloutId', proposed.rolloutId);
      ctx.output('path', `/rollouts/${proposed.rolloutId}`);
      ctx.logger.info(`Proposed rollout ${proposed.rolloutId}`);
    },
  });
}
