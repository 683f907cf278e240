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

import { until } from './people.mjs';

const PLAYBOOK = '/rollouts/v1/playbooks/demonstration';

/** One stage at half of everyone, watched by guardrails of the playbook. */
function planOf(playbook, { target, guardrails }) {
  const kept = playbook.guardrails.filter(({ name }) =>
    guardrails.includes(name),
  );
  return {
    environment: 'production',
    playbook: playbook.id,
    artefacts: {
      images: [{ name: target.name, digest: `sha256:${'1'.repeat(64)}` }],
      commit: 'abcdef1',
      authors: ['user:default/dana'],
    },
    targets: [target],
    stages: [
      {
        ...playbook.stages[0],
        name: 'half',
        audience: { kind: 'everyone' },
        exposure: 5000,
        bakeSeconds: 600,
        guardrails,
      },
    ],
    guardrails: kept,
    successMetrics: [{ metric: kept[0].metric, worthwhile: 0.02 }],
    decisionRule: 'clear-signals',
    schedule: { start: 'when-approved' },
    end: new Date(Date.now() + 3_600_000).toISOString(),
    rollbackPlan: { kind: 'restore-baseline', notes: 'Weights go back' },
  };
}

/**
 * Requests a rollout as dana, approves it as omar, and waits until all
 * guardrails hold.
 *
 * @param call - what `people` gives
 * @returns its `path` in the API, and `read` for it
 */
export async function exposed(call, { service, target, guardrails }) {
  const playbook = await call('dana', 'GET', PLAYBOOK);
  const { rolloutId } = await call('dana', 'POST', '/rollouts/v1/experiments', {
    service,
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
    plan: planOf(playbook, { target, guardrails }),
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
