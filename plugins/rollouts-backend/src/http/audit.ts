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
  auditReadPermission,
  operations,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Router } from 'express';
import type { Knex } from 'knex';
import { z } from 'zod';
import { asCsv } from '../audit/export/csv';
import { asJsonLines } from '../audit/export/jsonLines';
import type { Verifications } from '../audit/Verifications';
import type { Audit } from '../views/Audit';
import { bind, bindStream } from './bind';
import { decodeCursor, encodeCursor } from './cursor';
import type { Viewers } from './Viewers';

export interface AuditRoutes {
  knex: Knex;
  viewers: Viewers;
  audit: Audit;
  verifications: Pick<Verifications, 'begin' | 'get'>;
}

const permission = auditReadPermission;

const actCursor = z.object({
  at: z.iso.datetime(),
  chain: z.string().min(1).max(200),
  seq: z.int().min(1),
});

/** Verifying entries, reading acts, and taking all of it along. */
export function bindAudit(router: Router, options: AuditRoutes): void {
  const { knex, viewers, audit, verifications } = options;

  bind(router, operations.getAudit, async ({ request }) =>
    audit.state(await viewers.of(request, { permission })),
  );

  bind(router, operations.listActs, async ({ request, query }) => {
    const viewer = await viewers.of(request, { permission });
    const { limit, cursor, ...filter } = query;
    const { items, next, now } = await audit.acts(filter, viewer, {
      limit,
      after: decodeCursor(cursor, actCursor),
    });
    return { items, nextCursor: encodeCursor(next), now: now.toISOString() };
  });

  bind(router, operations.verifyAudit, async ({ request }) => {
    const viewer = await viewers.of(request, { permission, token: 'ask' });
    return audit.shown(await verifications.begin(viewer.actor), viewer);
  });

  bind(router, operations.getVerification, async ({ request, params }) => {
    const viewer = await viewers.of(request, { permission });
    return audit.shown(await verifications.get(params.id), viewer);
  });

  bindStream(router, operations.exportDecisions, async ({ request, query }) => {
    const { visibility } = await viewers.of(request, { permission });
    return asJsonLines(knex, query, visibility);
  });

  bindStream(
    router,
    operations.exportDecisionsAsCsv,
    async ({ request, query }) => {
      const { visibility } = await viewers.of(request, { permission });
      return asCsv(knex, query, visibility);
    },
  );
}
