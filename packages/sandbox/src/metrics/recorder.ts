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

import { Version } from '../behaviour/versions';
import { Exchange } from '../gateway/exchange';
import { Exposition } from './exposition';
import { Series } from './series';

export interface VersionSeries {
  version: Version;
  series: Series;
}

/** Takes note of every answered request. */
export class Recorder {
  readonly #historySeconds: number;
  readonly #exposition: Exposition;
  readonly #series = new Map<string, VersionSeries>();

  constructor(
    versions: readonly Version[],
    exposition: Exposition,
    historySeconds: number,
  ) {
    this.#historySeconds = historySeconds;
    this.#exposition = exposition;
    for (const version of versions) this.#of(version);
  }

  /**
   * @param service - What the request was for, as far as that is known.
   * @param madeAt - Epoch milliseconds; it counts when it was answered.
   */
  record(service: string, madeAt: number, done: Exchange): void {
    this.#exposition.count(service, done);
    if (!done.version) return;
    this.#of(done.version).series.record(madeAt + done.latencyMilliseconds, {
      latencyMilliseconds: done.latencyMilliseconds,
      failed: done.status >= 500,
      converted: done.converted,
    });
  }

  all(): VersionSeries[] {
    return [...this.#series.values()];
  }

  find(namespace: string, backend: string): Series | undefined {
    return this.#series.get(`${namespace}/${backend}`)?.series;
  }

  clear(): void {
    const versions = this.all().map(({ version }) => version);
    this.#series.clear();
    for (const version of versions) this.#of(version);
  }

  #of(version: Version): VersionSeries {
    const key = `${version.namespace}/${version.backend}`;
    const existing = this.#series.get(key);
    if (existing) return existing;
    const created = { version, series: new Series(this.#historySeconds) };
    this.#series.set(key, created);
    return created;
  }
}
