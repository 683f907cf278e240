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
  Fence,
  PreflightResult,
  TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Json } from './json';

/** An object of a cluster, as a capsule names it. */
export interface CapsuleObject {
  apiVersion: string;
  kind: string;
  /** As URLs name the kind, such as `httproutes`. */
  plural: string;
  namespace: string;
  name: string;
  uid: string;
}

/**
 * One step of a way back that a person takes without Stagecraft: a write as
 * plain data, or a look at what the cluster shows.
 */
export type WayBackStep =
  | {
      do: 'patch';
      object: CapsuleObject;
      type: 'json' | 'merge';
      /** Null for the object itself. */
      subresource: 'status' | null;
      /**
       * At least one. The first that the cluster accepts in a dry run is
       * applied; the tests of a JSON Patch name identity only.
       */
      bodies: Json[];
    }
  | {
      do: 'await';
      object: CapsuleObject;
      /** A JSONPath as `kubectl -o jsonpath` reads it, such as `{.spec.replicas}`. */
      path: string;
      /** Every word that the path finds must be this one; '' for none. */
      value: string;
      /** How long it may take. */
      seconds: number;
    };

/**
 * What is safe depends on how far a rollout is. `ramping`: the baseline serves
 * whoever is not exposed. `completed`: the new version serves everybody, the
 * old one stays warm.
 */
export type CapsulePhase = 'ramping' | 'completed';

/** What a record of the way back is about. */
export interface CapsuleSubject {
  target: TargetRef;
  /** Of the driver: stable over renames of the cluster. */
  targetId: string;
  rolloutId: string;
  planHash: string;
  /** The newest fence that was given out for the target. */
  fence: Fence;
  /** By the database's clock; of a target's records the newest one counts. */
  at: Date;
  /** The plan's. */
  end: Date;
  /** The way back from the captured baseline; none where nothing is safe. */
  steps: WayBackStep[];
}

/**
 * Keeps the way back where people find it when Stagecraft is down. Errors are
 * `DriverError`s. Every method may be called again for the same subject.
 */
export interface CapsuleStore {
  /** Can the way back be kept for this target? */
  preflight(target: TargetRef, signal: AbortSignal): Promise<PreflightResult[]>;
  /**
   * Writes the capsule and reads it back.
   *
   * @returns where people find it, `namespace/name`; null where capsules are off
   */
  seal(
    subject: CapsuleSubject,
    phase: CapsulePhase,
    signal: AbortSignal,
  ): Promise<string | null>;
  /**
   * Records that the way back of a rollout is closed, so that its capsules are
   * refused from now on, and takes its mark off the objects.
   */
  close(subject: CapsuleSubject, signal: AbortSignal): Promise<void>;
}
