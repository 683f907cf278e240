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

import { exposed } from './exposed.mjs';
import { people, until } from './people.mjs';

const SERVICE = 'checkout';
const SUBJECT = {
  service: `component:default/${SERVICE}`,
  target: {
    kind: 'gateway-api',
    cluster: 'sandbox',
    namespace: 'storefront',
    name: SERVICE,
    backends: { baseline: `${SERVICE}-stable`, new: `${SERVICE}-next` },
  },
  guardrails: ['errors', 'latency'],
};

const at = instant => Date.parse(instant);
const behave = (call, behaviour) =>
  call('dana', 'PUT', `/sandbox/services/${SERVICE}/behaviour`, { behaviour });

async function byBreach(call, measured) {
  await behave(call, 'healthy');
  const { read } = await exposed(call, SUBJECT);
  const broken = Date.now();
  await behave(call, 'failing');
  const { reversal } = await until(
    read,
    ({ phase }) => phase === 'rolled-back',
  );
  const confirmed = at(reversal.confirmedAt);
  measured['new version breaks, until read back'].push(
    at(reversal.verifiedAt) - broken,
  );
  measured['confirming window ends, until read back'].push(
    at(reversal.verifiedAt) - confirmed,
  );
  measured['decided, until the patch is acknowledged'].push(
    at(reversal.restoredAt) - at(reversal.decidedAt),
  );
}

async function byHand(call, measured) {
  await behave(call, 'healthy');
  const { path, read } = await exposed(call, SUBJECT);
  const pressed = Date.now();
  await call('petra', 'POST', `${path}/commands`, {
    command: 'roll-back',
    reason: 'Measured',
  });
  const { reversal } = await until(
    read,
    ({ phase }) => phase === 'rolled-back',
  );
  measured['roll back pressed, until the patch is acknowledged'].push(
    at(reversal.restoredAt) - pressed,
  );
}

/** Milliseconds of each part of a reversal, a list of runs each. */
export async function reversals(world, runs) {
  const call = people(world.baseUrl);
  const measured = {
    'new version breaks, until read back': [],
    'confirming window ends, until read back': [],
    'decided, until the patch is acknowledged': [],
    'roll back pressed, until the patch is acknowledged': [],
  };
  for (let run = 0; run < runs; run += 1) {
    await byBreach(call, measured);
    await byHand(call, measured);
  }
  await behave(call, 'healthy');
  return measured;
}
