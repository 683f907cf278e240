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
  experimentConcludePermission,
  operations,
  rolloutRequestPermission,
  type Experiment,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Request, Router } from 'express';
import type { Knex } from 'knex';
import type { Concluder } from '../governance/Concluder';
import { StaleVersionError } from '../problems/errors';
import { answerBefore } from '../governance/once';
import type { Proposed, Proposer } from '../governance/Proposer';
import type { Service } from '../people/service';
import type { Experiments } from '../views/Experiments';
import { admitRequest } from '../views/Services';
import type { Viewer } from '../permissions/Viewer';
import { bind, type Call } from './bind';
import { claiming } from './claiming';
import { decodeCursor, encodeCursor, experimentCursor } from './cursor';
import type { Viewers } from './Viewers';

export interface ExperimentRoutes {
  knex: Knex;
  viewers: Viewers;
  experiments: Experiments;
  proposer: Proposer;
  concluder: Concluder;
}

/** Proposing, reading and concluding experiments. */
export function bindExperiments(
  router: Router,
  options: ExperimentRoutes,
): void {
  const { knex, viewers, experiments, proposer, concluder } = options;

  async function requester(request: Request) {
    const viewer = await viewers.of(request, {
      permission: rolloutRequestPermission,
      token: 'propose',
    });
    if (viewer.stale) throw viewer.stale;
    return viewer;
  }

  /** Proposes once, and answers repeats as the first time. */
  async function proposed(
    viewer: Viewer,
    {
      keyOf,
      body,
    }: Pick<Call<(typeof operations)['proposeRollout']>, 'keyOf' | 'body'>,
    propose: (
      given: Pick<
        Parameters<Proposer['propose']>[0],
        'actor' | 'key' | 'admit'
      >,
    ) => Promise<Proposed>,
  ): Promise<Proposed> {
    const { actor } = viewer;
    const key = keyOf(actor);
    const before = key && (await answerBefore(knex, key));
    // Kept by the same operation with the same input, so it has its shape.
    if (before !== undefined) return before as Proposed;
    const admit = (service: Service) => admitRequest(viewer, service);
    return claiming(knex, viewer, body.plan.targets, () =>
      propose({ actor, key, admit }),
    );
  }

  bind(router, operations.propose, async call =>
    proposed(await requester(call.request), call, given =>
      proposer.propose({ ...call.body, ...given }),
    ),
  );

  bind(router, operations.proposeRollout, async call => {
    const viewer = await requester(call.request);
    const { id } = call.params;
    await experiments.stored(id, viewer);
    return proposed(viewer, call, given =>
      proposer.proposeRollout({
        experimentId: id,
        plan: call.body.plan,
        ...given,
      }),
    );
  });

  bind(router, operations.listExperiments, async ({ request, query }) => {
    const viewer = await viewers.of(request);
    const page = await experiments.list(viewer, {
      service: query.service,
      limit: query.limit,
      after: decodeCursor(query.cursor, experimentCursor),
    });
    return {
      items: page.items.map(row => ({
        id: row.id,
        title: row.body.title,
        businessGoal: row.body.businessGoal,
        hypothesis: row.body.hypothesis,
        service: row.service,
        requestedBy: row.requested_by.ref,
        createdAt: row.created_at.toISOString(),
        outcome: row.outcome,
      })),
      nextCursor: encodeCursor(page.next),
    };
  });

  bind(router, operations.getExperiment, async ({ request, params }) =>
    experiments.get(params.id, await viewers.of(request)),
  );

  bind(
    router,
    operations.concludeExperiment,
    async ({ request, params, body, keyOf }) => {
      const viewer = await viewers.of(request, {
        permission: experimentConcludePermission,
        personOnly: true,
      });
      if (viewer.stale) throw viewer.stale;
      await experiments.stored(params.id, viewer);
      const key = keyOf(viewer.actor);
      const before = key && (await answerBefore(knex, key));
      // Kept by the same operation with the same input, so it has its shape.
      if (before !== undefined) return before as Experiment;
      const { version, ...conclusion } = body;
      try {
        return await concluder.conclude(
          { experimentId: params.id, version, conclusion, actor: viewer.actor },
          trx => experiments.view(trx, params.id, viewer),
          key,
        );
      } catch (error) {
        if (error instanceof StaleVersionError) {
          error.detail.current = await experiments.get(params.id, viewer);
        }
        throw error;
      }
    },
  );
}
