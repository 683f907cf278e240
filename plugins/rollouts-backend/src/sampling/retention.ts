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
import { databaseNow } from '../store/clock';
import { dropPartitions, makePartitions } from '../store/samples';
import { addSeconds } from './grid';

const DAY_SECONDS = 86_400;
/** Days whose partitions are there before they begin. */
const AHEAD_DAYS = 2;

/** Makes the partitions that the next days need. Samples refuse other days. */
export async function prepareDays(knex: Knex): Promise<string[]> {
  const now = await databaseNow(knex);
  return makePartitions(
    knex,
    addSeconds(now, -DAY_SECONDS),
    addSeconds(now, AHEAD_DAYS * DAY_SECONDS),
  );
}

/**
 * Makes partitions ahead and drops those older than the retention; for a
 * scheduled task, every hour or so, on one replica at a time.
 */
export async function maintainSamples(
  knex: Knex,
  { retentionDays }: { retentionDays: number },
): Promise<{ made: string[]; dropped: string[] }> {
  const made = await prepareDays(knex);
  const now = await databaseNow(knex);
  const dropped = await dropPartitions(
    knex,
    addSeconds(now, -retentionDays * DAY_SECONDS),
  );
  return { made, dropped };
}
