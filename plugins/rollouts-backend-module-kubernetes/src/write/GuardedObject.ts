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

import type { Cluster } from '../cluster/Cluster';
import type { Lane } from '../cluster/lanes';
import type { ObjectRef } from '../cluster/resources';
import { shaped } from '../cluster/shape';
import type { z } from 'zod';
import type { Metadata } from './fence';
import type { Operation } from './patch';

/** What of an object is written: its status alone, or all but that. */
export type Part = 'status';

export interface Governed {
  metadata: Metadata;
}

/** One object of a cluster that a driver moves, read and written live. */
export class GuardedObject<T extends Governed> {
  readonly #cluster: Cluster;
  readonly #ref: ObjectRef;
  readonly #schema: z.ZodType<T>;

  constructor(cluster: Cluster, ref: ObjectRef, schema: z.ZodType<T>) {
    this.#cluster = cluster;
    this.#ref = ref;
    this.#schema = schema;
  }

  async read(signal: AbortSignal, lane: Lane = 'forward'): Promise<T> {
    return this.#shape(await this.#cluster.get(this.#ref, { signal, lane }));
  }

  /** A forward write: fields that the cluster does not know are refused. */
  async patch(
    operations: Operation[],
    signal: AbortSignal,
    part?: Part,
  ): Promise<T> {
    return this.#json(operations, signal, part, false);
  }

  /** The object as `patch` would leave it; nothing is kept. */
  async dryRun(
    operations: Operation[],
    signal: AbortSignal,
    part?: Part,
  ): Promise<T> {
    return this.#json(operations, signal, part, true);
  }

  /** A write back, in the restores' lane. */
  async patchBack(
    operations: Operation[],
    signal: AbortSignal,
    part?: Part,
  ): Promise<void> {
    await this.#cluster.patch(
      { ...this.#ref, subresource: part },
      { kind: 'json', operations },
      { validation: 'Ignore' },
      { signal, lane: 'restore' },
    );
  }

  async mergeBack(
    merge: Record<string, unknown>,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#cluster.patch(
      this.#ref,
      { kind: 'merge', merge },
      { validation: 'Ignore' },
      { signal, lane: 'restore' },
    );
  }

  async #json(
    operations: Operation[],
    signal: AbortSignal,
    part: Part | undefined,
    dryRun: boolean,
  ) {
    return this.#shape(
      await this.#cluster.patch(
        { ...this.#ref, subresource: part },
        { kind: 'json', operations },
        { dryRun, validation: 'Strict' },
        { signal, lane: 'forward' },
      ),
    );
  }

  #shape(value: unknown): T {
    return shaped(
      this.#schema,
      value,
      `${this.#ref.resource.plural} ${this.#ref.name}`,
    );
  }
}
