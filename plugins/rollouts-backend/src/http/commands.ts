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
  operations,
  type Command,
  type Rollout,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Request, Router } from 'express';
import type { Knex } from 'knex';
import {
  refusalError,
  RefusedActorError,
  StaleVersionError,
} from '../problems/errors';
import type { Door } from '../governance/door';
import type { DoorRequest } from '../governance/request';
import { answerBefore, type RequestKey } from '../governance/once';
import { takesBack } from '../governance/preparation';
import {
  COMMAND_PERMISSIONS,
  COMMAND_TOKENS,
  lacksFor,
} from '../permissions/commandPermissions';
import type { Rollouts } from '../views/Rollouts';
import { rowOf, type Viewer } from '../permissions/Viewer';
import { bind } from './bind';
import { claiming } from './claiming';
import type { Viewers } from './Viewers';

export interface CommandRoutes {
  knex: Knex;
  viewers: Viewers;
  rollouts: Rollouts;
  door: Pick<Door, 'command' | 'commandOnce'>;
}

/** Giving commands to rollouts. */
export function bindCommands(router: Router, options: CommandRoutes): void {
  const { knex, viewers, rollouts, door } = options;

  /** Who gives it, once the rollout is one that they see and may command. */
  async function viewerFor(request: Request, id: string, command: Command) {
    const viewer = await viewers.of(request, {
      permission: COMMAND_PERMISSIONS[command.command],
      token: COMMAND_TOKENS[command.command],
      urgent: takesBack(command),
    });
    // Groups as last seen are enough to take back, and for nothing else.
    if (viewer.stale && !takesBack(command)) throw viewer.stale;
    const rollout = await rollouts.stored(id, viewer);
    const lacks = lacksFor(viewer, command.command, rowOf(rollout));
    if (lacks) {
      throw new RefusedActorError(lacks.reason, {
        code: 'permission',
        remedy: lacks.remedy,
      });
    }
    const { plan } = 'plan' in command ? command : rollout;
    return { viewer, targets: plan.targets };
  }

  async function give(
    command: DoorRequest,
    viewer: Viewer,
    key: RequestKey | undefined,
  ): Promise<Rollout> {
    if (!key) {
      const result = await door.command(command);
      if (!result.accepted) throw refusalError(result.refusal);
      return rollouts.view(knex, result.rollout, viewer);
    }
    const before = await answerBefore(knex, key);
    // Kept by the same operation with the same input, so it has its shape.
    if (before !== undefined) return before as Rollout;
    const result = await door.commandOnce(command, key, (trx, rollout) =>
      rollouts.view(trx, rollout, viewer),
    );
    if (!result.accepted) throw refusalError(result.refusal);
    return result.answer;
  }

  bind(
    router,
    operations.commandRollout,
    async ({ request, params, body, keyOf }) => {
      const { viewer, targets } = await viewerFor(request, params.id, body);
      try {
        return await claiming(knex, viewer, targets, () =>
          give(
            { rolloutId: params.id, command: body, actor: viewer.actor },
            viewer,
            keyOf(viewer.actor),
          ),
        );
      } catch (error) {
        if (error instanceof StaleVersionError) {
          error.detail.current = await rollouts.get(params.id, viewer);
        }
        throw error;
      }
    },
  );
}
