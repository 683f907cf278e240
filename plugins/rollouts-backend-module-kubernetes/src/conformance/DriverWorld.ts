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
  TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { ExposureDriver } from '@stagecraft/backstage-plugin-rollouts-node';
import type { FaultProxy } from './FaultProxy';

export interface StoredObject {
  metadata: {
    uid: string;
    generation: number;
    annotations?: Record<string, string>;
    [field: string]: unknown;
  };
  [field: string]: unknown;
}

/** What other people do to a target, past the driver and the proxy. */
export interface Rivals {
  /** Gives the new version more than anybody decided. */
  raise(target: TargetRef): Promise<void>;
  /** Replaces the new version's backend by another name. */
  rename(target: TargetRef): Promise<void>;
  /** Changes the specification where rollouts don't. */
  edit(target: TargetRef): Promise<void>;
  stripAnnotations(target: TargetRef): Promise<void>;
  annotate(target: TargetRef, name: string, value: string): Promise<void>;
  remove(target: TargetRef): Promise<void>;
  /** Deletes it and makes it anew as it is now. */
  recreate(target: TargetRef): Promise<void>;
}

/**
 * A control plane with one kind of target, as the conformance cases need it.
 * Every driver passes the same cases, before the sandbox and before a real
 * cluster.
 */
export interface DriverWorld {
  /** Talks to the control plane through `proxy`. */
  driver: ExposureDriver;
  proxy: FaultProxy;
  header: { name: string; value: string };
  /** Where targets of the kind know a segment. */
  segment?: { name: string; value: string };
  /** What of a target's object its marks are for; the whole by default. */
  markedPart?: string;
  /** From nobody to everyone; each can be shown exactly. */
  ladder: Exposure[];
  /** A target of its own for one case, accepted, nobody exposed. */
  makeTarget(): Promise<TargetRef>;
  /**
   * As the control plane holds it, once its controllers came to rest.
   *
   * @throws when it is gone.
   */
  read(target: TargetRef): Promise<StoredObject>;
  /** The part of the object that restoring brings back to the byte. */
  owned(object: StoredObject): unknown;
  /**
   * What `owned` gives once a captured target was restored, where that is not
   * what it gave when it was captured.
   */
  restored?(captured: StoredObject): unknown;
  /** What the driver calls the object's generation; by default just that. */
  generation?(object: StoredObject): number;
  /**
   * Whether the engine's own word is that the baseline serves, where the
   * driver reads only what the object says of it.
   */
  servesBaseline?(target: TargetRef): Promise<boolean>;
  /** How many patches each is made of; 1 by default. */
  patches?: { capture?: number; expose: number; restore: number };
  /** The part that nothing Stagecraft does may change. */
  foreign(object: StoredObject): unknown;
  rivals: Rivals;
  stop(): Promise<void>;
}
