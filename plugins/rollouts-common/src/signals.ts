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

/** The signals channel on which it is announced that something changed. */
export const ROLLOUTS_SIGNAL = 'rollouts';

/**
 * A hint to fetch again. It goes to everybody, so it tells nothing: not even of
 * what something changed.
 */
export type RolloutsSignal = Record<string, never>;

/** Groups that approve a service's stages: entity references, comma separated. */
export const APPROVERS_ANNOTATION = 'stagecraft.dev/approvers';
/** How risky changes of a service are: one of the tiers of risk. */
export const RISK_TIER_ANNOTATION = 'stagecraft.dev/risk-tier';
/** The targets of a service: a JSON array of target references. */
export const TARGETS_ANNOTATION = 'stagecraft.dev/targets';

/** Of Backstage's Kubernetes plugin; either leads to an entity's objects. */
export const KUBERNETES_ANNOTATIONS = {
  id: 'backstage.io/kubernetes-id',
  labelSelector: 'backstage.io/kubernetes-label-selector',
} as const;

/** Each of these says what rollouts of an entity could move. */
export const MOVABLE_ANNOTATIONS: readonly string[] = [
  TARGETS_ANNOTATION,
  ...Object.values(KUBERNETES_ANNOTATIONS),
];
