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
  Actor,
  TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';

/** What was decided about a target, for whoever looks at it in its cluster. */
export interface TargetEvent {
  target: TargetRef;
  rolloutId: string;
  /** Names the decision: its experiment and its place there, `<id>/<seq>`. */
  decision: string;
  at: Date;
  /** The command that was given, such as `roll-back`. */
  command: string;
  /** What became of it, as one word such as `RolledBack`. */
  reason: string;
  severity: 'normal' | 'warning';
  actor: Pick<Actor, 'ref' | 'name'>;
  /** What was decided and why, for people; of any length. */
  text: string;
  /** Where the portal shows it, a URL. */
  link: string;
}

/** Tells of decisions where the targets of some kinds are. */
export interface EventRecorder {
  /** Of targets. */
  readonly kinds: readonly string[];
  /**
   * Recording the same decision again changes nothing.
   *
   * @throws DriverError
   */
  record(event: TargetEvent, signal: AbortSignal): Promise<void>;
}

export interface EventsExtensionPoint {
  /** @throws when another recorder has one of its kinds. */
  addRecorder(recorder: EventRecorder): void;
}

/** Where modules add ways to tell of decisions on the targets themselves. */
export const eventsExtensionPoint = createExtensionPoint<EventsExtensionPoint>({
  id: 'rollouts.events',
});
