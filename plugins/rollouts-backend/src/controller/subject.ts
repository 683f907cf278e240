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

import type {
  Exposure,
  Fence,
  TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type {
  Baseline,
  ObservedExposure,
} from '@stagecraft/backstage-plugin-rollouts-node';
import type { ControllerCommand } from '../lifecycle/commands';
import type { DecideContext } from '../lifecycle/decision';
import type { RolloutState } from '../lifecycle/state';
import type { Acknowledged, Writing } from '../store/tables';

/** What is known of a target at the time of the pass. */
export type Look =
  | { outcome: 'seen'; observed: ObservedExposure; at: Date }
  /** The target does not exist. */
  | { outcome: 'gone'; trouble: string }
  /** `since`: when it was seen last; null for never. */
  | { outcome: 'blind'; since: Date | null; trouble: string };

export interface TargetView {
  id: string;
  ref: TargetRef;
  /** The newest fence that was given out. */
  fence: Fence;
  baseline: Baseline | null;
  writing: Writing | null;
  acknowledged: Acknowledged | null;
  look: Look;
  /** What went wrong at the last try to see or write it; null for nothing. */
  trouble: string | null;
}

export interface Limits {
  /** Between two looks at what is exposed. */
  intervalMs: number;
  /** Between two passes over what only waits for people or a date. */
  idleMs: number;
  /** Between a write and the next read, until it is taken. */
  verifyMs: number;
  /** A target that is exposed and not seen for that long holds the rollout. */
  blindMs: number;
  /** A target that is not read back as decided by then holds the rollout. */
  exposeMs: number;
  /** A rollback that is not read back by then calls people. */
  stuckMs: number;
  /** Exposure raised by others is lowered that often before it holds. */
  reverts: number;
}

/** All that a pass over one target's work rests on. */
export interface Subject {
  state: RolloutState;
  context: DecideContext;
  /** The newest decision about exposure, `experiment/seq`; null before one. */
  decision: string | null;
  /** When that was decided; null before one. */
  decidedAt: Date | null;
  /** The rollout's targets in the plan's order. */
  targets: TargetView[];
  /** The id of the target that the pass is for. */
  own: string;
  /** Since when somebody is there to look: before, nothing was late. */
  awakeSince: Date;
  limits: Limits;
}

/** What the pass does to its own target. */
export type Bring =
  | { to: 'nothing' }
  /** Puts a fence on it, and captures the baseline where there is none. */
  | { to: 'marked' }
  /** `reverts`: it lowers what others raised. */
  | { to: 'exposure'; exposure: Exposure; reverts: boolean }
  | { to: 'baseline' };

/** The one thing a pass does. */
export type Step = { command: ControllerCommand } | { bring: Bring };

export interface Intention {
  command: ControllerCommand | null;
  bring: Bring;
  /** When to pass by again, when nobody wakes the work before. */
  dueAt: Date;
}

/** Answers the step that it finds due, or undefined to leave it to the next. */
export type Rule = (subject: Subject) => Step | undefined;

export const NOTHING: Step = { bring: { to: 'nothing' } };

export function ownTarget(subject: Subject): TargetView {
  const own = subject.targets.find(target => target.id === subject.own);
  if (!own) throw new Error(`The rollout does not hold ${subject.own}`);
  return own;
}
