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
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type { EventRecorder } from '@stagecraft/backstage-plugin-rollouts-node';
import type { Knex } from 'knex';
import type { WakeListener } from '../pipeline/WakeListener';
import type { Drivers } from '../governance/Drivers';
import type { Directory } from '../people/Directory';
import { capsules } from './capsules';
import type { Deliverer } from './deliverer';
import { notifications } from './notifications';
import { Outbox } from './Outbox';
import { signals } from './signals';
import { targetEvents } from './targetEvents';
import { fanOut, Webhooks, type Webhook } from './webhooks';

export interface OutboxParts {
  knex: Knex;
  config: RootConfigService;
  logger: LoggerService;
  wakes: WakeListener;
  notificationsService: NotificationService;
  signalsService: SignalsService;
  drivers: Pick<Drivers, 'of' | 'capsules'>;
  directory: Pick<Directory, 'members' | 'service'>;
  /** Groups that are told where nobody else hears it. */
  operators: readonly string[];
  webhooks: readonly Webhook[];
  /** By the kind of target. */
  recorders: ReadonlyMap<string, EventRecorder>;
  /** Of other rooms. */
  deliverers: readonly Deliverer[];
}

/** Everything that leaves the plugin after a commit, as loops to run. */
export function openOutbox(parts: OutboxParts): (Webhooks | Outbox)[] {
  const { knex: database, logger, webhooks, recorders } = parts;
  // Only others need it: people follow links within the portal.
  const needsUrl = webhooks.length > 0 || recorders.size > 0;
  const portalUrl = needsUrl ? parts.config.getString('app.baseUrl') : '';
  const sender = Webhooks.create({ database, webhooks, logger });
  const outbox = Outbox.create({
    database,
    deliverers: [
      notifications({
        database,
        service: parts.notificationsService,
        directory: parts.directory,
        operators: parts.operators,
        permissions:
          parts.config.getOptionalBoolean('permission.enabled') === true,
        logger,
      }),
      fanOut({
        database,
        webhooks,
        portalUrl,
        onAdded: () => sender.nudge(),
      }),
      signals(parts.signalsService),
      capsules({ database, drivers: parts.drivers }),
      targetEvents({ database, recorders, portalUrl, logger }),
      ...parts.deliverers,
    ],
    logger,
    wakes: parts.wakes,
  });
  return [sender, outbox];
}
