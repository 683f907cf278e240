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
  aRollout,
  BY_PHASE,
  DELIVERIES,
  FakeRollouts,
  HARM,
  HUGE,
  UNREACHED,
} from '../src/testing';

const MANY = 34;

const numbers = Array.from({ length: MANY }, (_, index) => index);

/** Every third row has names as long as names get. */
const rollouts = numbers.map(index =>
  aRollout({
    ...BY_PHASE.waiting,
    id: `r-crowd-${index}`,
    experiment:
      index % 3 === 0
        ? HUGE.experiment
        : { id: 'e-1', title: `Faster checkout ${index}` },
    service: index % 3 === 0 ? HUGE.service : 'component:default/checkout',
  }),
);

const unreached = numbers.map(index => ({
  ...UNREACHED[0],
  id: String(index),
  title:
    index % 3 === 0
      ? `Stage 1 wants approvals: ${HUGE.experiment.title}`
      : UNREACHED[0].title,
  toldOperators: index % 2 === 0,
  recipients:
    index % 3 === 0
      ? [
          'group:default/inventory-reservation-and-reconciliation-owners',
          'group:default/checkout-approvers',
          'user:default/somebody-who-left-long-ago',
        ]
      : UNREACHED[0].recipients,
}));

/** As much of everything as a large company has on a bad day. */
export function crowded(): FakeRollouts {
  const now = () => new Date().toISOString();
  return new FakeRollouts(rollouts)
    .on('listHarm', () => ({
      items: numbers.flatMap(index =>
        HARM.map(harm => ({ ...harm, id: `${harm.id}${index}` })),
      ),
      now: now(),
    }))
    .on('listDeliveries', () => ({
      items: DELIVERIES,
      counts: { pending: 1, delivered: 1, failed: 1 },
      webhooks: ['chat', 'on-call'],
      unreached,
      nextCursor: null,
      now: now(),
    }));
}
