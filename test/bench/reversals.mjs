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

import { setTimeout as pause } from 'node:timers/promises';

const SERVICE = 'checkout';

function people(baseUrl) {
  const tokens = new Map();
  const tokenOf = async name => {
    if (!tokens.has(name)) {
      const answer = await fetch(`${baseUrl}/api/auth/demo/refresh`, {
        headers: { 'x-demo-user': name },
      });
      tokens.set(name, (await answer.json()).backstageIdentity.token);
    }
    return tokens.get(name);
  };
  return async (name, method, path, body) => {
    const answer = await fetch(`${baseUrl}/api${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await tokenOf(name)}`,
        'content-type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${text}`);
    return text && JSON.parse(text);
  };
}

/** One stage at half of everyone, watched by the demonstration's guardrails. */
function planOf(playbook) {
  return {
    environment: 'production',
    playbook: playbook.id,
    artefacts: {
      images: [{ name: SERVICE, digest: `sha256:${'1'.repeat(64)}` }],
      commit: 'abcdef1',
      authors: ['user:default/dana'],
    },
    targets: [
      {
        kind: 'gateway-api',
        cluster: 'sandbox',
        namespace: 'storefront',
        name: SERVICE,
        backends: { baseline: `${SERVICE}-stable`, new: `${SERVICE}-next` },
      },
    ],
    stages: [
      {
        ...playbook.stages[0],
        name: 'half',
        audience: { kind: 'everyone' },
        exposure: 5000,
        bakeSeconds: 600,
      },
    ],
    guardrails: playbook.guardrails,
    successMetrics: [{ metric: 'conversion-ratio', worthwhile: 0.02 }],
    decisionRule: 'clear-signals',
    schedule: { start: 'when-approved' },
    end: new Date(Date.now() + 3_600_000).toISOString(),
    rollbackPlan: { kind: 'restore-baseline', notes: 'Weights go back' },
  };
}

async function until(read, isReached) {
  for (let tries = 0; tries < 600; tries += 1) {
    const seen = await read();
    if (isReached(seen)) return seen;
    await pause(100);
  }
  throw new Error('It did not come to pass within a minute');
}

async function exposed(call) {
  const playbook = await call(
    'dana',
    'GET',
    '/rollouts/v1/playbooks/demonstration',
  );
  const { rolloutId } = await call('dana', 'POST', '/rollouts/v1/experiments', {
    service: `component:default/${SERVICE}`,
    experiment: {
      title: 'Measured reversal',
      businessGoal: 'Know how fast the way back is',
      hypothesis: {
        belief: 'the way back is fast',
        audience: 'everyone',
        expectedOutcome: 'seconds',
        refutedBy: 'minutes',
      },
    },
    plan: planOf(playbook),
  });
  const path = `/rollouts/v1/rollouts/${rolloutId}`;
  const read = () => call('omar', 'GET', path);
  const { version, planHash } = await read();
  await call('omar', 'POST', `${path}/commands`, {
    command: 'approve',
    version,
    stageIndex: 0,
    planHash,
    reason: 'Measured',
  });
  await until(read, rollout => rollout.health === 'holds');
  return { path, read };
}

const at = instant => Date.parse(instant);
const behave = (call, behaviour) =>
  call('dana', 'PUT', `/sandbox/services/${SERVICE}/behaviour`, { behaviour });

async function byBreach(call, measured) {
  await behave(call, 'healthy');
  const { read } = await exposed(call);
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
  const { path, read } = await exposed(call);
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
