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

import { createHash } from 'node:crypto';
import { canonicalJson } from '@stagecraft/backstage-plugin-rollouts-common';
import type {
  MetricDefinition,
  Plan,
  Playbook,
} from '@stagecraft/backstage-plugin-rollouts-common';

/**
 * SHA-256, in hexadecimal, over a prefix that names what is hashed and the
 * canonical JSON of it, so that a hash of one thing is never one of another.
 */
export function hashOf(domain: string, value: unknown, before = ''): string {
  return createHash('sha256')
    .update(`${domain}\n${before}`)
    .update(canonicalJson(value))
    .digest('hex');
}

export function hashPlan(plan: Plan): string {
  return hashOf('stagecraft.plan.v1', plan);
}

export function hashMetricDefinition(definition: MetricDefinition): string {
  return hashOf('stagecraft.metric-definition.v1', definition);
}

export function hashPlaybook(playbook: Playbook): string {
  return hashOf('stagecraft.playbook.v1', playbook);
}

export function hashRequest(request: unknown): string {
  return hashOf('stagecraft.request.v1', request);
}
