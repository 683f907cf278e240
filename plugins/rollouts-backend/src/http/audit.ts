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
import { asCsv } from '../audit/export/csv';
import { asJsonLines } from '../audit/export/jsonLines';
import type { Verifications } from '../audit/Verifications';
import type { Audit } from '../views/Audit';
import { bind, bindStream } from './bind';
import type { Viewers } from './Viewers';

export interface AuditRoutes {
  knex: Knex;
  viewers: Viewers;
  audit: Audit;
  verifications: Pick<Verifications, 'begin' | 'get'>;
}

const permission = auditReadPermission;

/** Verifying decisions, and taking them along. */
export function bindAudit(router: Router, options: AuditRoutes): void {
  const { knex, viewers, audit, verifications } = options;

  bind(router, operations.getAudit, async ({ request }) =>
    audit.state(await viewers.of(request, { permission })),
  );

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
