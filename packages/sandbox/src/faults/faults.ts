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

import { randomUUID } from 'node:crypto';
import { z } from 'zod';

const faultEffectSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('delay'),
    /** The request is read, then carried out this much later. */
    milliseconds: z.number().int().min(1).max(600_000),
  }),
  z.strictObject({
    type: z.literal('fail'),
    status: z.number().int().min(400).max(599),
    retryAfterSeconds: z.number().int().min(0).max(3600).optional(),
  }),
  z.strictObject({
    type: z.literal('drop'),
    /** Break the connection before or after the request took effect. */
    when: z.enum(['before', 'after']),
  }),
  z.strictObject({
    /** A partition: no answer, and running watches fall silent. */
    type: z.literal('hang'),
  }),
]);
export type FaultEffect = z.infer<typeof faultEffectSchema>;

/** A fault to inject. What `match` leaves out matches everything. */
export const faultSchema = z.strictObject({
  match: z
    .strictObject({
      /** Which of the sandbox's interfaces. */
      surface: z.enum(['kubernetes', 'metrics']).default('kubernetes'),
      verb: z.string().optional(),
      /** Kind or plural, any case. */
      kind: z.string().optional(),
      namespace: z.string().optional(),
      name: z.string().optional(),
    })
    .default({ surface: 'kubernetes' }),
  /** How many requests it hits; left out, all until it is removed. */
  times: z.number().int().min(1).optional(),
  effect: faultEffectSchema,
});
export type Fault = z.infer<typeof faultSchema>;

export interface ActiveFault extends Fault {
  id: string;
  hits: number;
}

/** What a fault is matched against. */
export interface FaultTarget {
  surface: 'kubernetes' | 'metrics';
  verb?: string;
  kind?: string;
  plural?: string;
  namespace?: string;
  name?: string;
}

function matches({ match }: Fault, target: FaultTarget): boolean {
  const kind = match.kind?.toLowerCase();
  return (
    match.surface === target.surface &&
    (match.verb === undefined || match.verb === target.verb) &&
    (kind === undefined ||
      kind === target.kind?.toLowerCase() ||
      kind === target.plural) &&
    (match.namespace === undefined || match.namespace === target.namespace) &&
    (match.name === undefined || match.name === target.name)
  );
}

/** The faults in force. */
export class Faults {
  #active: ActiveFault[] = [];
  readonly #healed = new Set<() => void>();

  add(fault: Fault): ActiveFault {
    const active = { ...fault, id: randomUUID(), hits: 0 };
    this.#active.push(active);
    return active;
  }

  list(): ActiveFault[] {
    return [...this.#active];
  }

  /** @returns false when there is no such fault. */
  remove(id: string): boolean {
    const before = this.#active.length;
    this.#active = this.#active.filter(fault => fault.id !== id);
    this.#heal();
    return this.#active.length < before;
  }

  clear(): void {
    this.#active = [];
    this.#heal();
  }

  /** Effects that hit this request, each counted as a hit. */
  take(target: FaultTarget): FaultEffect[] {
    const hit = this.#active.filter(
      fault =>
        matches(fault, target) &&
        (fault.times === undefined || fault.hits < fault.times),
    );
    for (const fault of hit) fault.hits += 1;
    return hit.map(fault => fault.effect);
  }

  /** Whether running watches of this target are cut off, without a hit. */
  isSilent(target: FaultTarget): boolean {
    return this.#active.some(
      fault => fault.effect.type === 'hang' && matches(fault, target),
    );
  }

  /** Whether this request would be answered 403, without a hit. */
  isForbidden(target: FaultTarget): boolean {
    return this.#active.some(
      fault =>
        fault.effect.type === 'fail' &&
        fault.effect.status === 403 &&
        matches(fault, target),
    );
  }

  /** Calls back when a fault goes away; returns how to stop. */
  onHealed(listener: () => void): () => void {
    this.#healed.add(listener);
    return () => this.#healed.delete(listener);
  }

  #heal(): void {
    for (const listener of [...this.#healed]) listener();
  }
}
