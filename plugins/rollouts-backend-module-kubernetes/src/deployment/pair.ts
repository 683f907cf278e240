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
  compareFences,
  type Fence,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { fenceOf, GOVERNED_ANNOTATION, metadataSchema } from '../write/fence';

/** The pods that both sides share, while a rollout governs them. */
export const TOTAL_ANNOTATION = 'stagecraft.dev/total';

export const FULL_SHARE = 10_000;

/** A Deployment; fields that Stagecraft does not read are kept as they are. */
export const deploymentSchema = z.looseObject({
  metadata: metadataSchema,
  spec: z.looseObject({
    replicas: z.int().default(1),
    paused: z.boolean().optional(),
    template: z.looseObject({
      metadata: z
        .looseObject({ labels: z.record(z.string(), z.string()).optional() })
        .optional(),
    }),
  }),
  status: z
    .looseObject({
      observedGeneration: z.int().optional(),
      availableReplicas: z.int().optional(),
    })
    .optional(),
});
export type Deployment = z.infer<typeof deploymentSchema>;

export type Side = 'baseline' | 'new';
export type Pair = Record<Side, Deployment>;
export type Counts = Record<Side, number>;

export function countsOf(pair: Pair): Counts {
  return {
    baseline: pair.baseline.spec.replicas,
    new: pair.new.spec.replicas,
  };
}

/** How many pods can take requests, as the cluster says. */
export function availableOf(deployment: Deployment): number {
  return deployment.status?.availableReplicas ?? 0;
}

/** The share of the pods that run the new version, rounded up. */
export function shareOf(counts: Counts): number {
  const all = counts.baseline + counts.new;
  return all === 0 ? 0 : Math.ceil((counts.new * FULL_SHARE) / all);
}

/** How many pods the two share: fixed by the capture, else all there are. */
export function totalOf(pair: Pair): number {
  const { annotations = {} } = pair.baseline.metadata;
  const fixed = Number(annotations[TOTAL_ANNOTATION]);
  const isGoverned = annotations[GOVERNED_ANNOTATION] !== undefined;
  const { baseline, new: next } = countsOf(pair);
  return isGoverned && fixed > 0 ? fixed : baseline + next;
}

/**
 * The fence of the newest write that is complete: a write that reached one of
 * the two only is written again.
 */
export function settledFence(pair: Pair): Fence | null {
  const baseline = fenceOf(pair.baseline.metadata);
  const next = fenceOf(pair.new.metadata);
  if (!baseline || !next) return null;
  return compareFences(baseline, next) < 0 ? baseline : next;
}

function hashOf(value: unknown): number {
  const digest = createHash('sha256').update(JSON.stringify(value));
  return Number.parseInt(digest.digest('hex').slice(0, 12), 16);
}

/**
 * A number that differs whenever one of the two specifications does. A
 * Deployment's own generation counts its annotations too, ours among them.
 */
export function configurationOf(pair: Pair): number {
  return hashOf([pair.baseline.spec, pair.new.spec]);
}

export function hasSameSpec(a: Deployment, b: Deployment): boolean {
  return hashOf(a.spec) === hashOf(b.spec);
}
