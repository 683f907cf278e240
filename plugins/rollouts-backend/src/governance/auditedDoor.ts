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
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { Door, DoorResult } from './door';
import type { DoorRequest } from './request';

async function tell(
  auditor: AuditorService,
  { rolloutId, command, actor }: DoorRequest,
  result: DoorResult,
): Promise<void> {
  const event = await auditor.createEvent({
    eventId: 'command-rollout',
    severityLevel: command.command === 'roll-back' ? 'high' : 'low',
    meta: { id: rolloutId, queryType: command.command, actor: actor.ref },
  });
  if (result.accepted) {
    const { experimentId, seq } = result.decision;
    await event.success({ meta: { decision: `${experimentId}/${seq}` } });
  } else {
    await event.fail({ error: new Error(result.refusal.reason) });
  }
}

/** The door as the controller uses it: Backstage's auditor is told, later. */
export function auditedDoor(
  door: Pick<Door, 'command'>,
  auditor: AuditorService,
  logger: LoggerService,
): Pick<Door, 'command'> {
  return {
    async command(request) {
      const result = await door.command(request);
      tell(auditor, request, result).catch(error =>
        logger.warn('The auditor was not told', toError(error)),
      );
      return result;
    },
  };
}
