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

import { setTimeout as pause } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { Phase } from '@stagecraft/backstage-plugin-rollouts-common';
import type { RolloutsService } from '@stagecraft/backstage-plugin-rollouts-node';
import { asStarter } from '../asStarter';
import { DRY_RUN_ID } from '../dryRun';
import { mayPass } from '../told';
import { awaitExamples } from './examples';

/** What can be awaited, and the phases in which it has come. */
const REACHED = {
  approved: [
    'approved',
    'waiting',
    'exposing',
    'observing',
    'held',
    'completed',
  ],
  exposed: ['observing', 'completed'],
  completed: ['completed'],
} as const satisfies Record<string, readonly Phase[]>;
export type Awaited = keyof typeof REACHED;

/** After these nothing that is awaited comes any more. */
const ENDED: readonly Phase[] = [
  'rolling-back',
  'rolled-back',
  'stuck',
  'cancelled',
];

export type Standing = 'reached' | 'ended' | 'not-yet';

export function standing(phase: Phase, until: Awaited): Standing {
  if (ENDED.includes(phase)) return 'ended';
  const reached: readonly Phase[] = REACHED[until];
  return reached.includes(phase) ? 'reached' : 'not-yet';
}

const PAUSE_MS = 10_000;

/** Logs a sentence when it is another one than before. */
function teller(logger: Pick<LoggerService, 'info'>) {
  let before = '';
  return (sentence: string) => {
    if (sentence !== before) logger.info(sentence);
    before = sentence;
  };
}

/**
 * Waits until a rollout is approved, exposed or completed, and fails when it
 * was taken back, cancelled or got stuck instead. While the API does not answer it
 * asks again.
 */
export function createAwaitAction(
  rollouts: RolloutsService,
  { pauseMs = PAUSE_MS } = {},
) {
  return createTemplateAction({
    id: 'rollouts:await',
    description:
      'Waits until a rollout is approved, exposed or completed. It fails when the rollout is rolled back or cancelled instead, and when the time is over.',
    examples: awaitExamples,
    supportsDryRun: true,
    schema: {
      input: {
        rolloutId: z => z.string(),
        until: z =>
          z
            .enum(['approved', 'exposed', 'completed'])
            .default('completed')
            .describe('`exposed`: the first stage was read back'),
        timeoutSeconds: z =>
          z
            .number()
            .int()
            .min(1)
            .default(3600)
            .describe('A task runs with its starter’s sign-in, which ends too'),
      },
      output: { phase: z => z.string(), summary: z => z.string() },
    },
    async handler(ctx) {
      const { rolloutId: id, until, timeoutSeconds } = ctx.input;
      if (ctx.isDryRun && id === DRY_RUN_ID) {
        ctx.logger.info(`It would wait until the rollout is ${until}`);
        return;
      }
      const deadline = performance.now() + timeoutSeconds * 1000;
      const tell = teller(ctx.logger);
      for (;;) {
        let next = '';
        try {
          const rollout = await asStarter(ctx, rollouts, 'getRollout', {
            params: { id },
          });
          const { phase, summary } = rollout;
          next = rollout.next;
          tell(`${summary} ${next}`);
          ctx.output('phase', phase);
          ctx.output('summary', summary);
          if (ctx.isDryRun) return;
          const stands = standing(phase, until);
          if (stands === 'reached') return;
          if (stands === 'ended') {
            throw new Error(`Rollout ${id} is not ${until}: ${summary}`);
          }
        } catch (error) {
          if (ctx.isDryRun || !mayPass(error)) throw error;
          next = `It could not be read: ${toError(error).message}.`;
          tell(`${next} Asking again.`);
        }
        if (performance.now() >= deadline) {
          throw new Error(
            `Rollout ${id} is not ${until} after ${timeoutSeconds} s: ${next} It goes on by itself; give the step more time, or look at its page.`,
          );
        }
        await pause(pauseMs, undefined, { signal: ctx.signal });
      }
    },
  });
}
