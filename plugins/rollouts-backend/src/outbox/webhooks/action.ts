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

import {
  isAtLeast,
  type Topic,
  type WebhookEvent,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Webhook } from './configuration';

/** What a receiver is told for: something to look at, or the end of it. */
export type Action = 'trigger' | 'resolve';

/** After these nobody has to be called any more. */
const ENDINGS: readonly Topic[] = ['rolled-back', 'completed', 'cancelled'];

function concerns({ services, systems }: Webhook, event: WebhookEvent) {
  if (services.length + systems.length === 0) return true;
  if (!event.rollout) return false;
  const { service, system } = event.rollout;
  return (
    services.includes(service) || (system !== null && systems.includes(system))
  );
}

/**
 * What the event is for a receiver; undefined for nothing. An incident that was
 * never opened is not resolved: `opened` says whether one was.
 */
export function actionFor(
  webhook: Webhook,
  event: WebhookEvent,
  opened: boolean,
): Action | undefined {
  if (!concerns(webhook, event)) return undefined;
  if (webhook.format === 'pagerduty' && ENDINGS.includes(event.topic)) {
    return opened ? 'resolve' : undefined;
  }
  const wanted =
    webhook.topics.includes(event.topic) &&
    isAtLeast(event.severity, webhook.minimumSeverity);
  return wanted ? 'trigger' : undefined;
}
