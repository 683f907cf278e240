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
  DriverError,
  type Baseline,
} from '@stagecraft/backstage-plugin-rollouts-node';
import { z } from 'zod';
import { openableRung } from './exposurePatch';
import { stepsSum } from './ladder';
import type { Versions } from './marks';
import { statusOf, workloadName, type ArgoRollout } from './rollout';
import { exposedShare } from './share';
import type { PodTemplate } from './stableTemplate';

export const KIND = 'argo-rollouts';
const VERSION = 1;

const contentSchema = z.looseObject({
  uid: z.string(),
  /** Hashes of the stable template and of the new one. */
  versions: z.object({ baseline: z.string(), new: z.string() }),
  /** The stable template, as restoring puts it back. */
  template: z.record(z.string(), z.unknown()),
  /** The Deployment that holds the template; null where the Rollout does. */
  workload: z.string().nullable(),
  stableService: z.string().nullable(),
  canaryService: z.string().nullable(),
  /** Checksum of the steps. */
  steps: z.string(),
});
export type BaselineContent = z.infer<typeof contentSchema>;

/**
 * The hashes of the two versions, of a Rollout that waits at 0 %.
 *
 * @throws DriverError `invalid` when it does not: there is nothing to expose,
 * or nothing to go back to.
 */
export function capturableVersions(rollout: ArgoRollout): Versions {
  const { name } = rollout.metadata;
  const { stableRS: stable, currentPodHash: current } = statusOf(rollout);
  if (!stable || !current) {
    throw new DriverError(
      'invalid',
      `Rollout ${name} reports no stable version yet. Wait until its controller has deployed it once.`,
    );
  }
  openableRung(rollout, { internal: 0, everyone: 0 });
  if (exposedShare(rollout) > 0) {
    throw new DriverError(
      'invalid',
      `Rollout ${name} already sends traffic to the new version. Abort it and start the update anew: its first step holds at setWeight: 0.`,
    );
  }
  return { baseline: stable, new: current };
}

export function baselineOf(
  rollout: ArgoRollout,
  versions: Versions,
  template: PodTemplate,
): Baseline {
  const { stableService, canaryService } = rollout.spec.strategy?.canary ?? {};
  const content: BaselineContent = {
    uid: rollout.metadata.uid,
    versions: { baseline: versions.baseline, new: versions.new },
    template: { ...template },
    workload: workloadName(rollout) ?? null,
    stableService: stableService ?? null,
    canaryService: canaryService ?? null,
    steps: stepsSum(rollout),
  };
  return { kind: KIND, version: VERSION, content: z.json().parse(content) };
}

/** @throws DriverError `invalid` for another driver's baseline, or a newer one. */
export function readBaseline(baseline: Baseline): BaselineContent {
  const content = contentSchema.safeParse(baseline.content);
  if (
    baseline.kind !== KIND ||
    baseline.version !== VERSION ||
    !content.success
  ) {
    throw new DriverError(
      'invalid',
      `This baseline (${baseline.kind}, version ${baseline.version}) is not one that this version of the ${KIND} driver reads. Abort the Rollout and undo its template by hand.`,
    );
  }
  return content.data;
}
