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
  Severity,
  WebhookEvent,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Action } from '../action';
import { shortened } from './facts';

const LONGEST_SUMMARY = 1024;

const SEVERITIES: Readonly<Record<Severity, string>> = {
  critical: 'critical',
  high: 'error',
  normal: 'warning',
  low: 'info',
};

/** One incident a rollout; else one a topic. */
export function incidentOf({ rollout, topic }: WebhookEvent): string {
  return `stagecraft/${rollout ? `rollout/${rollout.id}` : topic}`;
}

/** An event of PagerDuty's Events API v2. */
export function pagerDutyBody(
  event: WebhookEvent,
  action: Action,
  routingKey: string,
): object {
  const { rollout } = event;
  const common = {
    routing_key: routingKey,
    event_action: action,
    dedup_key: incidentOf(event),
  };
  if (action === 'resolve') return common;
  return {
    ...common,
    client: 'Stagecraft',
    client_url: event.link,
    links: [{ href: event.link, text: 'Open in the portal' }],
    payload: {
      summary: shortened(
        `${event.title}: ${event.description}`,
        LONGEST_SUMMARY,
      ),
      source: rollout?.service ?? 'stagecraft',
      severity: SEVERITIES[event.severity],
      timestamp: event.at,
      class: event.topic,
      ...(rollout ? { component: rollout.service } : {}),
      ...(rollout?.system ? { group: rollout.system } : {}),
      custom_details: {
        cause: event.cause,
        ...(rollout
          ? {
              environment: rollout.environment,
              experiment: rollout.experiment,
              stage: `${rollout.stage} of ${rollout.stages}`,
              drill: rollout.drill,
            }
          : {}),
      },
    },
  };
}
