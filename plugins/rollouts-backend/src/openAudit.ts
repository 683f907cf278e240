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
import type { Config } from '@backstage/config';
import type { Knex } from 'knex';
import type { Deliverer } from './outbox';
import { Audit } from './views/Audit';
import { treeCopies } from './audit/copies/treeCopies';
import { Sequencer } from './audit/Sequencer';
import { readAuditSettings } from './audit/settings';
import { Verifications } from './audit/Verifications';

interface Loop {
  start(): void;
  stop(): Promise<void>;
}

/** Everything that proves decisions: what answers, what delivers, what runs. */
export function openAudit(parts: {
  knex: Knex;
  config: Config;
  logger: LoggerService;
  operators: readonly string[];
}) {
  const { knex, config, logger, operators } = parts;
  const settings = readAuditSettings(config);
  const { key, trusted, copies, intervalMs, alertAfterMs } = settings;
  const verifications = new Verifications({
    knex,
    logger,
    trusted,
    copies,
    operators,
  });
  const loops: Loop[] = [{ start: () => {}, stop: () => verifications.stop() }];
  if (key) {
    loops.push(
      Sequencer.create({
        knex,
        key,
        copies: copies.map(({ name }) => name),
        intervalMs,
        alertAfterMs,
        operators,
        logger,
      }),
    );
  } else {
    logger.warn(
      'No key signs tree heads, so nobody can prove that no entry was taken away. Give rollouts.audit.signingKeyFile an Ed25519 key.',
    );
  }
  if (copies.length === 0) {
    logger.warn(
      'Tree heads are copied nowhere. Name a folder or a URL outside the database in rollouts.audit.copies.',
    );
  }
  const deliverers: Deliverer[] = [treeCopies({ knex, copies })];
  return {
    audit: new Audit({ knex, settings, verifications }),
    verifications,
    deliverers,
    loops,
  };
}
