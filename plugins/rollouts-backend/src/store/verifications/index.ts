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

import type {
  Actor,
  AuditVerdict,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import type { VerificationRow } from '../tables';

/** Whoever runs one says so every second or two. */
const SILENT = `interval '1 minute'`;

export type StoredVerification = VerificationRow & { silent: boolean };

function query(trx: Knex): Knex.QueryBuilder {
  return trx('verifications').select(
    '*',
    trx.raw(`seen_at < clock_timestamp() - ${SILENT} as silent`),
  );
}

export async function insertVerification(
  trx: Knex,
  verification: { id: string; startedBy: Actor; total: number },
): Promise<void> {
  await trx('verifications').insert({
    id: verification.id,
    started_by: JSON.stringify(verification.startedBy),
    total: verification.total,
  });
}

export async function noteVerified(
  trx: Knex,
  id: string,
  checked: number,
): Promise<void> {
  await trx('verifications')
    .where({ id })
    .update({ checked, seen_at: trx.raw('clock_timestamp()') });
}

export async function finishVerification(
  trx: Knex,
  id: string,
  result: { verdict?: AuditVerdict; trouble?: string },
): Promise<void> {
  await trx('verifications')
    .where({ id })
    .update({
      finished_at: trx.raw('clock_timestamp()'),
      trouble: result.trouble ?? null,
      ...(result.verdict
        ? {
            verdict: JSON.stringify(result.verdict),
            checked: result.verdict.decisions,
          }
        : {}),
    });
}

export async function readVerification(
  trx: Knex,
  id: string,
): Promise<StoredVerification | undefined> {
  return query(trx).where({ id }).first();
}

/** The one started last, or the last that still runs. */
export async function readNewestVerification(
  trx: Knex,
  options: { running?: boolean } = {},
): Promise<StoredVerification | undefined> {
  const newest = query(trx).orderBy('started_at', 'desc');
  if (options.running) {
    newest
      .whereNull('finished_at')
      .whereRaw(`seen_at >= clock_timestamp() - ${SILENT}`);
  }
  return newest.first();
}
