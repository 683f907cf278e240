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
  targetLabel,
  type TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { MeteredService } from '@stagecraft/backstage-plugin-rollouts-node';
import type { StoredRollout } from '../store/rollouts';

/** A service as metrics name it, by a target that splits its traffic. */
export function meteredService(ref: string, target: TargetRef): MeteredService {
  const { cluster, namespace, name, part, backends } = target;
  return { ref, cluster, namespace, name, ...(part ? { part } : {}), backends };
}

/**
 * What samples are stored under. The service's reference alone would mix up
 * two targets of one service, and one target before and after its backends
 * changed places.
 */
export function subjectOf(service: MeteredService): string {
  const { ref, cluster, namespace, name, part, backends } = service;
  const place = [cluster, namespace, name, ...(part ? [part] : [])].join('/');
  return `${ref} ${place} ${backends.baseline}:${backends.new}`;
}

/** One target, as it is metered by its own backends. */
export interface MeteredTarget {
  /** As people are told of it. */
  name: string;
  service: MeteredService;
  subject: string;
}

export function meteredTarget(ref: string, target: TargetRef): MeteredTarget {
  const service = meteredService(ref, target);
  return { name: targetLabel(target), service, subject: subjectOf(service) };
}

/** Every target of a rollout's plan, in its order. */
export function meteredTargets({
  service,
  plan,
}: Pick<StoredRollout, 'service' | 'plan'>): MeteredTarget[] {
  return plan.targets.map(target => meteredTarget(service, target));
}
