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

import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { RolloutsService } from '@stagecraft/backstage-plugin-rollouts-node';
import { asStarter } from '../asStarter';
import { DRY_RUN_ID } from '../dryRun';
import { rollBackExamples } from './examples';

/** Takes a rollout back; that needs no approval. */
export function createRollBackAction(rollouts: RolloutsService) {
  return createTemplateAction({
    id: 'rollouts:rollback',
    description:
      'Rolls a rollout back to its baseline. It needs no approval, and works in a freeze.',
    examples: rollBackExamples,
    supportsDryRun: true,
    schema: {
      input: {
        rolloutId: z => z.string(),
        reason: z => z.string({ description: 'Kept with the decision' }),
      },
      output: { phase: z => z.string() },
    },
    async handler(ctx) {
      const { rolloutId: id, reason } = ctx.input;
      if (ctx.isDryRun && id === DRY_RUN_ID) {
        ctx.logger.info('The rollout would be rolled back');
        return;
      }
      if (ctx.isDryRun) {
        const rollout = await asStarter(ctx, rollouts, 'getRollout', {
          params: { id },
        });
        const state = rollout.commands.find(
          ({ command }) => command === 'roll-back',
        );
        ctx.logger.info(
          state?.open
            ? `${id} would be rolled back: ${rollout.summary}`
            : `${id} could not be rolled back: ${
                state?.reason ?? rollout.summary
              }`,
        );
        ctx.output('phase', rollout.phase);
        return;
      }
      const rollout = await asStarter(ctx, rollouts, 'commandRollout', {
        params: { id },
        body: { command: 'roll-back', reason },
        idempotencyKey: `scaffolder-${ctx.task.id}-${
          ctx.step?.id ?? 'rollback'
        }`,
      });
      ctx.output('phase', rollout.phase);
      ctx.logger.info(rollout.summary);
    },
  });
}
