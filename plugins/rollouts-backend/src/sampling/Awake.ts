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

/**
 * Since when this process can look at all: since the database first answered
 * its sampler, or answered again. In a time when we were blind no source was
 * silent, and no guardrail may count it as having no data.
 */
export class Awake {
  readonly #uptimeMs: () => number;
  /** By a clock that nobody sets; null while blind. */
  #sinceMs: number | null = null;

  /** @param uptimeMs - milliseconds since the start of this process */
  static create(uptimeMs: () => number): Awake {
    return new Awake(uptimeMs);
  }

  private constructor(uptimeMs: () => number) {
    this.#uptimeMs = uptimeMs;
  }

  /** By a clock that now says `now`; that itself while blind. */
  since(now: Date): Date {
    const awakeMs =
      this.#sinceMs === null ? 0 : this.#uptimeMs() - this.#sinceMs;
    return new Date(now.getTime() - awakeMs);
  }

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

  #lose(): void {
    this.#sinceMs = null;
  }
}

/** Of this process. */
export const awake = Awake.create(() => process.uptime() * 1000);
