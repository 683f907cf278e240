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
import { isSelected, type Selector } from './observe';
import type { Deployment, Pair } from './pair';

export const KIND = 'deployment';
const VERSION = 1;

const sideSchema = z.looseObject({
  uid: z.string(),
  replicas: z.int(),
  template: z.record(z.string(), z.unknown()),
});
export type CapturedSide = z.infer<typeof sideSchema>;

const contentSchema = z.looseObject({
  baseline: sideSchema,
  new: sideSchema,
  /** Of the Service that both are behind. */
  selector: z.record(z.string(), z.string()),
});
export type BaselineContent = z.infer<typeof contentSchema>;

function captured({ metadata, spec }: Deployment): CapturedSide {
  return {
    uid: metadata.uid,
    replicas: spec.replicas,
    template: spec.template,
  };
}

/**
 * What restoring the pair needs.
 *
 * @throws DriverError `invalid` when the new version has pods already, the
 * baseline has none, or the Service does not select both.
 */
export function baselineOf(pair: Pair, selector: Selector): Baseline {
  const { baseline, new: next } = pair;
  if (next.spec.replicas > 0) {
    throw new DriverError(
      'invalid',
      `Deployment ${next.metadata.name} already has ${next.spec.replicas} replicas. Scale it to 0 before a rollout starts.`,
    );
  }
  if (baseline.spec.replicas === 0) {
    throw new DriverError(
      'invalid',
      `Deployment ${baseline.metadata.name} has 0 replicas. Give it the pods that the two shall share.`,
    );
  }
  const unselected = [baseline, next].find(
    deployment => !isSelected(selector, deployment),
  );
  if (unselected) {
    throw new DriverError(
      'invalid',
      `The Service does not select the pods of ${unselected.metadata.name}. Give its template the labels of the Service's selector.`,
    );
  }
  const content = {
    baseline: captured(baseline),
    new: captured(next),
    selector,
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
      `This baseline (${baseline.kind}, version ${baseline.version}) is not one that this version of the ${KIND} driver reads. Scale and undo both Deployments by hand from the rollout's record.`,
    );
  }
  return content.data;
}
