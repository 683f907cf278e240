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

import type { TargetRef } from '@stagecraft/backstage-plugin-rollouts-common';
import type { MeteredService } from '@stagecraft/backstage-plugin-rollouts-node';
import type { StoredRollout } from '../store/rollouts';

/** A service as metrics name it, by the target that splits its traffic. */
export function meteredService(ref: string, target: TargetRef): MeteredService {
  const { namespace, name, backends } = target;
  return { ref, namespace, name, backends };
}

/** A plan has one target. */
export function meteredServiceOf(
  rollout: Pick<StoredRollout, 'service' | 'plan'>,
): MeteredService {
  return meteredService(rollout.service, rollout.plan.targets[0]);
}

/**
 * What samples are stored under. The service's reference alone would mix up
 * two targets of one service, and one target before and after its backends
 * changed places.
 */
export function subjectOf(service: MeteredService): string {
  const { ref, namespace, name, backends } = service;
  return `${ref} ${namespace}/${name} ${backends.baseline}:${backends.new}`;
}
