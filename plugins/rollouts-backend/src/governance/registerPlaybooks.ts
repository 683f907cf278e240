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

import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { registerPlaybook } from '../store/playbooks';
import { inTransaction } from '../store/transaction';
import { loadPlaybooks } from './loadPlaybooks';

/**
 * Registers the shipped playbooks and those of `paths`, each as a new version
 * where it differs from the newest.
 *
 * @throws InputError naming the file and every line that is wrong; nothing is
 * registered then.
 */
export async function registerPlaybooks(
  knex: Knex,
  paths: readonly string[],
  logger: LoggerService,
): Promise<void> {
  for (const playbook of loadPlaybooks(paths)) {
    const { version, replaced } = await inTransaction(knex, trx =>
      registerPlaybook(trx, playbook),
    );
    if (replaced) {
      logger.warn(
        `The file of playbook ${playbook.id} changed: its version ${version} takes the place of what was signed off in the portal`,
      );
    }
  }
}
