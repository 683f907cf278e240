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
import { refuseHidden, slugSchema } from './primitives';

const nameSchema = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, 'Use a Kubernetes name');

/** What is moved, by the driver of its kind. */
export const targetRefSchema = z.strictObject({
  kind: slugSchema,
  cluster: z.string().min(1).max(100).superRefine(refuseHidden),
  namespace: nameSchema,
  name: nameSchema,
  /** The two backends that share the traffic. */
  backends: z.strictObject({ baseline: nameSchema, new: nameSchema }),
  /**
   * What of the object is moved, where it holds several: the key of a flag,
   * the host of a virtual service.
   */
  part: z
    .string()
    .max(253)
    .regex(/^[A-Za-z0-9]([A-Za-z0-9._/-]*[A-Za-z0-9])?$/, 'Use a plain name')
    .optional(),
});
export type TargetRef = z.infer<typeof targetRefSchema>;

/** `cluster/kind/namespace/name`, for people; identity adds the cluster's UID. */
export function targetLabel(ref: TargetRef): string {
  const parts = [ref.cluster, ref.kind, ref.namespace, ref.name];
  return [...parts, ...(ref.part ? [ref.part] : [])].join('/');
}

/** The same pair, the other one for the baseline. */
export function swapped(target: TargetRef): TargetRef {
  const { baseline, new: next } = target.backends;
  return { ...target, backends: { baseline: next, new: baseline } };
}

/** Two rising numbers; a write that does not know the newest pair loses. */
export const fenceSchema = z.strictObject({
  epoch: z.int().min(0),
  count: z.int().min(0),
});
export type Fence = z.infer<typeof fenceSchema>;

export function compareFences(a: Fence, b: Fence): number {
  return a.epoch - b.epoch || a.count - b.count;
}
