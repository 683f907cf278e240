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

import type { NotificationService } from '@backstage/plugin-notifications-node';
import { z } from 'zod';
import type { Effect } from '../lifecycle/decision';
import type { Deliverer } from './deliverer';

type Topic = (Effect & { kind: 'notify' })['topic'];

const payloadSchema = z.object({
  rolloutId: z.string(),
  topic: z.custom<Topic>(value => typeof value === 'string'),
  /** Entity references of people or groups. */
  recipients: z.array(z.string()),
  except: z.string().nullable(),
  title: z.string(),
  description: z.string(),
  severity: z.enum(['low', 'normal', 'high', 'critical']),
});

function linkOf(topic: Topic, rolloutId: string): string {
  return topic === 'approval-wanted'
    ? `/rollouts/approvals/${rolloutId}`
    : `/rollouts/${rolloutId}`;
}

/**
 * Tells people in the portal. A later message of the same topic takes the
 * place of the earlier one, so that nobody finds a list of the same.
 */
export function notifications(service: NotificationService): Deliverer {
  return {
    kind: 'notify',
    async deliver(payloads) {
      for (const payload of payloads) {
        const message = payloadSchema.parse(payload);
        const { rolloutId, topic, except } = message;
        const recipients = [...new Set(message.recipients)];
        if (recipients.length === 0) continue;
        await service.send({
          recipients: {
            type: 'entity',
            entityRef: recipients,
            ...(except === null ? {} : { excludeEntityRef: except }),
          },
          payload: {
            title: message.title,
            description: message.description,
            link: linkOf(topic, rolloutId),
            severity: message.severity,
            topic,
            scope: `rollout/${rolloutId}/${topic}`,
          },
        });
      }
    },
  };
}
