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

import { approvalsAhead, type Memberships } from '../lifecycle/membership';
import type { Directory } from '../people/Directory';
import type { StoredRollout } from '../store/rollouts';

/**
 * The groups of those who approved the next stage, as the catalogue has them.
 *
 * @throws UnavailableError when the catalogue can't be read.
 */
export async function membershipsOf(
  directory: Pick<Directory, 'person'>,
  { state, planHash }: Pick<StoredRollout, 'state' | 'planHash'>,
): Promise<Memberships> {
  const entries = approvalsAhead(state, planHash).map(
    async ({ actor: { ref } }): Promise<[string, string[] | null]> => {
      const person = await directory.person(ref);
      return [ref, person ? person.groups : null];
    },
  );
  return new Map(await Promise.all(entries));
}
