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
  Delivery,
  Unreached,
} from '@stagecraft/backstage-plugin-rollouts-common';

const at = (seconds: number) =>
  new Date(Date.now() - seconds * 1000).toISOString();

function aDelivery(id: string, some: Partial<Delivery>): Delivery {
  return {
    id,
    webhook: 'chat',
    format: 'slack',
    host: 'hooks.example.com',
    state: 'delivered',
    attempts: 1,
    lastStatus: 200,
    lastError: null,
    createdAt: at(60),
    dueAt: null,
    settledAt: at(59),
    event: {
      version: 1,
      id,
      topic: 'held',
      severity: 'high',
      at: at(61),
      title: 'Rollout held: Faster checkout',
      description: 'No data for 2 minutes',
      cause: 'no-data',
      link: 'https://portal.example.com/rollouts/r-held',
      actor: { kind: 'controller', name: 'Controller' },
      rollout: null,
    },
    ...some,
  };
}

export const DELIVERIES: Delivery[] = [
  aDelivery('d-failed', {
    webhook: 'on-call',
    format: 'pagerduty',
    host: 'events.pagerduty.com',
    state: 'failed',
    attempts: 10,
    lastStatus: 503,
    lastError: 'The receiver answered 503',
  }),
  aDelivery('d-pending', {
    state: 'pending',
    lastStatus: null,
    lastError: 'No answer in time',
    settledAt: null,
    dueAt: new Date(Date.now() + 30_000).toISOString(),
  }),
  aDelivery('d-delivered', {}),
];

export const UNREACHED: Unreached[] = [
  {
    id: '7',
    topic: 'approval-wanted',
    severity: 'normal',
    title: 'Stage 1 wants approvals: Faster checkout',
    link: '/rollouts/approvals/r-proposed',
    recipients: ['group:default/checkout-approvers'],
    toldOperators: true,
    at: at(3600),
  },
];
