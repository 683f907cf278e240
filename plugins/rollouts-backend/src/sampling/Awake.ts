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

/** A watched process says that often that it runs. */
const BEAT_MS = 1000;
/** Of silence, or of clocks that part: nobody looked meanwhile. */
const GAP_MS = 5000;

/**
 * Since when this process can look at all: since the database first answered
 * its sampler, or answered again, and since it runs without a gap. In a time
 * when we were blind no source was silent, and no guardrail may count it as
 * having no data.
 */
export class Awake {
  readonly #uptimeMs: () => number;
  /** By a clock that nobody sets; null while blind. */
  #sinceMs: number | null = null;
  /** When the process last said that it runs; null while nobody asks it to. */
  #beatMs: number | null = null;
  /** The most that the database's clock was seen ahead of the uptime. */
  #aheadMs: number | null = null;

  /** @param uptimeMs - milliseconds since the start of this process */
  static create(uptimeMs: () => number): Awake {
    return new Awake(uptimeMs);
  }

  private constructor(uptimeMs: () => number) {
    this.#uptimeMs = uptimeMs;
  }

  /** By the database's clock that now says `now`; that itself while blind. */
  readonly since = (now: Date): Date => {
    this.#notice(now);
    const awakeMs =
      this.#sinceMs === null ? 0 : this.#uptimeMs() - this.#sinceMs;
    return new Date(now.getTime() - awakeMs);
  };

  /**
   * The database's answer, and whether one comes: blind from when it fails, or
   * was not there in time, until the next one that is.
   *
   * @param onLate - called once it is late
   */
  async hears<T>(
    answer: Promise<T>,
    withinMs: number,
    onLate: () => void = () => {},
  ): Promise<T> {
    const late = setTimeout(() => {
      this.#lose();
      onLate();
    }, withinMs);
    try {
      const heard = await answer;
      this.#sinceMs ??= this.#uptimeMs();
      return heard;
    } catch (error) {
      this.#lose();
      throw error;
    } finally {
      clearTimeout(late);
    }
  }

  /**
   * From now on a process that was stopped, or too busy to look, is told from
   * one that ran on. Answers how to end that.
   */
  watch(): () => void {
    this.#beatMs = this.#uptimeMs();
    const beats = setInterval(() => this.#beat(), BEAT_MS);
    return () => {
      clearInterval(beats);
      this.#beatMs = null;
    };
  }

  /** Beats come late from a process that did not run. */
  #beat(): void {
    if (this.#beatMs === null) return;
    const now = this.#uptimeMs();
    if (now - this.#beatMs > GAP_MS) this.#wakeUp();
    this.#beatMs = now;
  }

  /**
   * Where the whole machine slept, its uptime stood still; a database's clock
   * that was set forward looks the same, and ages every look as much.
   */
  #notice(now: Date): void {
    this.#beat();
    const ahead = now.getTime() - this.#uptimeMs();
    if (this.#aheadMs !== null && ahead - this.#aheadMs > GAP_MS) {
      this.#wakeUp();
    }
    this.#aheadMs = Math.max(ahead, this.#aheadMs ?? ahead);
  }

  #wakeUp(): void {
    if (this.#sinceMs !== null) this.#sinceMs = this.#uptimeMs();
  }

  #lose(): void {
    this.#sinceMs = null;
  }
}

/** Of this process. */
export const awake = Awake.create(() => process.uptime() * 1000);
