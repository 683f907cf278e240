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

import type { WebhookEvent } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Action } from '../action';
import type { Webhook } from '../configuration';
import { pagerDutyBody } from './pagerduty';
import { slackBody } from './slack';
import { teamsBody } from './teams';

/** The body that a receiver is sent, as JSON text. */
export function bodyFor(
  { format, routingKey }: Pick<Webhook, 'format' | 'routingKey'>,
  event: WebhookEvent,
  action: Action,
): string {
  switch (format) {
    case 'stagecraft':
      return JSON.stringify(event);
    case 'slack':
      return JSON.stringify(slackBody(event));
    case 'teams':
      return JSON.stringify(teamsBody(event));
    case 'pagerduty':
      return JSON.stringify(pagerDutyBody(event, action, routingKey ?? ''));
    default:
      throw new Error(`No such format: ${format satisfies never}`);
  }
}
