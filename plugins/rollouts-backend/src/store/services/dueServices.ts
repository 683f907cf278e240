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

/**
 * Services that anything here is of, whose owners were not looked at for so
 * long, those that waited longest first; from now on they have been.
 */
export async function takeDueServices(
  knex: Knex,
  { everySeconds, limit }: { everySeconds: number; limit: number },
): Promise<string[]> {
  await knex.raw(
    `insert into services (ref)
     select service from (
       select distinct service from rollouts
       union select service from drill_schedules
       union select scope->>'ref' from freezes where scope->>'kind' = 'service'
     ) as named(service)
     on conflict do nothing`,
  );
  const { rows } = await knex.raw<{ rows: { ref: string }[] }>(
    `update services set checked_at = clock_timestamp()
     where ref in (
       select ref from services
       where checked_at is null
         or checked_at < clock_timestamp() - make_interval(secs => ?)
       order by checked_at nulls first, ref
       limit ? for update skip locked
     )
     returning ref`,
    [everySeconds, limit],
  );
  return rows.map(({ ref }) => ref);
}
