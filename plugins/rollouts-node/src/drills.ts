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

import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type {
  BreachKind,
  MetricDefinition,
  TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';

/** The breach of one drill. */
export interface BreachRequest {
  /** Names what is made for it, so that it is found again to be ended. */
  drillId: string;
  /** The service's entity reference. */
  service: string;
  targets: readonly TargetRef[];
  /** Of the guardrail that is to breach. */
  definition: MetricDefinition;
  /** It must be over by then, by itself where its source can do that. */
  until: Date;
}

/**
 * Makes the new version look wrong, on purpose and for a while. What it does
 * is told by the request alone: another replica ends what one began.
 */
export interface BreachSource {
  readonly kind: BreachKind;
  /** Why it can't be done there, with the remedy; null where it can. */
  unable(request: BreachRequest, signal: AbortSignal): Promise<string | null>;
  /** Doing it again changes nothing. */
  begin(request: BreachRequest, signal: AbortSignal): Promise<void>;
  /** Ends what `begin` began, or may have begun; again changes nothing. */
  end(request: BreachRequest, signal: AbortSignal): Promise<void>;
}

/** What readiness probes show of a target's new version now. */
export interface Readiness {
  /** Whether every pod of it counts as ready. */
  ready: boolean;
  /** In one sentence, with numbers. */
  sentence: string;
}

export interface ReadinessSource {
  /** Undefined where nothing is known of such a target. */
  readiness(
    target: TargetRef,
    signal: AbortSignal,
  ): Promise<Readiness | undefined>;
}

export interface DrillsExtensionPoint {
  /** @throws when another source of this kind was added. */
  addBreachSource(source: BreachSource): void;
  addReadinessSource(source: ReadinessSource): void;
}

/** Where modules add ways to make a breach, and to see who notices. */
export const drillsExtensionPoint = createExtensionPoint<DrillsExtensionPoint>({
  id: 'rollouts.drills',
});
