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

import { expect, type TestInfo } from '@playwright/test';
import {
  FINAL_PHASES,
  type Rollout,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Rollouts } from './api';
import { personOf } from './people';

const ENDINGS = ['roll-back', 'withdraw', 'cancel'] as const;

async function titledRollouts(rollouts: Rollouts): Promise<Rollout[]> {
  const lee = await rollouts.as('lee');
  const { items } = await lee.call('listRollouts', { query: { limit: 100 } });
  return Promise.all(
    items
      .filter(({ experiment }) => rollouts.titles.includes(experiment.title))
      .map(({ id }) => lee.call('getRollout', { params: { id } })),
  );
}

/** Its requester takes it back, where there is anything to take back. */
async function end(rollouts: Rollouts, { id, requestedBy }: Rollout) {
  const requester = personOf(requestedBy);
  const client = await rollouts.as(requester);
  const { commands } = await client.call('getRollout', { params: { id } });
  const ending = ENDINGS.find(name =>
    commands.some(({ command, open }) => open && command === name),
  );
  if (!ending) return;
  await rollouts.command(requester, id, ending, 'The test is over');
  await expect
    .poll(async () => FINAL_PHASES.includes((await rollouts.read(id)).phase), {
      message: `${id} to be over`,
    })
    .toBe(true);
}

/**
 * Ends what a failed test left behind, so that the target is free again, and
 * keeps with its results what was decided, by whom and why.
 */
export async function tidyUp(rollouts: Rollouts, info: TestInfo) {
  if (info.status === info.expectedStatus) return;
  const lee = await rollouts.as('lee');
  for (const rollout of await titledRollouts(rollouts)) {
    const decisions = await lee.call('listDecisions', {
      params: { id: rollout.id },
      query: { limit: 100 },
    });
    await info.attach(`rollout ${rollout.id}`, {
      body: JSON.stringify({ rollout, decisions }, null, 2),
      contentType: 'application/json',
    });
    await end(rollouts, rollout);
  }
}
