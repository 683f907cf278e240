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
  planFromYaml,
  playbookFromYaml,
  playbookWritePermission,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Request, Router } from 'express';
import type { Knex } from 'knex';
import { answerBefore, type RequestKey } from '../governance/once';
import type { PlaybookChanges } from '../governance/PlaybookChanges';
import { exportPlan } from '../views/exportPlan';
import type { Playbooks } from '../views/Playbooks';
import type { Rollouts } from '../views/Rollouts';
import type { Viewer } from '../permissions/Viewer';
import { bind } from './bind';
import type { ViewerDemands, Viewers } from './Viewers';

export interface PlaybookRoutes {
  knex: Knex;
  viewers: Viewers;
  playbooks: Playbooks;
  playbookChanges: PlaybookChanges;
  rollouts: Rollouts;
}

const WRITING: ViewerDemands = { permission: playbookWritePermission };

/** Playbooks as documents: changes, sign-off, reviews, and files. */
export function bindPlaybooks(router: Router, options: PlaybookRoutes): void {
  const { knex, viewers, playbooks, playbookChanges } = options;

  /** What is written is signed with the groups of now, once for a key. */
  async function written<T>(
    call: {
      request: Request;
      keyOf(actor: { ref: string }): RequestKey | undefined;
    },
    demands: ViewerDemands,
    act: (viewer: Viewer, key: RequestKey | undefined) => Promise<T>,
  ): Promise<T> {
    const viewer = await viewers.of(call.request, demands);
    if (viewer.stale) throw viewer.stale;
    const key = call.keyOf(viewer.actor);
    const before = key && (await answerBefore(knex, key));
    // Kept by the same operation with the same input, so it has its shape.
    return before === undefined ? act(viewer, key) : (before as T);
  }

  bind(
    router,
    operations.exportPlaybook,
    async ({ request, params, query }) => {
      await viewers.of(request);
      return playbooks.export(params.id, query.version);
    },
  );

  bind(router, operations.parsePlaybook, async ({ request, body }) => {
    await viewers.of(request, { token: 'ask' });
    const { value, problems } = playbookFromYaml(body.yaml);
    return { playbook: value, problems };
  });

  bind(router, operations.parsePlan, async ({ request, body }) => {
    await viewers.of(request, { token: 'propose' });
    const { value, problems } = planFromYaml(body.yaml);
    return { draft: value, problems };
  });

  bind(router, operations.exportPlan, async ({ request, params }) => {
    const viewer = await viewers.of(request);
    const rollout = await options.rollouts.get(params.id, viewer);
    return exportPlan(knex, rollout);
  });

  bind(router, operations.listPlaybookChanges, async ({ request, params }) => ({
    items: await playbooks.changes(params.id, await viewers.of(request)),
  }));

  bind(router, operations.getPlaybookChange, async ({ request, params }) =>
    playbooks.change(params.id, await viewers.of(request)),
  );

  bind(router, operations.listPlaybookEvents, async ({ request, params }) => {
    await viewers.of(request);
    return { items: await playbooks.history(params.id) };
  });

  bind(router, operations.proposePlaybookChange, call =>
    written(call, WRITING, (viewer, key) =>
      playbookChanges.propose(
        call.params.id,
        call.body,
        viewer,
        (trx, id) => playbooks.change(id, viewer, trx),
        key,
      ),
    ),
  );

  bind(router, operations.decidePlaybookChange, call =>
    written(call, {}, (viewer, key) =>
      playbookChanges.decide(
        { changeId: call.params.id, ...call.body },
        viewer,
        (trx, id) => playbooks.change(id, viewer, trx),
        key,
      ),
    ),
  );

  bind(router, operations.reviewPlaybook, call =>
    written(call, { ...WRITING, personOnly: true }, (viewer, key) =>
      playbookChanges.review(
        { playbookId: call.params.id, ...call.body },
        viewer,
        (trx, id) => playbooks.get(id, viewer, { trx }),
        key,
      ),
    ),
  );
}
