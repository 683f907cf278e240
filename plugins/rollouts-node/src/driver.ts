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
  AudienceHeader,
  Change,
  Exposure,
  Fence,
  PreflightResult,
  TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { CapsulePhase, WayBackStep } from './capsules';
import type { Json } from './json';

/** The target's configuration before the first exposure; all `restore` needs. */
export interface Baseline {
  /** The driver's kind and the layout of `content`. */
  kind: string;
  version: number;
  content: Json;
}

/** Who changed an object, as far as the cluster can tell. */
export interface LastWriter {
  /** The client's own word, such as a GitOps controller's; nobody checks it. */
  name: string;
  /** ISO 8601; null where the cluster does not say. */
  at: string | null;
}

/** What a target shows now, from a live read. */
export interface ObservedExposure {
  exposure: Exposure;
  /** The fence on the object, null where none is. */
  fence: Fence | null;
  /** Rises whenever the object's configuration changes. */
  generation: number;
  /** Whether the data plane's controller reports it has taken this generation. */
  accepted: boolean;
  /** Why not accepted, or what else looks wrong. */
  trouble: string | null;
  /** Who changed it since Stagecraft did; null or left out where nobody is known to. */
  lastWriter?: LastWriter | null;
}

/** What an object is marked with while a rollout governs it. */
export interface GovernedMark {
  rollout: string;
  backends: TargetRef['backends'];
  part?: string;
}

/** What one write is made for. */
export interface WriteContext {
  /** The fence this write stamps. */
  fence: Fence;
  /** The id of the decision it serves, kept on the object. */
  decision: string;
  /** Put on the object by forward writes, taken away by `restore`. */
  governed: GovernedMark;
  /**
   * Throws when the caller no longer holds its ticket. A forward write calls
   * it right before every try; nothing may be sent after it threw.
   */
  confirm(): Promise<void>;
  signal: AbortSignal;
}

/** A forward write also knows the fence it replaces, and what else it read. */
export interface ForwardContext extends WriteContext {
  /** The fence that must be on the object now. */
  expected: Fence;
  /**
   * The generation at which the target was last seen. What changed since was
   * not decided upon: it may be somebody who lowered it.
   */
  generation: number;
  /** What was captured, where the target can't be read by itself any more. */
  baseline?: Baseline;
}

/** What a plan says of exposing, beside how much. */
export interface ExposeOptions {
  /** The internal audience's header, where the plan has one. */
  header?: AudienceHeader;
  /** The header of the plan's segment, where it has one. */
  segment?: AudienceHeader;
  /** The plan's end; a target that can end its exposure by itself then does. */
  end?: Date;
}

/** Where candidates are looked for. */
export interface FindScope {
  cluster: string;
  /** Null for all of them. */
  namespace: string | null;
  /** In the words of Kubernetes, such as `app=checkout`. */
  labelSelector: string;
}

/** Something in the cluster that could be a target. */
export interface FoundTarget {
  ref: TargetRef;
  /** What tells the two backends apart, in a sentence. */
  evidence: string;
}

/**
 * Moves one kind of target. Every method takes live reads; none keeps state
 * between calls. Errors are `DriverError`s.
 */
export interface ExposureDriver {
  /** Such as `gateway-api`; the `kind` of the targets it moves. */
  readonly kind: string;
  /**
   * The target's identity: cluster kube-system UID, kind, namespace, name.
   * Stable over renames of the cluster in the configuration.
   */
  identify(target: TargetRef, signal: AbortSignal): Promise<string>;
  /** Can this be exposed and restored safely? Evidence and remedy each. */
  preflight(
    target: TargetRef,
    options: ExposeOptions,
    signal: AbortSignal,
  ): Promise<PreflightResult[]>;
  /**
   * Everything restore needs; stamps the first fence on the object. Calling
   * it again with the same fence changes nothing.
   */
  capture(target: TargetRef, context: WriteContext): Promise<Baseline>;
  /** What would change, by the API server's own dry run. */
  preview(
    target: TargetRef,
    exposure: Exposure,
    options: ExposeOptions,
    signal: AbortSignal,
  ): Promise<Change>;
  /**
   * Brings the target to `exposure`. Tests the expected fence, the expected
   * generation and every value it replaces; a stale write changes nothing and
   * throws `stale-fence` or `conflict`.
   */
  expose(
    target: TargetRef,
    exposure: Exposure,
    options: ExposeOptions,
    context: ForwardContext,
  ): Promise<void>;
  observe(target: TargetRef, signal: AbortSignal): Promise<ObservedExposure>;
  /**
   * Tells until the signal aborts when the target may have changed, by
   * whomever. A hint to look sooner: it may come late or never.
   */
  watch?(target: TargetRef, onChange: () => void, signal: AbortSignal): void;
  /**
   * What in the scope could be a target of this kind, one entry for every pair
   * of backends; the one that serves most now is taken for the baseline.
   * Without this method targets of the kind are only named by hand.
   */
  find?(scope: FindScope, signal: AbortSignal): Promise<FoundTarget[]>;
  /**
   * Takes the target back to its baseline. Always writes; tests identity
   * only, so that a busy object can't starve it; puts the higher fence on in
   * the same write or the next. Does not read back: the controller does.
   */
  restore(
    target: TargetRef,
    baseline: Baseline,
    context: WriteContext,
  ): Promise<void>;
  /**
   * What `restore` does, as data that people apply without Stagecraft, read
   * from the baseline alone. Null where no way back is safe in that phase.
   * Without this method nothing of the kind is kept in capsules.
   */
  wayBack?(
    target: TargetRef,
    baseline: Baseline,
    phase: CapsulePhase,
  ): WayBackStep[] | null;
}

export type DriverErrorCode =
  | 'not-found'
  | 'forbidden'
  | 'invalid'
  | 'conflict'
  | 'stale-fence'
  | 'unreachable'
  | 'unknown-outcome';

/**
 * A failed call of a driver. `message` is a sentence with the remedy.
 * `unknown-outcome`: the write may have landed; read back before anything else.
 */
export class DriverError extends Error {
  readonly code: DriverErrorCode;

  constructor(code: DriverErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'DriverError';
    this.code = code;
  }
}
