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
  BreachKind,
  TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type {
  BreachRequest,
  BreachSource,
  DrillsExtensionPoint,
  Readiness,
  ReadinessSource,
} from '@stagecraft/backstage-plugin-rollouts-node';

/**
 * The breach that is made inside the backend: while the drill's row says that
 * it is on, sampling shows its guardrail values that fail.
 */
const INJECTED_METRIC: BreachSource = {
  kind: 'injected-metric',
  unable: async () => null,
  begin: async () => {},
  end: async () => {},
};

/** The ways to make a breach, and to see who notices, that modules add. */
export class AddedDrillSources implements DrillsExtensionPoint {
  readonly #breaches = new Map<BreachKind, BreachSource>([
    [INJECTED_METRIC.kind, INJECTED_METRIC],
  ]);
  readonly #readiness: ReadinessSource[] = [];

  addBreachSource(source: BreachSource): void {
    if (this.#breaches.has(source.kind)) {
      throw new Error(`There is a breach of kind ${source.kind} already`);
    }
    this.#breaches.set(source.kind, source);
  }

  addReadinessSource(source: ReadinessSource): void {
    this.#readiness.push(source);
  }

  get kinds(): BreachKind[] {
    return [...this.#breaches.keys()];
  }

  breach(kind: BreachKind): BreachSource | undefined {
    return this.#breaches.get(kind);
  }

  /** Why it can't be made, with the remedy; null where it can. */
  async unable(
    kind: BreachKind,
    request: BreachRequest,
    signal: AbortSignal,
  ): Promise<string | null> {
    const source = this.#breaches.get(kind);
    if (source) return source.unable(request, signal);
    return `Nothing here makes a breach of kind ${kind}: choose one of ${this.kinds.join(
      ', ',
    )}, or add its module`;
  }

  /** Of every target that something is known of. */
  async readiness(
    targets: readonly TargetRef[],
    signal: AbortSignal,
  ): Promise<Readiness[]> {
    const all = await Promise.all(
      targets.flatMap(target =>
        this.#readiness.map(source => source.readiness(target, signal)),
      ),
    );
    return all.flatMap(readiness => readiness ?? []);
  }
}
