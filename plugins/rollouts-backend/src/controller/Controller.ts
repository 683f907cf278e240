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

import { toError } from '@backstage/errors';
import { Pipeline } from '../pipeline/Pipeline';
import { claimWork, type ClaimedWork, type ClaimOptions } from '../store/work';
import { DEFAULT_INTERVALS, type Intervals, type PassDeps } from './deps';
import { keepLease } from './keepLease';
import { pass } from './pass';
import type { WakeListener } from '../pipeline/WakeListener';

type Lane = ClaimOptions['lane'];

export interface ControllerOptions extends Omit<PassDeps, 'intervals'> {
  intervals?: Partial<Intervals>;
  /** Tells of work before the next poll does. */
  wakes?: WakeListener;
}

/**
 * Rolling back waits for no forward work: each lane has its own places. They
 * are many times those of one cluster, since several may not answer at once.
 */
const PLACES: Record<Lane, number> = { back: 256, forward: 96 };
/** A cluster that does not answer leaves places for the others. */
const PLACES_A_CLUSTER: Record<Lane, number> = { back: 32, forward: 12 };

/**
 * Brings targets to what was decided, and gives the commands that follow from
 * what it sees. Level-triggered and leaderless: rows are the truth, any
 * replica may do any piece of work.
 */
export class Controller {
  readonly #deps: PassDeps;
  readonly #lanes: Pipeline<ClaimedWork>[];

  static create(options: ControllerOptions): Controller {
    return new Controller(options);
  }

  private constructor(options: ControllerOptions) {
    const { intervals, wakes, ...deps } = options;
    this.#deps = {
      ...deps,
      intervals: { ...DEFAULT_INTERVALS, ...intervals },
    };
    this.#lanes = [this.#lane('back'), this.#lane('forward')];
    wakes?.subscribe(() => this.nudge());
  }

  start(): void {
    for (const lane of this.#lanes) lane.start();
  }

  /** Takes no more work, aborts calls that are under way, and waits. */
  async stop(): Promise<void> {
    await Promise.all(this.#lanes.map(lane => lane.stop()));
  }

  /** Look for due work now. */
  nudge(): void {
    for (const lane of this.#lanes) lane.nudge();
  }

  /**
   * One pass over one target's work, if it is due and free. Answers whether
   * there was something to do.
   */
  async work(targetId: string): Promise<boolean> {
    for (const lane of ['back', 'forward'] as const) {
      const claimed = await this.#claim(lane, { limit: 1, targetId });
      for (const work of claimed) {
        await this.#pass(work, new AbortController().signal);
        return true;
      }
    }
    return false;
  }

  #pass(work: ClaimedWork, stopping: AbortSignal): Promise<void> {
    return keepLease(this.#deps, work, stopping, held =>
      pass(this.#deps, work, held),
    );
  }

  #claim(
    lane: Lane,
    options: Omit<ClaimOptions, 'lane' | 'leaseMs'>,
  ): Promise<ClaimedWork[]> {
    return claimWork(this.#deps.database, {
      ...options,
      lane,
      leaseMs: this.#deps.intervals.leaseMs,
    });
  }

  #lane(lane: Lane): Pipeline<ClaimedWork> {
    const busy = new Map<string, number>();
    const count = (cluster: string, by: number) =>
      busy.set(cluster, (busy.get(cluster) ?? 0) + by);
    return Pipeline.create<ClaimedWork>({
      name: lane === 'back' ? 'rollbacks' : 'rollouts',
      logger: this.#deps.logger,
      concurrency: PLACES[lane],
      pollMs: this.#deps.intervals.pollMs,
      load: async free => {
        const full = [...busy].filter(([, n]) => n >= PLACES_A_CLUSTER[lane]);
        const claimed = await this.#claim(lane, {
          limit: Math.min(free, PLACES_A_CLUSTER[lane]),
          exceptClusters: full.map(([cluster]) => cluster),
        });
        for (const { cluster } of claimed) count(cluster, 1);
        return claimed;
      },
      work: async (work, signal) => {
        try {
          await this.#pass(work, signal);
        } catch (error) {
          this.#deps.logger.error(
            `Rollout ${work.rolloutId}: its work is left to the end of its lease`,
            toError(error),
          );
        } finally {
          count(work.cluster, -1);
        }
        // The roll-back that was just decided is for the other lane.
        this.nudge();
      },
    });
  }
}
