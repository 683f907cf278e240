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
import { setTimeout as delay } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { Knex } from 'knex';
import type { Client } from 'pg';
import { WAKE_CHANNEL } from '../store/work';

export interface WakeListenerOptions {
  database: Knex;
  logger: LoggerService;
  /** How long the test at start waits for its own announcement. */
  testMs?: number;
  /** Between two tries to connect again. */
  reconnectMs?: number;
}

/**
 * Hears announcements of work on a connection of its own, which no pool hands
 * to anybody else. Hearing nothing costs time, never work: all who subscribe
 * poll as well.
 */
export class WakeListener {
  readonly #options: WakeListenerOptions;
  readonly #subscribers = new Set<() => void>();
  #stopping = new AbortController();
  #loop: Promise<void> | undefined;

  static create(options: WakeListenerOptions): WakeListener {
    return new WakeListener(options);
  }

  private constructor(options: WakeListenerOptions) {
    this.#options = options;
  }

  subscribe(wake: () => void): void {
    this.#subscribers.add(wake);
  }

  start(): void {
    if (this.#loop) return;
    this.#stopping = new AbortController();
    this.#loop = this.#run(this.#stopping.signal);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
    this.#loop = undefined;
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { logger, reconnectMs = 2000 } = this.#options;
    while (!signal.aborted) {
      try {
        await this.#listen(signal);
      } catch (error) {
        logger.warn(
          'Announcements of work are not heard, polling goes on',
          toError(error),
        );
      }
      await delay(reconnectMs, undefined, { signal }).catch(() => {});
    }
  }

  async #listen(signal: AbortSignal): Promise<void> {
    const connection: Client =
      await this.#options.database.client.acquireRawConnection();
    try {
      const lost = new Promise<never>((_, reject) => {
        connection.once('error', reject);
        connection.once('end', () => reject(new Error('Connection ended')));
      });
      const stopped = new Promise<void>(resolve => {
        if (signal.aborted) resolve();
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
      connection.on('notification', ({ payload }) => {
        if (payload === '') this.#announce();
      });
      await connection.query(`listen ${WAKE_CHANNEL}`);
      await Promise.race([lost, stopped, this.#test(connection)]);
      // Whatever was announced while nobody listened.
      this.#announce();
      await Promise.race([lost, stopped]);
    } finally {
      connection.removeAllListeners();
      // A connection that is lost already reports it once more.
      connection.on('error', () => {});
      await connection.end().catch(() => {});
    }
  }

  #announce(): void {
    for (const wake of this.#subscribers) wake();
  }

  /** A pooler in front of the database may swallow announcements: say so. */
  async #test(connection: Client): Promise<void> {
    const { database, logger, testMs = 2000 } = this.#options;
    const word = randomUUID();
    const heard = new Promise<boolean>(resolve => {
      connection.on('notification', ({ payload }) => {
        if (payload === word) resolve(true);
      });
      setTimeout(() => resolve(false), testMs).unref();
    });
    await database.raw('select pg_notify(?, ?)', [WAKE_CHANNEL, word]);
    if (!(await heard)) {
      logger.warn(
        'NOTIFY is not heard, polling goes on: connect to PostgreSQL without a pooler in transaction mode to react a fifth of a second sooner',
      );
    }
  }
}
