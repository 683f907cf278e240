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

import type { Knex } from 'knex';
import type { VerdictRow } from '../tables';

/**
 * Writes many verdicts in one statement; an older look never replaces a newer,
 * unless that lies in the future: the clock was set back.
 */
export async function writeVerdicts(
  trx: Knex,
  verdicts: readonly VerdictRow[],
): Promise<void> {
  if (verdicts.length === 0) return;
  await trx.raw(
    `insert into verdicts as v
       (rollout_id, guardrail, stage, verdict, body, reference,
        interval_seconds, assessed_at)
     select * from jsonb_to_recordset(?::jsonb) as r(
       rollout_id text, guardrail text, stage text, verdict text, body jsonb,
       reference jsonb, interval_seconds float8, assessed_at timestamptz)
     order by rollout_id, guardrail
     on conflict (rollout_id, guardrail) do update set
       stage = excluded.stage, verdict = excluded.verdict,
       body = excluded.body, reference = excluded.reference,
       interval_seconds = excluded.interval_seconds,
       assessed_at = excluded.assessed_at
     where v.assessed_at <= excluded.assessed_at
       or v.assessed_at > clock_timestamp()`,
    [JSON.stringify(verdicts)],
  );
}
