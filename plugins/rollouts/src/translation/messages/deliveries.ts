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

export const deliveries = {
  title: 'Deliveries to webhooks',
  intro:
    'What receivers outside the portal were sent, those that failed first. A receiver that does not answer is tried again, then given up; send it again from here.',
  fromOperations: 'Deliveries to webhooks',
  unreachedFromOperations_one: '{{count}} message reached nobody',
  unreachedFromOperations_other: '{{count}} messages reached nobody',
  unreachedTitle: 'Reached nobody',
  unreachedRemedy:
    'Nobody is in the groups that these messages of the last 14 days are for. Add people to them in the catalogue, or name other groups: owners and approvers at the service, operators in rollouts.operators.',
  moreUnreached: 'Show {{more}} more that reached nobody',
  fewerUnreached: 'Show fewer',
  emptyGroups: 'Groups without members',
  noGroups: 'No group is named',
  instead: 'Told instead',
  operators: 'Operators',
  nobody: 'Nobody',
  at: 'At',
  state: 'State',
  any: 'Any',
  webhook: 'Receiver',
  pending: 'On its way',
  failing: 'Not taken yet',
  delivered: 'Delivered',
  failed: 'Failed',
  standing:
    '{{failed}} given up, {{pending}} on their way, {{delivered}} delivered.',
  caption: 'Deliveries',
  event: 'Event',
  receiver: 'Receiver',
  gone: 'not configured any more',
  sent: 'Since',
  next: 'next attempt',
  notTried: 'Waits for those before it',
  attempts_one: '{{count}} attempt',
  attempts_other: '{{count}} attempts',
  replay: 'Send again',
  action: 'Action',
  notReplayed: 'It was not sent again',
  loadFailed: 'The deliveries could not be loaded',
  emptyTitle: 'Nothing was sent yet',
  empty:
    'Here will be every event that a webhook was sent, with its state and why it failed.',
  noneTitle: 'No delivery is like that',
  none: 'Choose another state or receiver.',
  noWebhooksTitle: 'No webhook is configured',
  noWebhooks:
    'Add receivers to rollouts.webhooks of the portal’s configuration: a chat, on-call, or a service of your own. The page of the documentation on webhooks says how.',
} as const;
