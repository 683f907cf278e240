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
import type { Directory } from '../people/Directory';
import { followService, keepService, takeDueServices } from '../store/services';
import { rowOfService } from '../permissions/Viewer';

/** So that a new owner sees the history within minutes. */
const EVERY_SECONDS = 300;
/** Asked of the catalogue in one go; the others are due at the next. */
const AT_ONCE = 500;

/**
 * Lets what is kept of services follow who owns them in the catalogue. What
 * the catalogue does not have, or says nobody owns, stays with whoever it was
 * last seen with: a service that is lost for a moment is not given away.
 *
 * @throws UnavailableError while the catalogue can't be read.
 */
export async function followOwners(
  knex: Knex,
  directory: Pick<Directory, 'services'>,
): Promise<void> {
  const refs = await takeDueServices(knex, {
    everySeconds: EVERY_SECONDS,
    limit: AT_ONCE,
  });
  for (const service of await directory.services(refs)) {
    if (service.people.owners.length > 0) {
      await keepService(knex, service, rowOfService(service).parts);
      await followService(knex, service);
    }
  }
}
