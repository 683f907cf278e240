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

const REQUESTS_A_SECOND = 100;
const FAILED_OF_BROKEN = 0.5;

/**
 * Requests to both versions of services, as counters of the time that passed:
 * exact, and the same for whoever reads them.
 */
export class Traffic {
  #start = Date.now();
  #services = new Map();

  add(service, versions) {
    this.#services.set(service, { versions, failed: 0, brokenAt: null });
  }

  /** The new version fails from now on; returns the time in ms. */
  break(service) {
    const now = Date.now();
    this.#services.get(service).brokenAt = now;
    return now;
  }

  mend(service) {
    const state = this.#services.get(service);
    state.failed = this.#failed(state);
    state.brokenAt = null;
  }

  #failed({ failed, brokenAt }) {
    const brokenMs = brokenAt === null ? 0 : Date.now() - brokenAt;
    return failed + (brokenMs / 1000) * REQUESTS_A_SECOND * FAILED_OF_BROKEN;
  }

  /** What Prometheus scrapes. */
  text() {
    const requests = ((Date.now() - this.#start) / 1000) * REQUESTS_A_SECOND;
    const lines = ['# TYPE requests_total counter'];
    for (const [service, state] of this.#services) {
      const failed = { baseline: 0, new: this.#failed(state) };
      for (const side of ['baseline', 'new']) {
        const labels = `service="${service}",version="${state.versions[side]}"`;
        lines.push(
          `requests_total{${labels},code="200"} ${requests - failed[side]}`,
          `requests_total{${labels},code="500"} ${failed[side]}`,
        );
      }
    }
    return `${lines.join('\n')}\n`;
  }
}
