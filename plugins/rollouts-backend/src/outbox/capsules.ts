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
  fenceSchema,
  targetRefSchema,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Baseline } from '@stagecraft/backstage-plugin-rollouts-node';
import type { Knex } from 'knex';
import { z } from 'zod';
import type { Drivers } from '../governance/Drivers';
import type { CapsuleNotice } from '../store/capsules';
import { saveCapsule } from '../store/targets';
import type { Deliverer } from './deliverer';

const TIMEOUT_MS = 30_000;

export interface CapsulesOptions {
  database: Knex;
  drivers: Pick<Drivers, 'of' | 'capsules'>;
}

const noticeSchema: z.ZodType<CapsuleNotice> = z.object({
  state: z.enum(['completed', 'closed']),
  rolloutId: z.string(),
  planHash: z.string(),
  end: z.string(),
  targetId: z.string(),
  target: targetRefSchema,
  baseline: z.custom<Baseline>(value => typeof value === 'object'),
  fence: fenceSchema,
  at: z.string(),
});

async function deliver(
  { database, drivers }: CapsulesOptions,
  notice: CapsuleNotice,
): Promise<void> {
  const { state, target, baseline, at, end, ...subject } = notice;
  const driver = drivers.of(target);
  const { capsules: store } = drivers;
  if (!store || !driver.wayBack) return;
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const steps = (phase: 'ramping' | 'completed') =>
    driver.wayBack?.(target, baseline, phase) ?? [];
  const common = { ...subject, target, at: new Date(at), end: new Date(end) };
  if (state === 'completed') {
    const completed = { ...common, steps: steps('completed') };
    const capsule = await store.seal(completed, 'completed', signal);
    if (capsule) await saveCapsule(database, subject, capsule);
  } else {
    const all = [...steps('ramping'), ...steps('completed')];
    await store.close({ ...common, steps: all }, signal);
  }
}

/** Brings what is kept in clusters for the portal's absence up to date. */
export function capsules(options: CapsulesOptions): Deliverer {
  return {
    kind: 'capsule',
    async deliver(entries) {
      for (const { payload } of entries) {
        await deliver(options, noticeSchema.parse(payload));
      }
    },
  };
}
