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

import { mockServices } from '@backstage/backend-test-utils';
import type { ExposureDriver } from '@stagecraft/backstage-plugin-rollouts-node';
import type { Knex } from 'knex';
import { Controller, type Intervals } from '../../controller';
import type { Door } from '../../governance/door';
import type { DoorRequest } from '../../governance/request';
import type { PassDeps } from '../../controller/deps';

/** The process died: nothing after this instant happens. */
export class Crash extends Error {}

export interface ReplicaOptions {
  database: Knex;
  door: Door;
  driver: ExposureDriver;
  readEvidence: PassDeps['readEvidence'];
  intervals: Partial<Intervals>;
  /** Told whenever the replica commands through the door, before it does. */
  onCommand(request: DoorRequest, sawTarget: boolean): void;
}

/**
 * One replica's controller, in which every step that leaves the process, to
 * the database, the door or the cluster, can be the last one, or can be made
 * to wait while others go on.
 */
export class Replica {
  readonly #options: ReplicaOptions;
  #controller: Controller;
  #dead = false;
  #stepsToCrash = Infinity;
  #stepsToPark = Infinity;
  #unpark: (() => void) | undefined;
  #parked: Promise<boolean> | undefined;
  #sawTarget = false;

  constructor(options: ReplicaOptions) {
    this.#options = options;
    this.#controller = this.#boot();
  }

  /** One pass over the target's work; not while another one is parked. */
  async work(target: string): Promise<boolean> {
    if (this.#parked) return false;
    this.#sawTarget = false;
    return this.#run(target);
  }

  /** A pass that dies at its `step`th step; the next one starts afresh. */
  async crash(target: string, step: number): Promise<void> {
    if (this.#parked) return;
    this.#stepsToCrash = step;
    await this.#run(target);
    this.#controller = this.#boot();
  }

  /** A pass that stops at its `step`th step until it is resumed. */
  async park(target: string, step: number): Promise<void> {
    if (this.#parked) return;
    this.#sawTarget = false;
    this.#stepsToPark = step;
    const parked = new Promise<void>(resolve => {
      this.#onParked = resolve;
    });
    const run = this.#run(target);
    this.#parked = run;
    await Promise.race([parked, run]);
    if (!this.#unpark) this.#parked = undefined;
    this.#stepsToPark = Infinity;
  }

  async resume(): Promise<void> {
    this.#unpark?.();
    this.#unpark = undefined;
    await this.#parked;
    this.#parked = undefined;
  }

  #onParked: () => void = () => {};

  async #run(target: string): Promise<boolean> {
    try {
      return await this.#controller.work(target);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      return true;
    }
  }

  #alive(): void {
    if (this.#dead) throw new Crash();
    this.#stepsToCrash -= 1;
    if (this.#stepsToCrash < 0) {
      this.#dead = true;
      throw new Crash();
    }
  }

  async #step(): Promise<void> {
    this.#alive();
    this.#stepsToPark -= 1;
    if (this.#stepsToPark !== -1) return;
    await new Promise<void>(resolve => {
      this.#unpark = resolve;
      this.#onParked();
    });
  }

  #boot(): Controller {
    this.#dead = false;
    this.#stepsToCrash = Infinity;
    const { door, driver, readEvidence, intervals, onCommand } = this.#options;
    return Controller.create({
      database: this.#mortalDatabase(),
      door: {
        command: async request => {
          await this.#step();
          onCommand(request, this.#sawTarget);
          const result = await door.command(request);
          await this.#step();
          return result;
        },
      },
      drivers: { of: () => this.#mortalDriver(driver) },
      readEvidence: async (_trx, rollout, now) =>
        readEvidence(this.#options.database, rollout, now),
      logger: mockServices.logger.mock(),
      intervals,
    });
  }

  #mortalDatabase(): Knex {
    const { database } = this.#options;
    return new Proxy(database, {
      apply: (target, self, args) => {
        this.#alive();
        return Reflect.apply(target, self, args);
      },
      get: (target, property) => {
        const value = Reflect.get(target, property);
        if (property === 'transaction') {
          return async (work: (trx: Knex.Transaction) => Promise<unknown>) => {
            await this.#step();
            const result = await database.transaction(work);
            await this.#step();
            return result;
          };
        }
        if (property === 'raw') {
          return (...args: Parameters<Knex['raw']>) => {
            this.#alive();
            return database.raw(...args);
          };
        }
        return value;
      },
    });
  }

  #mortalDriver(driver: ExposureDriver): ExposureDriver {
    const around = async <T>(call: () => Promise<T>): Promise<T> => {
      await this.#step();
      const result = await call();
      await this.#step();
      return result;
    };
    return {
      kind: driver.kind,
      identify: driver.identify.bind(driver),
      preflight: driver.preflight.bind(driver),
      preview: driver.preview.bind(driver),
      observe: async (ref, signal) => {
        const observed = await around(() => driver.observe(ref, signal));
        this.#sawTarget = true;
        return observed;
      },
      capture: (ref, context) => around(() => driver.capture(ref, context)),
      expose: (ref, exposure, options, context) =>
        around(() => driver.expose(ref, exposure, options, context)),
      restore: (ref, baseline, context) =>
        around(() => driver.restore(ref, baseline, context)),
    };
  }
}
