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

import { isDeepStrictEqual } from 'node:util';
import { exposed } from '../exposed.mjs';
import { until } from '../people.mjs';
import { breach } from './breach.mjs';
import { Followed } from './Followed.mjs';
import { CLUSTER } from './portal.mjs';

const time = instant => Date.parse(instant);

/** `httproutes` of an object's path; `rollouts/status` of its status'. */
function resourceOf(path, patched) {
  const [resource] = path.split('/').slice(-2);
  return `${resource}${patched.slice(path.length)}`;
}

const specOf = ({ newest }) => newest.spec;

/** One kind of target, exposed and taken back by Stagecraft. */
export class Governed {
  #lane;
  #api;
  #proxy;
  #call;
  #source;
  #traffic;
  #route;
  #beside;
  #before = [];
  #rollout;
  #opened = 0;

  constructor(lane, { api, kubeConfig, proxy, call, source, traffic }) {
    this.#lane = lane;
    this.#api = api;
    this.#proxy = proxy;
    this.#call = call;
    this.#source = source;
    this.#traffic = traffic;
    this.#route = new Followed(kubeConfig, lane.path, async route =>
      lane.standIn?.(api, route),
    );
    this.#beside = lane.beside.map(path => new Followed(kubeConfig, path));
  }

  get name() {
    return `Stagecraft, ${this.#lane.kind}`;
  }

  get #objects() {
    return [this.#route, ...this.#beside];
  }

  async start() {
    const { name, backends } = this.#lane.target;
    this.#traffic.add(name, backends);
    await Promise.all(this.#objects.map(each => each.start()));
  }

  stop() {
    for (const each of this.#objects) each.stop();
  }

  /** A rollout at half of everyone, its guardrail holding. */
  async open() {
    this.#before = this.#objects.map(specOf);
    await this.#lane.prepare?.(this.#api, this.#beside);
    this.#opened = Date.now();
    const { target } = this.#lane;
    this.#rollout = await exposed(this.#call, {
      service: `component:default/${target.name}`,
      target: { ...target, cluster: CLUSTER },
      guardrails: ['errors'],
    });
  }

  async breach() {
    const { name, backends } = this.#lane.target;
    const opened = this.#patches(this.#opened);
    const brokenAt = Date.now();
    const found = await breach({
      route: this.#route,
      shareOf: this.#lane.shareOf,
      start: () => this.#traffic.break(name),
      looks: since => this.#source.looks(name, backends.new, since),
    });
    const { reversal } = await until(
      this.#rollout.read,
      ({ phase }) => phase === 'rolled-back',
    );
    const after = this.#objects.map(specOf);
    const left = after.findIndex(
      (spec, index) => !isDeepStrictEqual(spec, this.#before[index]),
    );
    if (left >= 0) {
      throw new Error(
        `${this.name} is not as it was before: ${JSON.stringify(after[left])}`,
      );
    }
    return {
      name: this.name,
      restored: found,
      decidedToPatched: time(reversal.restoredAt) - time(reversal.decidedAt),
      confirmedToRecorded:
        time(reversal.verifiedAt) - time(reversal.confirmedAt),
      patches: {
        captured: opened.before,
        opened: opened.after,
        restored: this.#patches(brokenAt).all,
      },
    };
  }

  async close() {
    this.#traffic.mend(this.#lane.target.name);
  }

  /**
   * The patches of its objects from a time on, by what they patch: before the
   * last capsule was written, after it, and all.
   */
  #patches(since) {
    const { target, path, beside } = this.#lane;
    const own = [path, ...beside];
    const writes = this.#proxy.writes(since);
    const kept = writes.findLastIndex(
      ({ method, path: to, body }) =>
        method === 'POST' &&
        to.endsWith('/configmaps') &&
        body.includes(target.name),
    );
    const count = some => {
      const what = some
        .filter(({ method }) => method === 'PATCH')
        .flatMap(({ path: to }) => {
          const found = own.find(each => `${to}/`.startsWith(`${each}/`));
          return found ? [resourceOf(found, to)] : [];
        });
      return [...new Set(what)]
        .sort()
        .map(each => `${each} ${what.filter(one => one === each).length}`)
        .join(', ');
    };
    return {
      before: count(writes.slice(0, kept + 1)),
      after: count(writes.slice(kept + 1)),
      all: count(writes),
    };
  }
}
