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

import { z } from 'zod';
import type { ArgoRollout } from '../argo/rollout';
import { exposedShare } from '../argo/share';

const templateSchema = z.looseObject({
  spec: z.looseObject({
    containers: z.array(z.looseObject({ image: z.string() })),
  }),
});

const setSchema = z.looseObject({
  metadata: z.looseObject({ labels: z.record(z.string(), z.string()) }),
  spec: z.looseObject({
    template: z.looseObject({
      metadata: z.looseObject({ labels: z.record(z.string(), z.string()) }),
      spec: z.unknown(),
    }),
  }),
});
/** A list of ReplicaSets. */
export const setsSchema = z.looseObject({ items: z.array(setSchema) });

/** The images of a pod template. */
export function imagesOf(of: unknown): string[] {
  return templateSchema.parse(of).spec.containers.map(each => each.image);
}

/** What a rollout of it changes. */
export function owned(rollout: ArgoRollout) {
  const { spec } = rollout;
  const { stableService, canaryService } = spec.strategy?.canary ?? {};
  return {
    image: imagesOf(spec.template),
    stableService,
    canaryService,
    paused: spec.paused ?? false,
    share: exposedShare(rollout),
  };
}

const CONTROLLERS = ['stagecraft.dev/', 'rollout.argoproj.io/'];

/** What nothing that a rollout does may change. */
export function foreign({ metadata, spec }: ArgoRollout): unknown {
  const { template: _, ...rest } = spec;
  return {
    name: metadata.name,
    labels: metadata.labels,
    annotations: Object.entries(metadata.annotations ?? {}).filter(
      ([key]) => !CONTROLLERS.some(prefix => key.startsWith(prefix)),
    ),
    spec: rest,
  };
}
